package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.output.TenantOutcomes;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.NotebookSpec;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.TenantName;
import dev.tenantadmin.tenant.TenantSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    /** What goes with --all, which is about no tenant in particular. */
    private static final Set<String> FOR_ALL =
            Set.of("--all", "--dry-run", "--detailed-exitcode", "--restart", "--no-wait");

    private final Session session;
    private final FailureHandler failures;

    @Spec
    CommandSpec command;

    @Parameters(index = "0", arity = "0..1", paramLabel = "TENANT", description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Option(
            names = "--all",
            description = "Repair or upgrade every tenant of the account; those of --region, if given.")
    boolean all;

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

    @Mixin
    AccessControls access = new AccessControls();

    @Mixin
    WorkControls work = new WorkControls();

    @Mixin
    OrganisationRules organisation = new OrganisationRules();

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

    CreateTenant(Session session, FailureHandler failures) {
        this.session = session;
        this.failures = failures;
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
        TenantCreation creation = new TenantCreation(session, dryRun.dryRun, restart, noWait);
        if (all) {
            requireNothingForOne();
            return everyTenant(creation);
        }
        TenantSpec spec = spec();
        try (Account account = session.account()) {
            TenantCreation.Made made = creation.make(account, spec);
            session.output().result(made.report());
            return dryRun.exitCode(made.pending());
        }
    }

    private void requireNothingForOne() {
        Optional<String> other = command.commandLine().getParseResult().matchedArgs().stream()
                .filter(arg -> !arg.inherited())
                .map(arg -> arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel())
                .filter(name -> !FOR_ALL.contains(name))
                .findFirst();
        if (other.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--all leaves every tenant as it was asked for; it excludes " + other.get());
        }
    }

    /** The same as one run for each, but that none has to wait for another, or fails for another. */
    private int everyTenant(TenantCreation creation) {
        try (Account account = session.account();
                Parallel sideBySide = new Parallel()) {
            List<Callable<TenantOutcomes.Outcome>> runs = account.directory().list().stream()
                    .filter(found -> session.options().region == null
                            || session.options().region.equals(found.region()))
                    .<Callable<TenantOutcomes.Outcome>>map(found -> () -> outcome(creation, account, found.tenant()))
                    .toList();
            TenantOutcomes outcomes = new TenantOutcomes(dryRun.dryRun, sideBySide.all(runs));
            session.output().result(outcomes);
            return outcomes.failed() > 0 ? ExitCode.FOUND.code() : dryRun.exitCode(outcomes.changed() > 0);
        }
    }

    private TenantOutcomes.Outcome outcome(TenantCreation creation, Account account, TenantName name) {
        try {
            TenantCreation.Made made = creation.make(account, TenantSpec.asItIs(name));
            return new TenantOutcomes.Outcome(name.value(), made.report(), null);
        } catch (RuntimeException e) {
            return new TenantOutcomes.Outcome(name.value(), null, failures.report(e));
        }
    }

    private TenantSpec spec() {
        if (tenant == null) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'TENANT'");
        }
        try {
            return new TenantSpec(
                    tenant,
                    users,
                    noUsers,
                    notebooks,
                    new NotebookSpec(instanceType, volumeSize),
                    subnet,
                    securityGroups,
                    kmsKey,
                    access.spec(),
                    work.spec(),
                    organisation.spec(),
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
}
