package dev.tenantadmin.tenant.option;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shapes a tenant's policy documents beside its names.
 *
 * @param administrator the ARN (a role's with its path) of the principal that made the tenant and may assume its access role
 * @param subnet where notebooks, jobs and models have to run, if anywhere
 * @param securityGroups the security groups that go with the subnet
 * @param kmsKey the ARN or id of the key that encrypts the notebooks' volumes, if any
 * @param access who else may come in, and from where
 * @param work what the tenant's work may use
 * @param permissionsBoundary the organisation's own, which its principals bear instead of ours, if any
 * @param suspended whether nobody of the tenant may do anything
 */
public record PolicyOptions(
        String administrator,
        @Nullable String subnet,
        List<String> securityGroups,
        @Nullable String kmsKey,
        AccessOptions access,
        WorkOptions work,
        @Nullable String permissionsBoundary,
        boolean suspended) {

    public PolicyOptions {
        securityGroups = List.copyOf(securityGroups);
    }

    /** Of a tenant with nothing but its administrator. */
    public static PolicyOptions plain(String administrator) {
        return new PolicyOptions(
                administrator, null, List.of(), null, AccessOptions.NONE, WorkOptions.NONE, null, false);
    }

    /** The same tenant, suspended or not. */
    public PolicyOptions suspended(boolean now) {
        return new PolicyOptions(administrator, subnet, securityGroups, kmsKey, access, work, permissionsBoundary, now);
    }

    /** The same with its data elsewhere. */
    PolicyOptions withData(List<DataLocation> locations) {
        return new PolicyOptions(
                administrator,
                subnet,
                securityGroups,
                kmsKey,
                access,
                work.withData(locations),
                permissionsBoundary,
                suspended);
    }

    /** These, but for what is asked. */
    public PolicyOptions with(TenantSpec asked) {
        String boundary = asked.organisation().permissionsBoundary();
        return new PolicyOptions(
                administrator,
                asked.subnet() == null ? subnet : asked.subnet(),
                asked.subnet() == null ? securityGroups : asked.securityGroups(),
                asked.kmsKey() == null ? kmsKey : asked.kmsKey(),
                access.with(asked.access()),
                work.with(asked.work()),
                boundary == null ? permissionsBoundary : boundary.equals(AccessSpec.NONE) ? null : boundary,
                suspended);
    }
}
