package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.endpoint.DeployedEndpoint;
import dev.tenantadmin.aws.endpoint.EndpointLife;
import dev.tenantadmin.aws.endpoint.EndpointState;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Planned;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.deployment.Deployment;
import dev.tenantadmin.tenant.deployment.Placement;
import java.util.List;

/**
 * The plan to let an endpoint serve a model.
 *
 * @param made the model, the endpoint config and the endpoint
 * @param unused earlier versions, which go once the endpoint serves the new one
 * @param waits whether to wait until it does; if not, they stay while it changes
 */
public record DeploymentPlan(
        Deployment deployment, Placement placement, Plan made, Plan unused, EndpointLife life, boolean waits)
        implements Planned {

    @Override
    public Plan plan() {
        return cleans() ? made.followedBy(unused) : made;
    }

    /** Whether the endpoint already serves what it should. */
    public boolean serves() {
        return !made.writes()
                && made.changes().stream()
                        .anyMatch(change -> change.resource() instanceof DeployedEndpoint
                                && change.observed() instanceof Observation.Present seen
                                && EndpointState.of(seen.status()) == EndpointState.IN_SERVICE);
    }

    /** Whether nothing needs the earlier versions at the end. */
    private boolean cleans() {
        return waits || serves();
    }

    /** The name of the endpoint. */
    public String endpoint() {
        return placement.names().endpoint(deployment.endpoint());
    }

    /** The titles of the earlier versions that stay, because the endpoint may need them until it serves the new one. */
    public List<String> left() {
        return cleans()
                ? List.of()
                : unused.onlyWrites().changes().stream()
                        .map(Change::resource)
                        .map(Resource::title)
                        .toList();
    }

    /**
     * Makes what is missing, waits until the endpoint serves it, and deletes earlier versions.
     *
     * @throws ApplyFailure as {@link Plan#apply}; of kind ENDPOINT_FAILED, with SageMaker's reason, if it does not come to serve it
     */
    @Override
    public void apply(Parallel parallel, Poll poll) {
        try {
            made.apply(parallel, poll);
        } catch (ApplyFailure e) {
            throw life.disturbed(e.reason()).map(e::because).orElse(e);
        }
        if (waits) {
            made.then("waiting for endpoint " + endpoint(), () -> {
                life.awaitServing(deployment.config(placement));
                return true;
            });
        }
        if (cleans()) {
            try {
                unused.apply(parallel, poll);
            } catch (ApplyFailure e) {
                throw e.after(made);
            }
        }
    }
}
