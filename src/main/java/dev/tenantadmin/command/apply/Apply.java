package dev.tenantadmin.command.apply;

import dev.tenantadmin.cli.BashSyntax;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.OwnScriptCheck;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.FileErrorsReport;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.command.tenant.TenantOptions;
import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.file.Utf8Reader;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.OptionValues;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apply}: create, repair or change all tenants of a file. */
@Command(
        name = "apply",
        modelTransformer = TenantDefaults.class,
        description = {
            "Create, repair or change all tenants of a file, in parallel.",
            "Checks the whole file before the first call. If one tenant fails, the others go on; run it again to finish what is "
                    + "left. It never starts a notebook that somebody stopped.",
            "The options of create-tenant, such as --instance-type, hold for every tenant to which the file does not give them."
        },
        footer = {
            "  tenant-admin apply -f tenants.yaml --dry-run",
            "  tenant-admin apply -f tenants.yaml --prune --yes",
            "  tenant-admin apply -f tenants.yaml --prune-notebooks --dry-run",
            "  tenant-admin apply --print-schema"
        })
public final class Apply implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Session session;
    private final BashSyntax bash;

    @Spec
    CommandSpec command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The file, YAML or JSON; - is standard input.")
    @Nullable
    String file;

    @Option(names = "--print-schema", description = "Print the JSON Schema of the file, for editors, and exit.")
    boolean printSchema;

    @Deliberate
    @Option(
            names = "--prune",
            description =
                    "Delete the tenants of the file's set that the file no longer has, and users that a tenant's list no"
                            + " longer has.")
    boolean prune;

    @Deliberate
    @Option(
            names = "--prune-notebooks",
            description =
                    "Delete notebooks, with all data on their volumes, that a tenant's list no longer has. A tenant of the file's set"
                            + " without such a list keeps all.")
    boolean pruneNotebooks;

    @Option(names = "--restart", description = "Restart running notebooks if a change requires it.")
    boolean restart;

    @Option(names = "--no-wait", description = "Do not wait for the notebooks.")
    boolean noWait;

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    public Apply(Session session, BashSyntax bash) {
        this.session = session;
        this.bash = bash;
    }

    @Override
    public Integer call() {
        if (printSchema) {
            session.terminal().out().println(TenantsFileSchema.text());
            return ExitCode.DONE.code();
        }
        String named = check();
        OptionValues given = TenantOptions.given(command);
        TenantsFile tenants;
        List<ApplyOrders.Order> orders;
        try (Reader reader = open(named)) {
            tenants = TenantsFileReader.read(reader);
            orders = ApplyOrders.of(tenants, given);
        } catch (InvalidTenantsFileException e) {
            return tell(e, named);
        } catch (IOException e) {
            throw unreadable(named, e);
        } catch (UncheckedIOException e) {
            throw unreadable(named, Objects.requireNonNull(e.getCause()));
        }
        String set = tenants.set();
        if (prunes() && set == null) {
            throw new Failure(Failure.Kind.INVALID_INPUT, pruning() + " needs a 'set' in the file, and there is none");
        }
        try (ApplyRun run = new ApplyRun(
                session,
                new OwnScriptCheck(session, bash),
                new ApplyRun.Flags(restart, noWait, dryRun.dryRun),
                orders)) {
            if (prunes() && set != null) {
                run.prune(set, prune, pruneNotebooks);
                run.confirm(confirmation);
            }
            return run.run() ? dryRun.exitCode(run.changes()) : ExitCode.FOUND.code();
        }
    }

    private String check() {
        dryRun.check(command);
        if (file == null) {
            throw new ParameterException(
                    command.commandLine(), "missing file: give -f FILE, or -f - for standard input");
        }
        if (restart && noWait) {
            throw new ParameterException(
                    command.commandLine(),
                    "--restart waits for each notebook to stop and cannot be used with --no-wait");
        }
        if (prunes() && !dryRun.dryRun) {
            if (file.equals(STANDARD_INPUT) && !confirmation.yes) {
                throw new ParameterException(
                        command.commandLine(),
                        "the file comes from standard input, so you cannot type a confirmation: add --yes to "
                                + pruning());
            }
            confirmation.requireTerminal(session, command, pruning());
        }
        return file;
    }

    private boolean prunes() {
        return prune || pruneNotebooks;
    }

    private String pruning() {
        return prune ? "--prune" : "--prune-notebooks";
    }

    private Reader open(String named) throws IOException {
        if (named.equals(STANDARD_INPUT)) {
            return session.terminal().in();
        }
        try {
            return Utf8Reader.of(Path.of(named));
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(named);
        }
    }

    private static Failure unreadable(String named, IOException e) {
        String file = named.equals(STANDARD_INPUT) ? "standard input" : "file '%s'".formatted(Printable.text(named));
        return new Failure(Failure.Kind.INVALID_INPUT, "%s %s".formatted(file, UnreadableFile.reason(named, e)), e);
    }

    private int tell(InvalidTenantsFileException invalid, String named) {
        session.output()
                .failure(new FileErrorsReport(
                        named.equals(STANDARD_INPUT) ? "standard input" : Printable.text(named),
                        invalid.problems().stream()
                                .map(problem -> new FailureReport.Line(problem.line(), problem.message()))
                                .toList(),
                        ExitCode.INVALID_INPUT.code()));
        return ExitCode.INVALID_INPUT.code();
    }
}
