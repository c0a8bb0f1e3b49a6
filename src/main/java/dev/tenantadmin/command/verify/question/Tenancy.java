package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the account shows it, for questions about it.
 *
 * @param settings its settings, which decide what it may do; null if only questions of other tenants are about it
 * @param users the names of its users, with the tenant's prefix
 * @param notebooks the names of its notebook instances, with the tenant's prefix
 * @param data its S3 locations, by its documents
 */
public record Tenancy(
        Names names, @Nullable Settings settings, List<String> users, List<String> notebooks, List<DataLocation> data) {

    public Tenancy {
        users = List.copyOf(users);
        notebooks = List.copyOf(notebooks);
        data = List.copyOf(data);
    }

    /** The same tenant with these settings. */
    public Tenancy with(Settings known) {
        return new Tenancy(names, known, users, notebooks, data);
    }

    /** The same tenant with its data there. */
    public Tenancy withData(List<DataLocation> found) {
        return new Tenancy(names, settings, users, notebooks, found);
    }

    /** Whether access is blocked for all its users and roles. */
    public boolean isSuspended() {
        return settings != null && settings.suspended();
    }

    /** The tenant's name. */
    public String name() {
        return names.tenant().value();
    }
}
