package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Difference.RevisionChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.option.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The revision on the anchor: the last thing written and the first deleted, so a tenant without it is half-made or half-deleted.
 */
public record RevisionTag(Iam iam, String policyArn) implements Resource {

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
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        return reads.policyTags(policyArn)
                .flatMap(tags -> Optional.ofNullable(IamTags.map(tags).get(Settings.REVISION)))
                .<Observation>map(actual -> new Observation.Present(
                        actual.equals(wanted()) ? List.of() : List.of(new RevisionChanged(actual, wanted()))))
                .orElseGet(Observation.Absent::new);
    }

    @Override
    public void create() {
        iam.client().tagPolicy(r -> r.policyArn(policyArn).tags(IamTags.list(Map.of(Settings.REVISION, wanted()))));
    }

    @Override
    public void update(Observation.Present observed) {
        create();
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(
                () -> iam.client().untagPolicy(r -> r.policyArn(policyArn).tagKeys(Settings.REVISION)));
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }

    private static String wanted() {
        return String.valueOf(Settings.CURRENT_REVISION);
    }
}
