package dev.tenantadmin.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shapes a tenant's policy documents beside its names.
 *
 * @param administrator the ARN (a role's with its path) of the principal that made the tenant and may assume its access role
 * @param subnet where notebooks, jobs and models have to run, if anywhere
 * @param securityGroups the security groups that go with the subnet
 * @param kmsKey the ARN or id of the key that encrypts the notebooks' volumes, if any
 */
public record PolicyOptions(
        String administrator,
        @Nullable String subnet,
        List<String> securityGroups,
        @Nullable String kmsKey) {

    public PolicyOptions {
        securityGroups = List.copyOf(securityGroups);
    }
}
