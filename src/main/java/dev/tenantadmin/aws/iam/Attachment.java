package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;

/**
 * A managed policy attached to a role or a group.
 *
 * @param holder the title of that role or group
 */
public record Attachment(
        String name, String policyArn, String holder, Iam iam, Identity of, Runnable attach, Runnable detach)
        implements Resource {

    public static Attachment toRole(Iam iam, String policyArn, String role) {
        return new Attachment(
                named(policyArn, "role", role),
                policyArn,
                "IAM role " + role,
                iam,
                Identity.role(role),
                () -> iam.client().attachRolePolicy(r -> r.roleName(role).policyArn(policyArn)),
                () -> iam.client().detachRolePolicy(r -> r.roleName(role).policyArn(policyArn)));
    }

    public static Attachment toGroup(Iam iam, String policyArn, String group) {
        return new Attachment(
                named(policyArn, "group", group),
                policyArn,
                "IAM group " + group,
                iam,
                Identity.group(group),
                () -> iam.client().attachGroupPolicy(r -> r.groupName(group).policyArn(policyArn)),
                () -> iam.client().detachGroupPolicy(r -> r.groupName(group).policyArn(policyArn)));
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
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        return reads.attached(of).filter(arns -> arns.contains(policyArn)).isPresent()
                ? new Observation.Present(List.of())
                : new Observation.Absent();
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
