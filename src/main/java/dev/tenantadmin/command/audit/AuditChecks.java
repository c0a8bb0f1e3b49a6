package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.endpoint.WorkSettings;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.InlinePolicy;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.aws.notebook.LifecycleConfig;
import dev.tenantadmin.aws.notebook.NotebookDetails;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.tenants.TenantSurvey;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks tenants against AWS Security Hub's controls, and fixes what can be fixed. */
public final class AuditChecks {

    private final AwsClients clients;
    private final Parallel parallel;
    private final Poll poll;

    /** Calls nothing yet. */
    public AuditChecks(AwsClients clients, Parallel parallel, Poll poll) {
        this.clients = clients;
        this.parallel = parallel;
        this.poll = poll;
    }

    /** Every control on every resource of these tenants; an empty list means all. */
    public List<Check> checks(List<TenantName> asked) {
        List<Names> tenants = new TenantSurvey(clients, parallel)
                .chosen(asked).stream().map(tenancy -> tenancy.names()).toList();
        AccountDetails account = AccountDetails.read(clients);
        List<Callable<List<Check>>> looks = new ArrayList<>();
        for (Names names : tenants) {
            IamControls iam = new IamControls(clients, account, names, poll.now());
            SettingsControl settings = new SettingsControl(clients, account, names);
            looks.add(() -> Stream.of(
                            notebooks(names),
                            work(names),
                            iam.policies().stream(),
                            iam.credentials().stream(),
                            settings.check().stream())
                    .flatMap(Function.identity())
                    .toList());
        }
        return parallel.all(looks).stream().flatMap(List::stream).toList();
    }

    private Stream<Check> notebooks(Names names) {
        return NotebookDetails.of(clients, names, poll)
                .flatMap(seen -> new NotebookControls(names.tenant().value(), seen).checks().stream());
    }

    private Stream<Check> work(Names names) {
        String tenant = names.tenant().value();
        return Stream.concat(
                WorkSettings.read(clients, names).stream()
                        .flatMap(seen -> new WorkControls(tenant, seen).checks().stream()),
                Stream.of(LifecycleConfig.scripts(clients.sagemaker(names.home().region()), names.setup()))
                        .filter(scripts -> !scripts.isEmpty())
                        .map(scripts -> Secrets.check(
                                tenant,
                                new Checked(Checked.Kind.LIFECYCLE_CONFIG, names.setup()),
                                scripts.stream()
                                        .map(Secrets::ofScript)
                                        .flatMap(List::stream)
                                        .toList())));
    }

    /**
     * Fixes those of these failures that tenant-admin manages and can fix, as {@code create-tenant} would, and nothing else.
     *
     * @param restart whether running notebooks may be stopped and started
     * @return what was done, and what needs a restart
     */
    public List<Change> fix(List<Check> failures, boolean restart) {
        List<Change> changes = new ArrayList<>();
        failures.stream()
                .filter(check -> check.control().needs() != Control.Needs.NEW)
                .collect(Collectors.groupingBy(Check::tenant))
                .forEach((tenant, failed) -> changes.addAll(fix(new TenantName(tenant), failed, restart)));
        return changes;
    }

    private List<Change> fix(TenantName tenant, List<Check> failed, boolean restart) {
        Set<Checked> failing = failed.stream().map(Check::resource).collect(Collectors.toSet());
        Plan whole = new Tenants(clients, parallel, poll)
                .planCreation(TenantSpec.asItIs(tenant), restart)
                .plan();
        Plan some = new Plan(whole.stages().stream()
                .map(stage -> stage.stream()
                        .filter(change -> checked(change.resource())
                                .filter(failing::contains)
                                .isPresent())
                        .filter(change ->
                                change.action() == Change.Action.UPDATE || change.action() == Change.Action.DEFER)
                        .toList())
                .toList());
        some.apply(parallel, poll);
        return some.changes();
    }

    /** The resource as the controls name it, if they check its kind. */
    private static Optional<Checked> checked(Resource resource) {
        Checked.Kind kind = null;
        if (resource instanceof NotebookInstance) {
            kind = Checked.Kind.NOTEBOOK_INSTANCE;
        } else if (resource instanceof ManagedPolicy) {
            kind = Checked.Kind.POLICY;
        } else if (resource instanceof InlinePolicy) {
            kind = Checked.Kind.INLINE_POLICY;
        } else if (resource instanceof User) {
            kind = Checked.Kind.USER;
        }
        return Optional.ofNullable(kind).map(known -> new Checked(known, resource.name()));
    }
}
