package dev.tenantadmin.aws.client;

import dev.tenantadmin.tenant.name.TenantName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived credentials under a tenant's access role: secrets, for standard output alone.
 *
 * @param region the tenant's home region
 * @param expiration when they expire, or null if unknown
 */
public record AccessCredentials(
        TenantName tenant,
        String region,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        @Nullable Instant expiration) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessCredentials[" + tenant + "]";
    }
}
