package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.PolicyDetail;

/** The inline policies of roles, groups and users. */
public record InlinePolicies(Store store, Quotas quotas) {
    private static String of(EntityKind kind, String owner) {
        return kind.lower() + "-policy/" + ResourceNames.fold(owner) + "/";
    }

    void put(EntityKind kind, String owner, String name, String document) {
        Documents.requireIdentityPolicy(document);
        String key = of(kind, owner) + name;
        int others = store.keys(of(kind, owner)).stream()
                .filter(other -> !other.equals(key))
                .flatMap(other -> store.find(other, PolicyDetail.class).stream())
                .mapToInt(policy -> Documents.size(policy.policyDocument()))
                .sum();
        int most = quotas.of(kind.word() + "PolicySize");
        if (others + Documents.size(document) > most) {
            throw Refusals.limitExceeded(
                    "Maximum policy size of " + most + " bytes exceeded for " + kind.lower() + " " + owner);
        }
        store.put(
                key,
                PolicyDetail.builder().policyName(name).policyDocument(document).build());
    }

    /** A policy's document, encoded as IAM returns it. */
    String document(EntityKind kind, String owner, String name) {
        return Documents.encode(store.find(of(kind, owner) + name, PolicyDetail.class)
                .orElseThrow(() -> missing(kind, name))
                .policyDocument());
    }

    /** All policies of one entity, encoded as IAM returns them. */
    List<PolicyDetail> details(EntityKind kind, String owner) {
        return store.all(of(kind, owner), PolicyDetail.class).stream()
                .map(policy -> policy.copy(detail -> detail.policyDocument(Documents.encode(policy.policyDocument()))))
                .toList();
    }

    void delete(EntityKind kind, String owner, String name) {
        if (!store.has(of(kind, owner) + name)) {
            throw missing(kind, name);
        }
        store.remove(of(kind, owner) + name);
    }

    private static RuntimeException missing(EntityKind kind, String name) {
        return Refusals.noSuchEntity("The " + kind.lower() + " policy with name " + name + " cannot be found.");
    }

    Page<String> names(EntityKind kind, String owner, @Nullable String marker, @Nullable Integer most) {
        return store.page(
                of(kind, owner), marker, Directory.pageSize(most), key -> Optional.of(ResourceNames.lastPart(key)));
    }

    List<PolicyDetail> all(EntityKind kind, String owner) {
        return store.all(of(kind, owner), PolicyDetail.class);
    }

    boolean any(EntityKind kind, String owner) {
        return store.any(of(kind, owner));
    }
}
