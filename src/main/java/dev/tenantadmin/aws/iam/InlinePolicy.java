package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.TenantDocument;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * An inline policy of a role or a group.
 *
 * @param wanted makes the wanted document
 */
public record InlinePolicy(
        String name,
        TenantDocument kind,
        Supplier<String> wanted,
        Supplier<String> read,
        Consumer<String> put,
        Runnable remove)
        implements PolicyResource {

    public static InlinePolicy ofRole(
            IamClient iam, String role, String policy, TenantDocument kind, Supplier<String> wanted) {
        return new InlinePolicy(
                "%s of role %s".formatted(policy, role),
                kind,
                wanted,
                () -> iam.getRolePolicy(r -> r.roleName(role).policyName(policy))
                        .policyDocument(),
                text -> iam.putRolePolicy(
                        r -> r.roleName(role).policyName(policy).policyDocument(text)),
                () -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    }

    public static InlinePolicy ofGroup(
            IamClient iam, String group, String policy, TenantDocument kind, Supplier<String> wanted) {
        return new InlinePolicy(
                "%s of group %s".formatted(policy, group),
                kind,
                wanted,
                () -> iam.getGroupPolicy(r -> r.groupName(group).policyName(policy))
                        .policyDocument(),
                text -> iam.putGroupPolicy(
                        r -> r.groupName(group).policyName(policy).policyDocument(text)),
                () -> iam.deleteGroupPolicy(r -> r.groupName(group).policyName(policy)));
    }

    @Override
    public InlinePolicy saying(String other) {
        return new InlinePolicy(name, kind, () -> other, read, put, remove);
    }

    @Override
    public String type() {
        return "inline policy";
    }

    @Override
    public Observation observe() {
        try {
            String actual = EncodedDocument.decode(read.get());
            return new Observation.Present(PolicyComparison.differences(actual, wanted.get()), "", actual);
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
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
