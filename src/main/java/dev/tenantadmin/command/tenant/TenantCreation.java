package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.snapshot.ChangeProof;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.OwnScriptCheck;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates, repairs or changes one tenant as asked.
 *
 * @param scripts checks the given scripts
 * @param dryRun whether to only show what would be done
 * @param restart whether running notebooks may be stopped for a change
 * @param noWait whether not to wait for the notebooks
 */
record TenantCreation(Session session, OwnScriptCheck scripts, boolean dryRun, boolean restart, boolean noWait) {

    /** The change that makes, repairs or changes a tenant. */
    TenantChange<TenantPlan> change(TenantSpec spec) {
        return new TenantChange<>(
                account -> account.tenants().planCreation(spec, restart),
                (account, planned) -> {
                    confined(account, planned, session);
                    warnOfTypes(planned);
                    warnOfDirectInternet(planned);
                    tellOfSetup(planned);
                    scripts.warn(spec);
                },
                null,
                (account, planned) -> account.tenants().make(planned, spec, restart, account.parallel()));
    }

    /** Reports a plan or, after waiting for the notebooks, what was done. */
    ChangeReport report(Account account, TenantPlan planned) {
        if (dryRun) {
            return report(planned, Map.of(), null, summaryOfDryRun(planned.plan()));
        }
        Map<String, String> statuses = new TreeMap<>();
        if (!noWait) {
            Names names = planned.tenant().names();
            planned.plan()
                    .then("waiting for the notebooks", () -> account.tenants().awaitNotebooks(planned))
                    .forEach((name, status) -> statuses.put(names.notebook(name), status));
        }
        return report(planned, statuses, running(planned, account), summary(planned));
    }

    /** What may still run after somebody's access ended. */
    private @Nullable Running running(TenantPlan planned, Account account) {
        if (planned.endsSessions()) {
            session.output()
                    .on(new Event.Notice(
                            "note: role %s also denies the sessions that administrators and trusted principals start within the next minute"
                                    .formatted(planned.tenant().names().access())));
        }
        return RunningWork.after(planned, account);
    }

    /** Refuses a plan that gives access that is not meant, and tells of such access that stands already. */
    static void confined(Account account, TenantPlan planned, Session session) {
        ChangeProof.of(account.tenants(), planned)
                .forEach(standing -> session.output().on(new Event.Notice("warning: " + standing)));
    }

    private void warnOfTypes(TenantPlan planned) {
        planned.doubtsOfTypes().forEach(doubt -> session.output().on(new Event.Notice("warning: " + doubt)));
    }

    private void warnOfDirectInternet(TenantPlan planned) {
        boolean makesOne = !planned.notebookInstances(Change.Action.CREATE).isEmpty();
        if (makesOne && planned.tenant().settings().get(Options.SUBNET).isEmpty()) {
            session.output()
                    .on(
                            new Event.Notice(
                                    "note: without --subnet SageMaker gives the notebook direct internet access, which cannot be changed later"));
        }
    }

    private void tellOfSetup(TenantPlan planned) {
        if (planned.changesSetup()) {
            session.output()
                    .on(new Event.Notice(
                            "note: a running notebook uses the changed lifecycle config after its next start"));
        }
    }

    private ChangeReport report(
            TenantPlan planned, Map<String, String> statuses, @Nullable Running running, String summary) {
        Names names = planned.tenant().names();
        return new ChangeReport(
                names.tenant().value(),
                names.home().region(),
                dryRun,
                planned.plan().changes(),
                statuses,
                planned.suspended(),
                running,
                dryRun || planned.suspended() ? null : ChangeReport.handOver(planned, session.options().sandbox),
                summary);
    }

    private static String summaryOfDryRun(Plan plan) {
        long pending = plan.changes().stream().filter(c -> c.action().writes()).count();
        if (pending == 0) {
            return isDeferred(plan) ? "No changes without --restart." : "No changes needed.";
        }
        return "%d %s would be made; nothing was changed.".formatted(pending, pending == 1 ? "change" : "changes");
    }

    private static boolean isDeferred(Plan plan) {
        return plan.changes().stream().anyMatch(change -> change.action() == Change.Action.DEFER);
    }

    private String summary(TenantPlan planned) {
        Names names = planned.tenant().names();
        String state = planned.plan().writes()
                ? noWait ? "is created; its notebooks may still be starting" : "is ready"
                : planned.plan().defers() ? "is unchanged" : "is up to date; no changes needed";
        if (planned.plan().defers()) {
            state += ", with changes pending";
        }
        return "Tenant %s %s (account %s, home region %s).%s"
                .formatted(
                        names.tenant(),
                        state,
                        names.home().account(),
                        names.home().region(),
                        planned.suspended() ? "" : " Give its people this command:");
    }
}
