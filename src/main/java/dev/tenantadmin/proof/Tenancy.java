package dev.tenantadmin.proof;

import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.PolicyOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the account shows it, as far as questions about it need to know.
 *
 * @param options what shapes what it may do at home; null where only others ask about it
 * @param users the names of its users, with the tenant's prefix
 * @param notebooks the names of its notebook instances, with the tenant's prefix
 */
public record Tenancy(Names names, @Nullable PolicyOptions options, List<String> users, List<String> notebooks) {

    public Tenancy {
        users = List.copyOf(users);
        notebooks = List.copyOf(notebooks);
    }

    /** The tenant's name. */
    public String name() {
        return names.tenant().value();
    }
}
