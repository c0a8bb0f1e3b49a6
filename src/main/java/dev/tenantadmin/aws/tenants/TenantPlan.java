package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.endpoint.EndpointState;
import dev.tenantadmin.aws.endpoint.WorkItem;
import dev.tenantadmin.aws.iam.PolicyResource;
import dev.tenantadmin.aws.iam.RevokedSessions;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.aws.notebook.LifecycleConfig;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookTypes;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Planned;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.UnprovedSetting;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.RememberedOption;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A wanted tenant, and the plan to reach it.
 *
 * @param notebooks each notebook's life, to wait for
 * @param unproved settings that stand in tags alone and that the command did not give
 */
public record TenantPlan(
        Tenant tenant, Plan plan, SortedMap<NotebookName, NotebookLife> notebooks, List<UnprovedSetting> unproved)
        implements Planned {

    /** The same tenant with another plan. */
    TenantPlan with(Plan other) {
        return new TenantPlan(tenant, other, notebooks, unproved);
    }

    /**
     * Passes if the documents prove the tenant's settings, or the command gives them.
     *
     * @throws Failure of kind CONFLICT that names every other setting and the option that settles it
     */
    TenantPlan requireProved() {
        if (!unproved.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    unproved.stream()
                            .map(setting -> setting.sentence(tenant.names().boundary()))
                            .collect(Collectors.joining(
                                    "; ",
                                    "tenant %s has settings in its tags that its documents do not show; nothing was changed. "
                                            .formatted(tenant.names().tenant()),
                                    "")));
        }
        return this;
    }

    /** Whether anything of the tenant was there. */
    public boolean found() {
        return plan.foundAnything();
    }

    /**
     * Applies the plan, as {@link Plan#apply} does. If AWS refuses a write, the failure names the remembered options behind it: the anchor already has them,
     * so every later run would be refused too.
     *
     * @throws ApplyFailure naming the change that failed and those already done
     */
    @Override
    public void apply(Parallel parallel, Poll poll) {
        try {
            plan.apply(parallel, poll);
        } catch (ApplyFailure e) {
            throw withRemembered(e);
        }
    }

    private ApplyFailure withRemembered(ApplyFailure failure) {
        List<RememberedOption> remembered = failure.failed()
                .filter(change -> change.action() != Change.Action.DELETE)
                .map(Change::resource)
                .map(this::madeFrom)
                .orElse(List.of());
        if (remembered.isEmpty() || !AwsFailures.refusesWhatIsAsked(failure.reason())) {
            return failure;
        }
        Failure reason = AwsFailures.translate(failure.reason());
        TenantName name = tenant.names().tenant();
        return failure.because(new Failure(
                reason.kind(),
                Stream.concat(
                                Stream.of(reason.getMessage()),
                                remembered.stream().map(option -> option.told(name)))
                        .collect(Collectors.joining("; ")),
                reason.retryable(),
                reason.requestId(),
                failure.reason()));
    }

    private List<RememberedOption> madeFrom(Resource resource) {
        Settings settings = tenant.settings();
        if (resource instanceof NotebookInstance) {
            return RememberedOption.of(settings, Options.KMS_KEY, Options.SUBNET);
        }
        List<RememberedOption> all = new ArrayList<>();
        if (resource instanceof Role || resource instanceof User) {
            all.addAll(RememberedOption.of(settings, Options.PERMISSIONS_BOUNDARY));
        }
        if (resource instanceof Role role && role.arn().equals(tenant.names().accessRoleArn())) {
            all.addAll(RememberedOption.of(settings, Options.TRUST, Options.TRUST_SSO, Options.ADMINISTRATORS));
        }
        return all;
    }

    /** The changed anchor of an existing tenant whose documents or settings change: somebody else may be changing them too. */
    Optional<Change> changedAnchor() {
        boolean changes = plan.changes().stream()
                .anyMatch(change -> change.action() == Change.Action.UPDATE
                        && (change.resource() instanceof PolicyResource
                                || change.resource().isAnchor()));
        return plan.changes().stream()
                .filter(change ->
                        changes && change.resource().isAnchor() && change.observed() instanceof Observation.Present)
                .findFirst();
    }

    /** Whether the plan ends sessions under the tenant's roles that have begun already. */
    public boolean endsSessions() {
        return plan.changes().stream()
                .anyMatch(change -> change.action().writes() && change.resource() instanceof RevokedSessions);
    }

    /** Whether the tenant is suspended, and stays so. */
    public boolean suspended() {
        return tenant.settings().suspended();
    }

    /** The tenant's endpoints that are in service or about to be. */
    private List<String> liveEndpoints() {
        return plan.changes().stream()
                .filter(change -> change.resource() instanceof WorkItem item
                        && item.isEndpoint()
                        && change.observed() instanceof Observation.Present seen
                        && EndpointState.of(seen.status()).isLive())
                .map(change -> change.resource().name())
                .toList();
    }

    /**
     * Passes if the tenant has no endpoints in service, or about to be.
     *
     * @throws Failure of kind CONFLICT
     */
    public void requireNoLiveEndpoint() {
        List<String> live = liveEndpoints();
        if (!live.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s has endpoints in service: %s; nothing was deleted; add --delete-endpoints to delete them too"
                            .formatted(tenant.names().tenant(), String.join(", ", live)));
        }
    }

    /** The titles of everything that the tenant's people made and the plan removes. */
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
                        && change.observed() instanceof Observation.Present seen
                        && LifecycleConfig.differsAtStart(seen));
    }

    /** Why AWS may refuse instance types that the plan gives to notebooks. */
    public Set<String> doubtsOfTypes() {
        return plan.changes().stream()
                .flatMap(change -> change.resource() instanceof NotebookInstance instance
                        ? instance.typeOf(change).stream()
                        : Stream.of())
                .flatMap(type -> NotebookTypes.doubt(type).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the users that the plan does this to. */
    public List<String> users(Change.Action action) {
        return plan.changes().stream()
                .filter(change -> change.action() == action
                        && (change.resource() instanceof User || change.resource() instanceof UserDeletion))
                .map(change -> change.resource().name())
                .toList();
    }

    /** The names of the notebook instances that the plan does this to. */
    public List<String> notebookInstances(Change.Action action) {
        return plan.changes().stream()
                .filter(change -> change.action() == action && change.resource() instanceof NotebookInstance)
                .map(change -> change.resource().name())
                .toList();
    }
}
