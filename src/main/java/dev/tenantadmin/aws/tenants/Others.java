package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.tenant.name.NotebookName;
import java.util.Set;

/**
 * What a tenant has and is to lose, because it is not asked for.
 *
 * @param users whether all users go that are not asked for
 * @param notebooks the notebooks that go with their volumes
 * @param toTheEnd whether to wait until these are gone
 */
public record Others(boolean users, Set<NotebookName> notebooks, boolean toTheEnd) {

    public Others {
        notebooks = Set.copyOf(notebooks);
    }
}
