package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.federation.IdentityProviders;
import dev.tenantadmin.sandbox.iam.AttachedPolicies;
import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.SecurityCredentials;
import dev.tenantadmin.sandbox.iam.ServiceLinkedRoles;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.sagemaker.NotebookInstances;
import dev.tenantadmin.sandbox.sagemaker.ResourceTags;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Resolves the templates in authorizations.txt: ARNs of existing or possible resources, and their tags. */
record AuthorizedResources(Store store, Directory directory, AttachedPolicies attached, NotebookInstances notebooks) {
    private static final String SAGEMAKER = "@";
    private static final String NEW = "+";
    private static final String RENAMED = ">";
    private static final String NEW_OIDC_PROVIDER = "+oidc-provider/{Url}";
    private static final String LINKED_ROLE = "+role/{AWSServiceName}";
    private static final String DELETED_ROLE = "role/{DeletionTaskId}";
    private static final String FEDERATED_USER = "federated-user/{Name}";
    private static final String OWNER_OF_KEY = "user/{AccessKeyId}";

    /** The ARNs that a template names. */
    List<String> arns(String template, Map<String, Object> request, CallerIdentity caller) {
        if (template.equals("*")) {
            return List.of("*");
        } else if (template.equals(NEW_OIDC_PROVIDER)) {
            return List.of(IdentityProviders.arn(String.valueOf(request.get("Url")), caller));
        } else if (template.equals(LINKED_ROLE)) {
            String suffix = request.get("CustomSuffix") instanceof String given ? given : "";
            return List.of(ServiceLinkedRoles.arn(String.valueOf(request.get("AWSServiceName")), suffix, caller));
        } else if (template.equals(DELETED_ROLE)) {
            return List.of(deleted(String.valueOf(request.get("DeletionTaskId")), caller));
        } else if (template.startsWith(RENAMED)) {
            return List.of(renamed(template.substring(1), request, caller));
        } else if (template.startsWith(NEW)) {
            String path = request.get("Path") instanceof String given ? given : "/";
            return RequiredPermission.expand(template.substring(1), request).stream()
                    .map(entity -> caller.iamArn(kind(entity), path, ResourceNames.lastPart(entity)))
                    .toList();
        } else if (template.equals(FEDERATED_USER)) {
            return List.of(caller.federatedUserArn(String.valueOf(request.get("Name"))));
        } else if (template.equals(OWNER_OF_KEY)) {
            return List.of(ownerOf((String) request.get("AccessKeyId"), caller));
        } else if (template.startsWith("user/") && !(request.get("UserName") instanceof String)) {
            return caller.isRoleSession() ? List.of("*") : List.of(caller.arn());
        } else if (template.matches("(role|user|group|instance-profile)/.*")) {
            return RequiredPermission.expand(template, request).stream()
                    .map(entity -> existing(entity, caller))
                    .toList();
        }
        return values(template, request, caller);
    }

    /** The values of a template. */
    List<String> values(String template, Map<String, Object> request, CallerIdentity caller) {
        String regional = template.replace("{region}", caller.region());
        if (regional.startsWith(SAGEMAKER)) {
            return RequiredPermission.expand(regional.substring(1), request).stream()
                    .map(thing -> caller.sageMakerArn(kind(thing), ResourceNames.lastPart(thing)))
                    .toList();
        }
        String service = Stream.of("ec2", "kms")
                .filter(name -> regional.startsWith(name + ":"))
                .findFirst()
                .orElse("");
        if (service.isEmpty()) {
            return RequiredPermission.expand(regional, request);
        }
        return RequiredPermission.expand(regional.substring(service.length() + 1), request).stream()
                // A key is given by id or by ARN.
                .map(thing -> thing.contains("/arn:")
                        ? thing.substring(thing.indexOf("arn:"))
                        : new Arn(caller.partition(), service, caller.region(), caller.account(), thing).toString())
                .toList();
    }

    private static String kind(String entity) {
        return entity.substring(0, entity.indexOf('/'));
    }

    /** The ARN of an entity with its path; for one that does not exist, with the root path. */
    private String existing(String entity, CallerIdentity caller) {
        String name = ResourceNames.lastPart(entity);
        Optional<String> arn = switch (kind(entity)) {
            case "role" -> store.find(EntityKind.ROLE.key(name), Role.class).map(Role::arn);
            case "user" -> store.find(EntityKind.USER.key(name), User.class).map(User::arn);
            case "group" -> store.find(EntityKind.GROUP.key(name), Group.class).map(Group::arn);
            case "instance-profile" -> profile(name).map(InstanceProfile::arn);
            default -> Optional.empty();
        };
        return arn.orElseGet(() -> caller.iamArn(kind(entity), "/", name));
    }

