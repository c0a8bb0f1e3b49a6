package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.util.UUID;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The operations on roles that are linked to services. The sandbox does not attach the services' policies to them: no service here works
 * as such a role. They do not count for the account's quota, and nothing here keeps one from being deleted at once.
 */
public record ServiceLinkedRoles(Store store, Directory directory, Clock clock) {
    private static final String PATH = "/aws-service-role/";
    private static final String DELETION = "service-linked-role-deletion/";

    private record Link(String service, String role, boolean hasSuffix) {
        static Link of(String service) {
            return ServiceReference.lines("service-linked-roles.tsv")
                    .map(line -> line.split("\t", -1))
                    .filter(columns -> columns[0].equals(service))
                    .map(columns -> new Link(columns[0], columns[1], columns[2].equals("suffix")))
                    .findFirst()
                    .orElseThrow(() -> new AwsException(
                            "NotImplemented", 501, "The sandbox knows no role that is linked to " + service + "."));
        }
    }

    static boolean isLinked(Role role) {
        return role.path().startsWith(PATH);
    }

    /**
     * The ARN of a service's role.
     *
     * @throws AwsException if the sandbox knows of none
     */
    public static String arn(String service, String suffix, CallerIdentity caller) {
        return caller.iamArn("role", PATH + service + "/", name(Link.of(service), suffix));
    }

    private static String name(Link link, String suffix) {
        return suffix.isEmpty() ? link.role() : link.role() + "_" + suffix;
    }

    CreateServiceLinkedRoleResponse createServiceLinkedRole(
            CreateServiceLinkedRoleRequest request, CallerIdentity caller) {
        Link link = Link.of(request.awsServiceName());
        String suffix = request.customSuffix() == null ? "" : request.customSuffix();
        if (!suffix.isEmpty() && !link.hasSuffix()) {
            throw Refusals.invalidInput("Custom suffix is not allowed for " + link.service());
        }
        String name = name(link, suffix);
        if (store.has(EntityKind.ROLE.key(name))) {
            throw Refusals.invalidInput(
                    "Service role name " + name + " has been taken in this account, please try a different suffix.");
        }
        Role role = Role.builder()
                .path(PATH + link.service() + "/")
                .roleName(name)
                .roleId(Ids.entity("AROA"))
                .arn(arn(link.service(), suffix, caller))
                .createDate(clock.instant())
                .assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow",\
                        "Principal":{"Service":["%s"]}}]}""".formatted(link.service()))
                .description(request.description())
                .maxSessionDuration(Sessions.HOUR)
                .build();
        store.put(EntityKind.ROLE.key(name), role);
        return CreateServiceLinkedRoleResponse.builder()
                .role(Roles.brief(Roles.listed(role)))
                .build();
    }

    DeleteServiceLinkedRoleResponse deleteServiceLinkedRole(
            DeleteServiceLinkedRoleRequest request, CallerIdentity caller) {
        Role role = directory.role(request.roleName());
        if (!isLinked(role)) {
            throw Refusals.noSuchEntity("The role with name " + request.roleName() + " cannot be found.");
        }
        store.remove(EntityKind.ROLE.key(role.roleName()));
        String id = "task" + role.path() + role.roleName() + "/" + UUID.randomUUID();
        store.put(
                DELETION + ResourceNames.lastPart(id),
                DeleteServiceLinkedRoleResponse.builder().deletionTaskId(id).build());
        return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(id).build();
    }

    GetServiceLinkedRoleDeletionStatusResponse getServiceLinkedRoleDeletionStatus(
            GetServiceLinkedRoleDeletionStatusRequest request, CallerIdentity caller) {
        return store.find(
                        DELETION + ResourceNames.lastPart(request.deletionTaskId()),
                        DeleteServiceLinkedRoleResponse.class)
                .filter(task -> task.deletionTaskId().equals(request.deletionTaskId()))
                .map(task -> GetServiceLinkedRoleDeletionStatusResponse.builder()
                        .status(DeletionTaskStatusType.SUCCEEDED)
                        .build())
                .orElseThrow(() -> Refusals.noSuchEntity(
                        "Deletion task with id " + request.deletionTaskId() + " cannot be found."));
    }
}
