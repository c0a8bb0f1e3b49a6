package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.Tenant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The tenant's endpoints that are in service or about to be. */
    private List<String> liveEndpoints() {
        return plan.changes().stream()
                .filter(change -> change.resource().type().equals(Work.ENDPOINT)
                        && change.observed() instanceof Observation.Present seen
                        && Work.LIVE.contains(seen.status()))
                .map(change -> change.resource().name())
                .toList();
    }

    /**
     * Lets a tenant pass that has no endpoints in service, or about to be.
     *
     * @throws Failure of kind CONFLICT
     */
    public void requireNoLiveEndpoint() {
        List<String> live = liveEndpoints();
        if (!live.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s has endpoints in service, which delete-tenant --delete-endpoints deletes too: %s; nothing was deleted"
                            .formatted(tenant.names().tenant(), String.join(", ", live)));
        }
    }

    /** The titles of all that the tenant's people made and that the plan takes away. */
    public List<String> work() {
        return plan.changes().stream()
                .filter(change -> change.action().writes() && change.resource() instanceof WorkItem)
                .map(change -> change.resource().title())
                .toList();
    }

    /** Whether the plan changes what runs at the start of notebooks that there are. */
    public boolean changesSetup() {
        return plan.changes().stream()
                .anyMatch(change -> change.action() == Change.Action.UPDATE
                        && change.resource() instanceof LifecycleConfig
                        && !change.differences().stream()
                                .allMatch(difference -> difference.field().startsWith(IamTags.FIELD)));
    }

    /** Why AWS may refuse the instance types that the plan gives to notebooks, where there is a reason to think so. */
    public Set<String> doubtsOfTypes() {
        return plan.changes().stream()
                .flatMap(change -> change.resource() instanceof NotebookInstance instance
                        ? instance.typeOf(change).stream()
                        : Stream.of())
                .flatMap(type -> NotebookTypes.doubt(type).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the notebook instances that the plan does this to. */
    public List<String> notebookInstances(Change.Action action) {
        return plan.changes().stream()
                .filter(change -> change.action() == action && change.resource() instanceof NotebookInstance)
                .map(change -> change.resource().name())
                .toList();
    }
}
