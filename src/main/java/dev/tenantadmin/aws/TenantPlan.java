package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.Tenant;
import java.util.SortedMap;

/**
 * A tenant as it is wanted, and what the account lacks for it.
 *
 * @param found whether anything of the tenant was there
 * @param notebooks each notebook's life, to wait for
 */
public record TenantPlan(Tenant tenant, Plan plan, boolean found, SortedMap<NotebookName, NotebookLife> notebooks) {}
