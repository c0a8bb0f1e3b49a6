package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.TenantDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

/**
 * An IAM role: its trust policy, its permissions boundary and its tags.
 *
 * @param wanted makes the trust policy that it is to have
 * @param onTrust done once another trust policy is written
 */
public record Role(
        Iam iam,
        String arn,
        TenantDocument kind,
        String path,
        Supplier<String> wanted,
        String boundaryArn,
        WantedTags tags,
        Runnable onTrust)
        implements PolicyResource {

    /** The longest session of the role in seconds, beside what is wanted of it. IAM tells it of one role at a time, by GetRole. */
    public static final String MAX_SESSION_DURATION = "MaxSessionDuration";

    public Role(
            Iam iam,
            String arn,
            TenantDocument kind,
            String path,
            Supplier<String> wanted,
            String boundaryArn,
            WantedTags tags) {
        this(iam, arn, kind, path, wanted, boundaryArn, tags, () -> {});
    }

    /** The same role, of which this is done once another trust policy is written. */
    public Role onTrust(Runnable then) {
        return new Role(iam, arn, kind, path, wanted, boundaryArn, tags, then);
    }

    /** The trust policy that it is to have. */
    public String trust() {
        return wanted.get();
    }

    @Override
    public String type() {
        return "IAM role";
    }

    @Override
    public String name() {
        return Arn.name(arn);
    }

    @Override
    public Role saying(String other) {
        return new Role(iam, arn, kind, path, () -> other, boundaryArn, tags, onTrust);
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
        return reads.role(name()).map(this::compare).orElseGet(Observation.Absent::new);
    }

    private Observation compare(software.amazon.awssdk.services.iam.model.Role seen) {
        if (!seen.path().equals(path)) {
            return new Observation.Foreign("its path is " + seen.path());
        }
        List<Difference> differences = new ArrayList<>(tags.differences(IamTags.map(seen.tags())));
        String actual = EncodedDocument.decode(seen.assumeRolePolicyDocument());
        differences.addAll(PolicyComparison.differences(Difference.Document.TRUST, actual, trust()));
        Boundary.difference(seen.permissionsBoundary(), boundaryArn).ifPresent(differences::add);
        Integer session = seen.maxSessionDuration();
        return new Observation.Present(
                differences, "", actual, session == null ? Map.of() : Map.of(MAX_SESSION_DURATION, session.toString()));
    }

    @Override
    public void create() {
        iam.client()
                .createRole(r -> r.roleName(name())
                        .path(path)
                        .assumeRolePolicyDocument(trust())
                        .permissionsBoundary(boundaryArn)
                        .tags(IamTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Difference.Document.TRUST)) {
            iam.client().updateAssumeRolePolicy(r -> r.roleName(name()).policyDocument(trust()));
            onTrust.run();
        }
        if (observed.differsIn(Boundary.Field.PERMISSIONS_BOUNDARY)) {
            iam.client().putRolePermissionsBoundary(r -> r.roleName(name()).permissionsBoundary(boundaryArn));
        }
        Map<String, String> missing = WantedTags.missing(observed);
        if (!missing.isEmpty()) {
            iam.client().tagRole(r -> r.roleName(name()).tags(IamTags.list(missing)));
        }
        List<String> unwanted = tags.unwantedFolded(observed);
        if (!unwanted.isEmpty()) {
            iam.client().untagRole(r -> r.roleName(name()).tagKeys(unwanted));
        }
    }

    /** Takes away first what others hung on the role. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.client().deleteRole(r -> r.roleName(name()));
            } catch (DeleteConflictException e) {
                SubordinateEntities.remove(SubordinateEntities.ofRole(iam.live(), name()));
                iam.client().deleteRole(r -> r.roleName(name()));
            }
        });
    }

    /** A new boundary policy may not be visible yet; what was detached moments ago may still be. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure) || failure instanceof DeleteConflictException;
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof EntityAlreadyExistsException;
    }
}
