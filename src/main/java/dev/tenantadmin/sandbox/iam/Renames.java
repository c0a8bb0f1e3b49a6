package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.Json;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/**
 * The operations that rename and move users and groups. Id, policies, credentials and memberships stay, and trust policies that name a
 * user as principal name it as before; what policies name as a resource stays as it is (IAM user guide, "Rename an IAM user").
 */
public record Renames(Store store, Directory directory) {
    UpdateUserResponse updateUser(UpdateUserRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        String old = user.userName();
        String name = newName(EntityKind.USER, old, request.newUserName());
        String path = Objects.requireNonNullElse(request.newPath(), user.path());
        User renamed = user.copy(changed -> changed.userName(name).path(path).arn(caller.iamArn("user", path, name)));
        move(EntityKind.USER, old, name);
        store.remove(EntityKind.USER.key(old));
        store.put(EntityKind.USER.key(name), renamed);
        moveCredentials(user, name);
        String suffix = "/" + ResourceNames.fold(name);
        for (String key : Groups.memberships(store, old)) {
            moveRow(key, key.substring(0, key.lastIndexOf('/')) + suffix, AddUserToGroupRequest.class, name);
        }
        nameInTrust(user.arn(), renamed.arn());
        return UpdateUserResponse.builder().build();
    }

    /** The old one where none is asked for; another case of it is no other name. */
    private String newName(EntityKind kind, String old, @Nullable String asked) {
        String name = Objects.requireNonNullElse(asked, old);
        if (!ResourceNames.fold(name).equals(ResourceNames.fold(old))) {
            directory.requireNew(kind, name);
        }
        return name;
    }

    private void moveCredentials(User user, String name) {
        String old = ResourceNames.fold(user.userName());
        String now = ResourceNames.fold(name);
        if (store.has("login-profile/" + old)) {
            moveRow("login-profile/" + old, "login-profile/" + now, LoginProfile.class, name);
        }
        moveAll("signing-certificate/", old, now, SigningCertificate.class, name);
        moveAll("ssh-key/", old, now, SSHPublicKey.class, name);
        moveAll("service-credential/", old, now, ServiceSpecificCredential.class, name);
        for (String key : store.keys("access-key/")) {
            store.find(key, AccessKey.class)
                    .filter(one -> one.userName().equals(user.userName()))
                    .ifPresent(one -> store.put(key, one.copy(changed -> changed.userName(name))));
        }
        for (String key : store.keys("mfa/")) {
            store.find(key, VirtualMFADevice.class)
                    .filter(device ->
                            device.user() != null && device.user().userId().equals(user.userId()))
                    .ifPresent(device ->
                            store.put(key, device.copy(changed -> changed.user(Users.listed(directory.user(name))))));
        }
        for (String key : store.keys(Sessions.TOKEN_USER)) {
            store.find(key, User.class)
                    .filter(owner -> owner.userId().equals(user.userId()))
                    .ifPresent(owner -> store.put(key, owner.copy(changed -> changed.userName(name))));
        }
    }

    UpdateGroupResponse updateGroup(UpdateGroupRequest request, CallerIdentity caller) {
        Group group = directory.group(request.groupName());
        String old = group.groupName();
        String name = newName(EntityKind.GROUP, old, request.newGroupName());
        String path = Objects.requireNonNullElse(request.newPath(), group.path());
        move(EntityKind.GROUP, old, name);
        moveAll(
                "member/",
                ResourceNames.fold(old),
                ResourceNames.fold(name),
                AddUserToGroupRequest.class,
                Map.of("GroupName", name));
        store.remove(EntityKind.GROUP.key(old));
        store.put(
                EntityKind.GROUP.key(name),
                group.copy(changed -> changed.groupName(name).path(path).arn(caller.iamArn("group", path, name))));
        return UpdateGroupResponse.builder().build();
    }

    /** Moves what policies and boundary an entity has. */
    private void move(EntityKind kind, String old, String name) {
        String from = ResourceNames.fold(old);
        String to = ResourceNames.fold(name);
        moveAll(kind.lower() + "-policy/", from, to, PolicyDetail.class, Map.of());
        moveAll("attached/" + kind.lower() + "/", from, to, AttachedPolicy.class, Map.of());
        moveAll("boundary/" + kind.lower() + "/", from, to, AttachedPermissionsBoundary.class, Map.of());
    }

    private <T extends SdkPojo> void moveAll(String prefix, String from, String to, Class<T> type, String user) {
        moveAll(prefix, from, to, type, Map.of("UserName", user));
    }

    private <T extends SdkPojo> void moveAll(
            String prefix, String from, String to, Class<T> type, Map<String, String> changes) {
        String below = prefix + from + "/";
        for (String key : store.keys(below)) {
            moveRow(key, prefix + to + "/" + key.substring(below.length()), type, changes);
        }
    }

    private <T extends SdkPojo> void moveRow(String from, String to, Class<T> type, String user) {
        moveRow(from, to, type, Map.of("UserName", user));
    }

    private <T extends SdkPojo> void moveRow(String from, String to, Class<T> type, Map<String, String> changes) {
        T row = store.find(from, type).orElseThrow();
        store.remove(from);
        store.put(to, Pojos.with(row, type, changes));
    }

    private void nameInTrust(String old, String now) {
        for (String key : store.keys("role/")) {
            store.find(key, Role.class)
                    .filter(role -> Documents.principals(role.assumeRolePolicyDocument(), "AWS")
                            .contains(old))
                    .ifPresent(role -> store.put(
                            key,
                            role.copy(changed -> changed.assumeRolePolicyDocument(
                                    named(role.assumeRolePolicyDocument(), old, now)))));
        }
    }

    private static String named(String document, String old, String now) {
        try {
            Map<String, Object> policy = new LinkedHashMap<>(Json.read(document));
            policy.computeIfPresent("Statement", (name, statements) -> ofStatements(statements, old, now));
            return Json.write(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object ofStatements(Object statements, String old, String now) {
        return statements instanceof List<?> list
                ? list.stream()
                        .map(statement -> ofStatement((Map<?, ?>) statement, old, now))
                        .toList()
                : ofStatement((Map<?, ?>) statements, old, now);
    }

    private static Map<Object, Object> ofStatement(Map<?, ?> statement, String old, String now) {
        Map<Object, Object> changed = new LinkedHashMap<>(statement);
        changed.computeIfPresent("Principal", (name, principal) -> replaced(principal, old, now));
        changed.computeIfPresent("NotPrincipal", (name, principal) -> replaced(principal, old, now));
        return changed;
    }

    private static Object replaced(Object value, String old, String now) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, one) -> changed.put(key, replaced(one, old, now)));
            return changed;
        } else if (value instanceof List<?> list) {
            return list.stream().map(one -> replaced(one, old, now)).toList();
        }
        return value.equals(old) ? now : value;
    }
}
