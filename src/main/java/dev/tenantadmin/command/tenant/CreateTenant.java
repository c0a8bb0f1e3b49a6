package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.BashSyntax;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.OwnScriptCheck;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** {@code create-tenant}: create, repair or change a tenant. */
@Command(
        name = "create-tenant",
        modelTransformer = TenantOptions.class,
        description = {
            "Create a tenant, or repair or change an existing one.",
            "Run it again to finish what is left. Options that you do not give stay as they are; defaults apply to new tenants. "
                    + "It never starts a notebook that somebody stopped."
        },
        footer = {
            "  tenant-admin create-tenant acme",
            "  tenant-admin create-tenant acme --user alice,bob --instance-type ml.m5.xlarge",
            "  tenant-admin create-tenant acme --volume-size 50 --restart --dry-run",
            "  tenant-admin create-tenant --all --dry-run",
            "  tenant-admin --sandbox create-tenant acme"
        })
public final class CreateTenant implements Callable<Integer> {

    /** The options allowed with --all. */
    private static final Set<String> FOR_ALL =
            Set.of("--all", "--dry-run", "--detailed-exitcode", "--restart", "--no-wait");

    private final Session session;
    private final BashSyntax bash;

    @Spec
    CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            hideParamSyntax = true,
            description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Deliberate
    @Option(names = "--all", description = "Repair or upgrade every tenant of the account, or of --region if given.")
    boolean all;

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Option(names = "--restart", description = "Restart running notebooks if a change requires it.")
    boolean restart;

    @Option(names = "--no-wait", description = "Do not wait for the notebooks.")
    boolean noWait;

    public CreateTenant(Session session, BashSyntax bash) {
        this.session = session;
        this.bash = bash;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        if (restart && noWait) {
            throw new ParameterException(
                    command.commandLine(),
                    "--restart waits for each notebook to stop and cannot be used with --no-wait");
        }
        TenantCreation creation =
                new TenantCreation(session, new OwnScriptCheck(session, bash), dryRun.dryRun, restart, noWait);
        if (all) {
            requireNothingForOne();
            return everyTenant(creation);
        }
        return creation.change(spec()).run(session, command, dryRun, creation::report);
    }

    private void requireNothingForOne() {
        Optional<String> other = command.commandLine().getParseResult().matchedArgs().stream()
                .filter(arg -> !arg.inherited())
                .map(arg -> arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel())
                .filter(name -> !FOR_ALL.contains(name))
                .findFirst();
        if (other.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--all keeps every tenant's options and cannot be used with " + other.get());
        }
    }

    /** The same as one run for each tenant, but no tenant waits for another or fails because of it. */
    private int everyTenant(TenantCreation creation) {
        try (Account account = session.account();
                Parallel sideBySide = new Parallel()) {
            List<Callable<TenantOutcomes.Each>> runs = account.directory().list().stream()
                    .filter(found -> session.options().region == null
                            || session.options().region.equals(found.region()))
                    .<Callable<TenantOutcomes.Each>>map(found -> () -> outcome(creation, account, found.tenant()))
                    .toList();
            TenantOutcomes outcomes = new TenantOutcomes(dryRun.dryRun, sideBySide.all(runs));
            session.output().result(outcomes);
            return outcomes.failed() > 0 ? ExitCode.FOUND.code() : dryRun.exitCode(outcomes.changed() > 0);
        }
    }

    private TenantOutcomes.Each outcome(TenantCreation creation, Account account, TenantName name) {
        try {
            ChangeReport report = creation.change(TenantSpec.asItIs(name))
                    .on(account, session, dryRun.dryRun, creation::report)
                    .report();
            return new TenantOutcomes.Each(report.outcome(), report);
        } catch (RuntimeException e) {
            return new TenantOutcomes.Each(TenantOutcome.failed(name, dryRun.dryRun, e, session.failures()), null);
        }
    }

    private TenantSpec spec() {
        if (tenant == null) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'TENANT'");
        }
        return TenantOptions.asked(command, tenant);
    }
}