    /** A user or group as it will be called. */
    private String renamed(String template, Map<String, Object> request, CallerIdentity caller) {
        String entity = RequiredPermission.expand(template, request).get(0);
        String now = existing(entity, caller);
        String member = kind(entity).equals("user") ? "NewUserName" : "NewGroupName";
        String name = request.get(member) instanceof String given ? given : ResourceNames.lastPart(now);
        String path = request.get("NewPath") instanceof String given
                ? given
                : now.substring(now.indexOf('/'), now.lastIndexOf('/') + 1);
        return caller.iamArn(kind(entity), path, name);
    }

    /** The role that a task such as task/aws-service-role/SERVICE/ROLE/ID deletes. */
    private static String deleted(String task, CallerIdentity caller) {
        String role = task.replaceFirst("^task/", "").replaceFirst("/[^/]*$", "");
        return caller.iamArn("role", "/", role);
    }

    private String ownerOf(@Nullable String keyId, CallerIdentity caller) {
        return store.find(SecurityCredentials.accessKey(String.valueOf(keyId)), AccessKey.class)
                .map(key -> existing("user/" + key.userName(), caller))
                .orElse("*");
    }

    /** The resource's name in a refusal: IAM uses the kind and name from the request. */
    static String inMessage(RequiredPermission permission, String arn) {
        if (permission.resource().startsWith("{PolicyArn}")) {
            return "policy " + arn;
        }
        boolean byName = permission.action().startsWith("iam:")
                && !permission.action().equals("iam:PassRole")
                && permission.resource().matches("(role|user|group|instance-profile)/.*")
                && !arn.equals("*");
        return byName ? kind(permission.resource()).replace('-', ' ') + " " + ResourceNames.lastPart(arn) : arn;
    }

    /** The stored notebook that the request names. */
    Optional<Map<String, Object>> stored(Map<String, Object> request, CallerIdentity caller) {
        return request.get("NotebookInstanceName") instanceof String name
                ? notebooks
                        .find(NotebookInstances.ALL.type() + "/" + caller.region() + "/" + ResourceNames.fold(name))
                        .map(Pojos::tree)
                : Optional.empty();
    }

    /** The boundary of the role or user with an ARN. */
    List<String> boundary(String arn) {
        boolean isRole = Arn.parse(arn).map(Arn::type).filter("role"::equals).isPresent();
        EntityKind kind = isRole ? EntityKind.ROLE : EntityKind.USER;
        return attached.boundary(kind, ResourceNames.lastPart(arn)).stream()
                .map(boundary -> boundary.permissionsBoundaryArn())
                .toList();
    }

    /** The condition keys for the tags of the resource with an ARN. */
    Map<String, List<String>> tags(String arn, CallerIdentity caller) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Arn.parse(arn)
                .filter(named -> named.account().equals(caller.account()))
                .ifPresent(named -> tags(named).forEach((key, value) -> {
                    keys.put("aws:ResourceTag/" + key, List.of(value));
                    keys.put(named.service() + ":ResourceTag/" + key, List.of(value));
                }));
        return keys;
    }

    private Map<String, String> tags(Arn arn) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (arn.service().equals("sagemaker")) {
            String key = ResourceNames.fold(arn.type()) + "/" + arn.region() + "/"
                    + ResourceNames.fold(Arn.name(arn.resource()));
            ResourceTags.tags(store, key).values().forEach(tag -> tags.put(tag.key(), tag.value()));
        } else if (arn.service().equals("iam")) {
            iamTags(arn).forEach(tag -> tags.put(tag.key(), tag.value()));
        }
        return tags;
    }

    private List<Tag> iamTags(Arn arn) {
        String name = Arn.name(arn.resource());
        List<Tag> tags = switch (arn.type()) {
            case "role" ->
                store.find(EntityKind.ROLE.key(name), Role.class)
                        .map(Role::tags)
                        .orElse(null);
            case "user" ->
                store.find(EntityKind.USER.key(name), User.class)
                        .map(User::tags)
                        .orElse(null);
            case "policy" -> directory.policy(arn.toString()).map(Policy::tags).orElse(null);
            case "instance-profile" -> profile(name).map(InstanceProfile::tags).orElse(null);
            case "oidc-provider", "saml-provider" -> IdentityProviders.tags(store, arn);
            case "mfa" ->
                store.find(ResourceNames.fold(arn.resource()), VirtualMFADevice.class)
                        .map(VirtualMFADevice::tags)
                        .orElse(null);
            default -> null;
        };
        return orNone(tags);
    }

    private Optional<InstanceProfile> profile(String name) {
        return store.find("instance-profile/" + ResourceNames.fold(name), InstanceProfile.class);
    }

    private static List<Tag> orNone(@Nullable List<Tag> tags) {
        return tags == null ? List.of() : tags;
    }
}
