package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * The managed policies of roles, groups and users, and the boundaries of roles and users. Keys end with the policy's name, so that finding
 * where a policy is attached reads no values.
 */
public record AttachedPolicies(Store store, Directory directory, Quotas quotas) {
    private static final String ATTACHED = "attached/";
    private static final String BOUNDARY = "boundary/";

    private static String of(String prefix, EntityKind kind, String owner) {
        return prefix + kind.key(owner) + "/";
    }

    /** A policy in keys: its folded name, and a prefix for AWS's own, of whose names an account can have a policy too. */
    static String id(String arn) {
        return (AwsPolicies.owns(arn) ? "aws:" : "") + ResourceNames.fold(ResourceNames.lastPart(arn));
    }

    private static String key(EntityKind kind, String owner, String arn) {
        return of(ATTACHED, kind, owner) + id(arn);
    }

    void attach(EntityKind kind, String owner, String arn) {
        if (Arn.parse(arn).isEmpty()) {
            throw Refusals.invalid("Invalid ARN:  Could not be parsed!");
        }
        Policy policy = directory
                .policy(arn)
                .orElseThrow(() -> Refusals.noSuchEntity("Policy " + arn + " does not exist or is not attachable."));
        String key = key(kind, owner, arn);
        if (!store.has(key)) {
            String limit = "AttachedPoliciesPer" + kind.word();
            quotas.requireRoom(limit, store.count(of(ATTACHED, kind, owner)), "PoliciesPer" + kind.word());
            store.put(
                    key,
                    AttachedPolicy.builder()
                            .policyName(policy.policyName())
                            .policyArn(arn)
                            .build());
        }
    }

    void detach(EntityKind kind, String owner, String arn) {
        String key = key(kind, owner, arn);
        if (!store.has(key)) {
            throw Refusals.noSuchEntity("Policy " + arn + " was not found.");
        }
        store.remove(key);
    }

    Page<AttachedPolicy> page(
            EntityKind kind, String owner, @Nullable String path, @Nullable String marker, @Nullable Integer most) {
        return store.page(
                of(ATTACHED, kind, owner),
                marker,
                Directory.pageSize(most),
                key -> store.find(key, AttachedPolicy.class)
                        .filter(attached -> path == null || isBelow(attached.policyArn(), path)));
    }

    private boolean isBelow(String arn, String path) {
        return directory
                .policy(arn)
                .filter(policy -> policy.path().startsWith(path))
                .isPresent();
    }

    List<AttachedPolicy> all(EntityKind kind, String owner) {
        return store.all(of(ATTACHED, kind, owner), AttachedPolicy.class);
    }

    boolean any(EntityKind kind, String owner) {
        return store.any(of(ATTACHED, kind, owner));
    }

    void setBoundary(EntityKind kind, String owner, String arn) {
        if (directory.policy(arn).isEmpty()) {
            throw Refusals.noSuchEntity("Scope ARN: " + arn + " does not exist or is not attachable.");
        }
        removeBoundary(kind, owner);
        store.put(
                of(BOUNDARY, kind, owner) + id(arn),
                AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(arn)
                        .build());
    }

    void removeBoundary(EntityKind kind, String owner) {
        store.keys(of(BOUNDARY, kind, owner)).forEach(store::remove);
    }

    /** The permissions boundary of an entity, if it has one. */
    public Optional<AttachedPermissionsBoundary> boundary(EntityKind kind, String owner) {
        return store.all(of(BOUNDARY, kind, owner), AttachedPermissionsBoundary.class).stream()
                .findFirst();
    }

    /** The number of entities with each policy attached, by the policy in keys. */
    Map<String, Integer> attachments() {
        return counts(ATTACHED);
    }

    /** The number of entities with each policy as boundary, by the policy in keys. */
    Map<String, Integer> boundaries() {
        return counts(BOUNDARY);
    }

    private Map<String, Integer> counts(String prefix) {
        Map<String, Integer> counts = new HashMap<>();
        store.keys(prefix).forEach(key -> counts.merge(ResourceNames.lastPart(key), 1, Integer::sum));
        return counts;
    }

    /** The keys of the entities with a policy, such as role/acme--access. */
    List<String> bearers(Policy policy, boolean asBoundary) {
        String prefix = asBoundary ? BOUNDARY : ATTACHED;
        String suffix = "/" + id(policy.arn());
        return store.keys(prefix).stream()
                .filter(key -> key.endsWith(suffix))
                .map(key -> key.substring(prefix.length(), key.length() - suffix.length()))
                .toList();
    }
}
