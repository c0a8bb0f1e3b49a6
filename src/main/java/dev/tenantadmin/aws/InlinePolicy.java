package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** An inline policy of a role or a group. */
record InlinePolicy(String name, String document, Supplier<String> read, Runnable put, Runnable remove)
        implements Resource {

    static InlinePolicy ofRole(IamClient iam, String role, String policy, String document) {
        return new InlinePolicy(
                "%s of role %s".formatted(policy, role),
                document,
                () -> iam.getRolePolicy(r -> r.roleName(role).policyName(policy))
                        .policyDocument(),
                () -> iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(document)),
                () -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    }

    static InlinePolicy ofGroup(IamClient iam, String group, String policy, String document) {
        return new InlinePolicy(
                "%s of group %s".formatted(policy, group),
                document,
                () -> iam.getGroupPolicy(r -> r.groupName(group).policyName(policy))
                        .policyDocument(),
                () -> iam.putGroupPolicy(
                        r -> r.groupName(group).policyName(policy).policyDocument(document)),
                () -> iam.deleteGroupPolicy(r -> r.groupName(group).policyName(policy)));
    }

    @Override
    public String type() {
        return "inline policy";
    }

    @Override
    public boolean grantsAccess() {
        return true;
    }

    @Override
    public Observation observe() {
        try {
            return new Observation.Present(PolicyComparison.differences(
                    Difference.Document.PERMISSIONS, PolicyComparison.decode(read.get()), document));
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        put.run();
    }

    @Override
    public void update(Observation.Present observed) {
        put.run();
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
