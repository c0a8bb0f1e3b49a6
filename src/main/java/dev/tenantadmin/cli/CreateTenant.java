package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.TenantPlan;
import dev.tenantadmin.output.ChangeReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.TenantSpec;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code create-tenant}: make, repair or change a tenant. */
@Command(
        name = "create-tenant",
        description = {
            "Make a tenant, or repair or change the one there is.",
            "Running it again does only what is left. What is not given stays as it is; defaults are for a new tenant. "
                    + "It never starts a notebook that somebody stopped."
        })
final class CreateTenant implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    TenantOptions options = new TenantOptions();

    @Option(names = "--restart", description = "Stop and start running notebooks where a change needs it.")
    boolean restart;

    @Option(names = "--no-wait", description = "Do not wait for the notebooks.")
    boolean noWait;

    CreateTenant(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        if (restart && noWait) {
            throw new ParameterException(
                    command.commandLine(), "--restart waits for each notebook to stop; it excludes --no-wait");
        }
        TenantSpec spec = spec();
        try (Account account = session.account()) {
            TenantPlan planned = account.tenants().planCreation(spec, restart);
            Plan plan = planned.plan();
            plan.requireNoConflict();
            warnOfDirectInternet(planned);
            if (dryRun.dryRun) {
                session.output().result(report(planned, Map.of(), summaryOfDryRun(plan)));
                return dryRun.exitCode(plan.writes() || plan.defers());
            }
            plan.apply(account.parallel(), account.poll());
            Map<String, String> statuses = new TreeMap<>();
            if (!noWait) {
                Names names = planned.tenant().names();
                plan.then("waiting for the notebooks", () -> account.tenants().awaitNotebooks(planned))
                        .forEach((name, status) -> statuses.put(names.notebook(name), status));
            }
            session.output().result(report(planned, statuses, summary(planned)));
            return ExitCode.DONE.code();
        }
    }

    private TenantSpec spec() {
        try {
            return options.spec(tenant.required());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void warnOfDirectInternet(TenantPlan planned) {
        boolean makesOne = !planned.notebookInstances(Change.Action.CREATE).isEmpty();
        if (makesOne && planned.tenant().settings().policy().subnet() == null) {
            session.output()
                    .on(new Event.Notice(
                            "note: no --subnet, so SageMaker gives the notebook direct internet access for good"));
        }
    }

    private ChangeReport report(TenantPlan planned, Map<String, String> statuses, String summary) {
        Names names = planned.tenant().names();
        return new ChangeReport(
                names.tenant().value(),
                names.home().region(),
                dryRun.dryRun,
                planned.plan().changes(),
                statuses,
                dryRun.dryRun
                        ? null
                        : handOver(
                                names,
                                new TreeSet<>(planned.tenant().notebooks().keySet())),
                summary);
    }

    private static String summaryOfDryRun(Plan plan) {
        long pending = plan.changes().stream().filter(c -> c.action().writes()).count();
        if (pending == 0) {
            return isDeferred(plan) ? "Nothing would be done without --restart." : "Nothing to do.";
        }
        return "%d %s would be made; nothing was done.".formatted(pending, pending == 1 ? "change" : "changes");
    }

    private static boolean isDeferred(Plan plan) {
        return plan.changes().stream().anyMatch(change -> change.action() == Change.Action.DEFER);
    }

    private String summary(TenantPlan planned) {
        Names names = planned.tenant().names();
        String state = planned.plan().writes()
                ? noWait ? "is made; its notebooks may still be starting" : "is ready"
                : planned.plan().defers() ? "is left as it is" : "is as wanted; nothing was to be done";
        if (planned.plan().defers()) {
            state += ", with changes pending";
        }
        return "Tenant %s %s (home region %s). Hand over:"
                .formatted(names.tenant(), state, names.home().region());
    }

    /** The whole line that a data scientist runs; it names the notebook only where {@code url} could not choose it. */
    private String handOver(Names names, SortedSet<NotebookName> all) {
        NotebookName main = new NotebookName("main");
        String notebook = all.contains(main) || all.size() < 2 ? "" : " " + all.first();
        return "tenant-admin url %s%s --region %s%s"
                .formatted(
                        names.tenant(), notebook, names.home().region(), session.options().sandbox ? " --sandbox" : "");
    }
}
