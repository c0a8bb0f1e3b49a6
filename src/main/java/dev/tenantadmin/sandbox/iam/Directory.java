package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/** Finds IAM entities by name and ARN. */
public record Directory(Store store, AwsPolicies awsPolicies) {
    private static final int DEFAULT_PAGE = 100;

    static int pageSize(@Nullable Integer asked) {
        return asked == null ? DEFAULT_PAGE : asked;
    }

    static String pathOrRoot(@Nullable String path) {
        return path == null ? "/" : path;
    }

    Role role(String name) {
        return store.find(EntityKind.ROLE.key(name), Role.class).orElseThrow(() -> missing(EntityKind.ROLE, name));
    }

    /** The role, if it is the account's own to change: one that is linked to a service is not. */
    Role modifiableRole(String name) {
        Role role = role(name);
        if (ServiceLinkedRoles.isLinked(role)) {
            throw new AwsException(
                    "UnmodifiableEntity",
                    400,
                    "Cannot perform the operation on the protected role '" + role.roleName()
                            + "' - this role is only modifiable by AWS");
        }
        return role;
    }

    /** The role with exactly this ARN. */
    public Optional<Role> roleByArn(String arn) {
        return store.find(EntityKind.ROLE.key(ResourceNames.lastPart(arn)), Role.class)
                .filter(role -> role.arn().equals(arn));
    }

    User user(String name) {
        return store.find(EntityKind.USER.key(name), User.class).orElseThrow(() -> missing(EntityKind.USER, name));
    }

    /** The name as it is given, or that of the caller. */
    static String userName(@Nullable String name, CallerIdentity caller) {
        String known = name == null ? caller.userName() : name;
        if (known == null) {
            throw Refusals.invalid("Must specify userName when calling with non-User credentials");
        }
        return known;
    }

    /** The named user, or without a name the caller. */
    User user(@Nullable String name, CallerIdentity caller) {
        return user(userName(name, caller));
    }

    Group group(String name) {
        return store.find(EntityKind.GROUP.key(name), Group.class).orElseThrow(() -> missing(EntityKind.GROUP, name));
    }

    /** The policy with exactly this ARN. */
    public Optional<Policy> policy(String arn) {
        return store.find(Policies.key(ResourceNames.lastPart(arn)), Policy.class)
                .filter(policy -> policy.arn().equals(arn))
                .or(() -> awsPolicies.find(arn));
    }

    private static RuntimeException missing(EntityKind kind, String name) {
        return Refusals.noSuchEntity("The " + kind.lower() + " with name " + name + " cannot be found.");
    }

    void requireNew(EntityKind kind, String name) {
        if (store.has(kind.key(name))) {
            throw Refusals.alreadyExists(kind.word() + " with name " + name + " already exists.");
        }
    }

    /** Refuses a trust policy that names a missing user or role of this account, or a service that there is not. */
    void requirePrincipals(String trustPolicy) {
        List<String> principals = Documents.principals(trustPolicy, "AWS");
        for (String principal : principals) {
            if (!principal.equals("*") && !exists(principal)) {
                throw Refusals.malformedDocument("Invalid principal in policy: \"AWS\":\"" + principal + "\"");
            }
        }
        for (String service : Documents.principals(trustPolicy, "Service")) {
            if (!service.equals("*") && !ServiceReference.isService(service)) {
                throw Refusals.malformedDocument("Invalid principal in policy: \"SERVICE\":\"" + service + "\"");
            }
        }
    }

    private boolean exists(String principal) {
        return Arn.parse(principal).map(this::exists).orElseGet(() -> principal.matches("\\d{12}|A[A-Z0-9]{20}"));
    }

    private boolean exists(Arn principal) {
        if (!principal.account().equals(CallerIdentity.ACCOUNT) || principal.isRoot()) {
            return true;
        }
        return switch (principal.type()) {
            case "role" -> roleByArn(principal.toString()).isPresent();
            case "assumed-role" -> {
                String[] session = principal.resource().split("/", -1);
                yield session.length == 3 && store.has(EntityKind.ROLE.key(session[1]));
            }
            default ->
                principal.resource().equals("user/" + CallerIdentity.ADMINISTRATOR)
                        || store.find(EntityKind.USER.key(Arn.name(principal.resource())), User.class)
                                .filter(user -> user.arn().equals(principal.toString()))
                                .isPresent();
        };
    }
}
