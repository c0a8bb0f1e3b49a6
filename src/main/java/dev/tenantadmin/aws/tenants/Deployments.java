package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AccessRole;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.endpoint.DeployedConfig;
import dev.tenantadmin.aws.endpoint.DeployedEndpoint;
import dev.tenantadmin.aws.endpoint.DeployedModel;
import dev.tenantadmin.aws.endpoint.DeployedVersions;
import dev.tenantadmin.aws.endpoint.EndpointLife;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.notebook.NotebookPlacement;
import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.deployment.Deployment;
import dev.tenantadmin.tenant.deployment.Placement;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Suspended;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Plans how models come to serve behind a tenant's endpoints, and how endpoints go. */
public final class Deployments {

    private final AwsClients clients;
    private final Tenants tenants;
    private final Parallel parallel;
    private final Poll poll;

    /** Calls nothing yet. */
    public Deployments(AwsClients clients, Tenants tenants, Parallel parallel, Poll poll) {
        this.clients = clients;
        this.tenants = tenants;
        this.parallel = parallel;
        this.poll = poll;
    }

    /**
     * Plans how to let an endpoint serve a model, as an administrator or as the tenant's execution role. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant, CONFLICT if it is suspended, incomplete or not proved by its documents,
     *     INVALID_INPUT if it does not allow this
     */
    public DeploymentPlan plan(TenantName tenant, Deployment deployment, boolean wait) {
        Placement placement = clients.caller().inExecutionRole(tenant) ? ofNotebook(tenant) : ofTenant(tenant);
        try {
            deployment.check(placement);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()), e);
        }
        Names names = placement.names();
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        String endpoint = names.endpoint(deployment.endpoint());
        EndpointLife life = new EndpointLife(sagemaker, endpoint, poll);
        DeployedVersions versions = new DeployedVersions(sagemaker, names, deployment.endpoint(), life);
        Supplier<List<Resource>> configs = parallel.begin(versions.configs(Set.of(deployment.config(placement))));
        Supplier<List<Resource>> models = parallel.begin(versions.models(Set.of(deployment.model(placement))));
        Plan made = new Blueprint(List.of(
                        List.of(new DeployedModel(sagemaker, deployment, placement)),
                        List.of(new DeployedConfig(sagemaker, deployment, placement)),
                        List.of(new DeployedEndpoint(
                                sagemaker, life, endpoint, deployment.config(placement), placement))))
                .planCreation(parallel);
        Plan unused = new Blueprint(List.of(models.get(), configs.get())).planDeletion(parallel);
        return new DeploymentPlan(deployment, placement, made, unused.onlyWrites(), life, wait);
    }

    private Placement ofTenant(TenantName tenant) {
        TenantPlan described = tenants.describe(tenant).requireProved();
        Names names = described.tenant().names();
        Settings settings = described.tenant().settings();
        if (described.suspended()) {
            throw new Failure(Failure.Kind.CONFLICT, Suspended.sentence(tenant.value()));
        }
        boolean canRun = described.plan().changes().stream()
                .anyMatch(change -> change.resource() instanceof Role role
                        && role.arn().equals(names.executionRoleArn())
                        && change.observed() instanceof Observation.Present);
        if (!canRun || !settings.complete()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s is incomplete; run 'create-tenant %s' first".formatted(tenant, tenant));
        }
        return new Placement(
                names,
                names.executionRoleArn(),
                settings.get(Options.SUBNET),
                settings.get(Options.SECURITY_GROUPS),
                settings.get(Options.KMS_KEY),
                settings.resourceTags(tenant),
                Optional.of(new Placement.Limits(
                        settings.get(Options.DATA_LOCATION), settings.get(Options.ALLOW_INSTANCE_TYPE))),
                true);
    }

    /** The execution role may not read what the tenant's settings are, but its notebooks are made from them. */
    private Placement ofNotebook(TenantName tenant) {
        Names names =
                new Names(tenant, AccessRole.find(clients, tenant).confirmed().home());
        return NotebookPlacement.of(clients.sagemaker(names.home().region()), names);
    }

    /**
     * Plans how to delete an endpoint of a tenant, and what was deployed behind it. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public EndpointRemoval planRemoval(TenantName tenant, EndpointName endpoint) {
        Names names =
                new Names(tenant, AccessRole.find(clients, tenant).confirmed().home());
        int length = names.endpoint(endpoint).length();
        if (length > EndpointName.MOST) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "endpoint name %s has %d characters, SageMaker allows %d"
                            .formatted(names.endpoint(endpoint), length, EndpointName.MOST));
        }
        return planRemoval(names, endpoint);
    }

    /** The same for an endpoint in a home region. */
    public EndpointRemoval planRemoval(Place place, EndpointName endpoint) {
        return planRemoval(
                new Names(
                        place.tenant(),
                        new Home(clients.partition(), clients.caller().account(), place.region())),
                endpoint);
    }

    private EndpointRemoval planRemoval(Names names, EndpointName endpoint) {
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        EndpointLife life = new EndpointLife(sagemaker, names.endpoint(endpoint), poll);
        DeployedVersions versions = new DeployedVersions(sagemaker, names, endpoint, life);
        Supplier<List<Resource>> configs = parallel.begin(versions.configs(Set.of()));
        Supplier<List<Resource>> models = parallel.begin(versions.models(Set.of()));
        Supplier<Optional<String>> others = parallel.begin(versions::othersConfig);
        Blueprint all = new Blueprint(List.of(models.get(), configs.get(), versions.endpoints()));
        return new EndpointRemoval(names, endpoint, all.planDeletion(parallel), others.get(), versions);
    }
}
