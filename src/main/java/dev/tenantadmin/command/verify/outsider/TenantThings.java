package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has that somebody could reach. Its users, group, roles and policies are in the account's details.
 *
 * @param notebooks the names of its notebook instances, with the tenant's prefix
 * @param hasLifecycleConfig whether its lifecycle config exists
 * @param data its S3 locations
 * @param wantedTrust the trust policy of its access role as its options make it: whom it admits is expected; null if the options are not known
 */
public record TenantThings(
        Names names,
        List<String> notebooks,
        boolean hasLifecycleConfig,
        List<DataLocation> data,
        @Nullable String wantedTrust) {

    public TenantThings {
        notebooks = List.copyOf(notebooks);
        data = List.copyOf(data);
    }

    TenantName tenant() {
        return names.tenant();
    }
}
