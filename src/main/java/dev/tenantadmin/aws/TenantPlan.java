package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.Tenant;
import java.util.List;
import java.util.SortedMap;

/**
 * A tenant as it is wanted, and what the account lacks for it.
 *
 * @param notebooks each notebook's life, to wait for
 */
public record TenantPlan(Tenant tenant, Plan plan, SortedMap<NotebookName, NotebookLife> notebooks) {

    /** Whether anything of the tenant was there. */
    public boolean found() {
        return plan.foundAnything();
    }

    /** The names of the notebook instances that the plan does this to. */
    public List<String> notebookInstances(Change.Action action) {
        return plan.changes().stream()
                .filter(change -> change.action() == action && change.resource() instanceof NotebookInstance)
                .map(change -> change.resource().name())
                .toList();
    }
}
