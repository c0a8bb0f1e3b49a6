package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Difference.RevisionChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.option.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The revision on the anchor: the last thing written and the first deleted, so a tenant without it is half-made or half-deleted.
 */
public record RevisionTag(IamClient iam, String policyArn) implements Resource {

    @Override
    public String type() {
        return "revision tag";
    }

    @Override
    public String name() {
        return Arn.name(policyArn);
    }

    @Override
    public Observation observe() {
        try {
            String actual = IamTags.map(
                            iam.listPolicyTags(r -> r.policyArn(policyArn)).tags())
                    .get(Settings.REVISION);
            if (actual == null) {
                return new Observation.Absent();
            }
            return actual.equals(wanted())
                    ? new Observation.Present(List.of())
                    : new Observation.Present(List.of(new RevisionChanged(actual, wanted())));
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        iam.tagPolicy(r -> r.policyArn(policyArn).tags(IamTags.list(Map.of(Settings.REVISION, wanted()))));
    }

    @Override
    public void update(Observation.Present observed) {
        create();
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(() -> iam.untagPolicy(r -> r.policyArn(policyArn).tagKeys(Settings.REVISION)));
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }

    private static String wanted() {
        return String.valueOf(Settings.CURRENT_REVISION);
    }
}
