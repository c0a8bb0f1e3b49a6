package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.DataLocation;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.PolicyDocuments;
import dev.tenantadmin.tenant.Suspension;
import dev.tenantadmin.tenant.Settings;
import dev.tenantadmin.tenant.TenantName;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** The data locations of all tenants, as their boundaries let them in: read in one go, whose calls hardly grow with the tenants. */
record DataLocations(IamClient iam) {

    private static final int PAGE = 1000;

    /**
     * Lets locations pass that overlap no other tenant's.
     *
     * @throws Failure of kind CONFLICT naming the other tenant
     */
    void requireApart(TenantName tenant, List<DataLocation> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        iam
                .getAccountAuthorizationDetailsPaginator(
                        r -> r.filter(EntityType.LOCAL_MANAGED_POLICY).maxItems(PAGE))
                .stream()
                .flatMap(page -> page.policies().stream())
                .forEach(policy ->
                        otherOwner(policy, tenant).ifPresent(other -> requireApart(wanted, other, of(policy))));
    }

    private static void requireApart(List<DataLocation> wanted, TenantName other, List<DataLocation> theirs) {
        for (DataLocation location : theirs) {
            wanted.stream().filter(location::overlaps).findFirst().ifPresent(overlapping -> {
                throw new Failure(
                        Failure.Kind.CONFLICT,
                        "data location %s overlaps %s, which is tenant %s's".formatted(overlapping, location, other));
            });
        }
    }

    /** The tenant whose anchor the policy is, if it is another one's. */
    private static Optional<TenantName> otherOwner(ManagedPolicyDetail policy, TenantName tenant) {
        return HomeRegion.place(policy.path())
                .map(TenantDirectory.Place::tenant)
                .filter(owner ->
                        !owner.equals(tenant) && policy.policyName().equals(owner + Names.DELIMITER + "boundary"));
    }

    /** Where the tenant whose anchor the policy is has its data. A suspended tenant's document lets it in nowhere, but it will come back. */
    List<DataLocation> of(ManagedPolicyDetail policy) {
        String document = policy.policyVersionList().stream()
                .filter(PolicyVersion::isDefaultVersion)
                .map(version -> PolicyComparison.decode(version.document()))
                .findFirst()
                .orElse("");
        return Suspension.isIn(document)
                ? remembered(policy.arn())
                : PolicyDocuments.dataLocations(document);
    }

    private List<DataLocation> remembered(String anchor) {
        try {
            return Settings.dataLocations(
                    IamTags.map(iam.listPolicyTags(r -> r.policyArn(anchor)).tags()));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CONFLICT, "%s: %s".formatted(anchor, e.getMessage()), e);
        }
    }
}
