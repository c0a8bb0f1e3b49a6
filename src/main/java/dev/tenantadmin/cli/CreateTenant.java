package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.TenantPlan;
import dev.tenantadmin.output.ChangeReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.NotebookSpec;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.TenantSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--user",
            paramLabel = "PERSON",
            split = ",",
            description = "Have a user for this person; repeatable (new tenant: owner).")
    List<PersonName> users = new ArrayList<>();

    @Option(names = "--no-users", description = "Make neither group nor users; only for a new tenant.")
    boolean noUsers;

    @Option(
            names = "--notebook",
            paramLabel = "NOTEBOOK",
            split = ",",
            description = "Have this notebook, and change no other; repeatable (new tenant: main).")
    List<NotebookName> notebooks = new ArrayList<>();

    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            description = "The notebooks' instance type (new notebook: " + NotebookSpec.DEFAULT_INSTANCE_TYPE + ").")
    @Nullable
    String instanceType;

    @Option(
            names = "--volume-size",
            paramLabel = "GB",
            description = "The size of the notebooks' volumes, 5 to 16384; it can only grow (new notebook: 5).")
    @Nullable
    Integer volumeSize;

    @Option(
            names = "--subnet",
            paramLabel = "SUBNET",
            description = "Run in this subnet, without direct internet access; never changes afterwards.")
    @Nullable
    String subnet;

    @Option(
            names = "--security-group",
            paramLabel = "GROUP",
            split = ",",
            description = "The security group that goes with the subnet; repeatable, at most 5.")
    List<String> securityGroups = new ArrayList<>();

    @Option(
            names = "--kms-key",
            paramLabel = "KEY",
            description = "Encrypt volumes with this key, given by id or ARN; never changes afterwards.")
    @Nullable
    String kmsKey;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Put this tag on all that can bear it; repeatable.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--protect", description = "Have delete-tenant refuse the tenant.")
    boolean protect;

    @Option(names = "--no-protect", description = "Have delete-tenant delete the tenant again.")
    boolean noProtect;

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
        if (protect && noProtect) {
            throw new ParameterException(command.commandLine(), "--protect and --no-protect exclude each other");
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
            return new TenantSpec(
                    tenant.required(),
                    users,
                    noUsers,
                    notebooks,
                    new NotebookSpec(instanceType, volumeSize),
                    subnet,
                    securityGroups,
                    kmsKey,
                    parsedTags(),
                    protect == noProtect ? null : Boolean.valueOf(protect));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> parsedTags() {
        Map<String, String> parsed = new TreeMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("tag '%s' is not of the form KEY=VALUE".formatted(tag));
            }
            if (parsed.put(tag.substring(0, equals), tag.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("tag key '%s' is given twice".formatted(tag.substring(0, equals)));
            }
        }
        return parsed;
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
