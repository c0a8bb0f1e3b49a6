package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.TenantDocument;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An inline policy of a role or a group.
 *
 * @param wanted makes the wanted document
 */
public record InlinePolicy(
        String name,
        TenantDocument kind,
        Supplier<String> wanted,
        Iam iam,
        Identity of,
        String policy,
        Consumer<String> put,
        Runnable remove)
        implements PolicyResource {

    public static InlinePolicy ofRole(
            Iam iam, String role, String policy, TenantDocument kind, Supplier<String> wanted) {
        return new InlinePolicy(
                "%s of role %s".formatted(policy, role),
                kind,
                wanted,
                iam,
                Identity.role(role),
                policy,
                text -> iam.client()
                        .putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(text)),
                () -> iam.client().deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    }

    public static InlinePolicy ofGroup(
            Iam iam, String group, String policy, TenantDocument kind, Supplier<String> wanted) {
        return new InlinePolicy(
                "%s of group %s".formatted(policy, group),
                kind,
                wanted,
                iam,
                Identity.group(group),
                policy,
                text -> iam.client()
                        .putGroupPolicy(
                                r -> r.groupName(group).policyName(policy).policyDocument(text)),
                () -> iam.client().deleteGroupPolicy(r -> r.groupName(group).policyName(policy)));
    }

    @Override
    public InlinePolicy saying(String other) {
        return new InlinePolicy(name, kind, () -> other, iam, of, policy, put, remove);
    }

    @Override
    public String type() {
        return "inline policy";
    }

    @Override
    public Observation observe() {
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        return reads.inlinePolicy(of, policy)
                .<Observation>map(actual ->
                        new Observation.Present(PolicyComparison.differences(actual, wanted.get()), "", actual))
                .orElseGet(Observation.Absent::new);
    }

    @Override
    public void create() {
        put.accept(wanted.get());
    }

    @Override
    public void update(Observation.Present observed) {
        put.accept(PolicyComparison.wanted(observed, wanted.get()));
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(() -> remove.run());
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
