package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * A managed policy attached to a role or a group.
 *
 * @param holder the title of that role or group
 */
public record Attachment(
        String name,
        String policyArn,
        String holder,
        Supplier<Stream<AttachedPolicy>> attached,
        Runnable attach,
        Runnable detach)
        implements Resource {

    public static Attachment toRole(IamClient iam, String policyArn, String role) {
        return new Attachment(
                named(policyArn, "role", role),
                policyArn,
                "IAM role " + role,
                () -> iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream(),
                () -> iam.attachRolePolicy(r -> r.roleName(role).policyArn(policyArn)),
                () -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(policyArn)));
    }

    public static Attachment toGroup(IamClient iam, String policyArn, String group) {
        return new Attachment(
                named(policyArn, "group", group),
                policyArn,
                "IAM group " + group,
                () -> iam.listAttachedGroupPoliciesPaginator(r -> r.groupName(group)).attachedPolicies().stream(),
                () -> iam.attachGroupPolicy(r -> r.groupName(group).policyArn(policyArn)),
                () -> iam.detachGroupPolicy(r -> r.groupName(group).policyArn(policyArn)));
    }

    private static String named(String policyArn, String kind, String holder) {
        return "%s to %s %s".formatted(Arn.name(policyArn), kind, holder);
    }

    @Override
    public String type() {
        return "attachment";
    }

    @Override
    public Observation observe() {
        try {
            return attached.get().anyMatch(policy -> policy.policyArn().equals(policyArn))
                    ? new Observation.Present(List.of())
                    : new Observation.Absent();
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        attach.run();
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("an attachment has nothing that could differ");
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(() -> detach.run());
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
