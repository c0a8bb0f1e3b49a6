package dev.tenantadmin.cli;

import dev.tenantadmin.reconcile.Durations;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.TenantName;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The root command. */
@Command(
        name = "tenant-admin",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Give each team its own machine-learning environment on AWS, out of every other team's reach.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done, or nothing to do",
            "  1:verify or audit found something, or some tenants failed",
            "  2:--dry-run --detailed-exitcode: changes are pending",
            "  3:no such tenant or notebook",
            "  4:conflict: foreign, other home region, newer revision, or cannot be changed",
            "  5:time-out while waiting; running again goes on from there",
            "  6:a notebook ended in Failed",
            "130:interrupted; running again goes on from there",
            "252:bad command line or state file, or a delete not confirmed",
            "253:no credentials, no region, no such profile",
            "254:AWS refused, or cannot be reached",
            "255:a defect in tenant-admin"
        })
public final class TenantAdmin implements Runnable {

    @Mixin
    final GlobalOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    boolean version;

    @Spec
    CommandSpec command;

    private TenantAdmin(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing");
    }

    /**
     * The whole command line, ready to execute.
     *
     * @param sandbox the embedded AWS, for the commands about itself
     * @param translate says in a person's words what AWS's client throws
     */
    public static CommandLine commandLine(
            Terminal terminal,
            Map<String, String> environment,
            Session.Connector connector,
            EmbeddedAws sandbox,
            Function<RuntimeException, Failure> translate) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, terminal, connector);
        FailureHandler failures = new FailureHandler(session, translate);
        CommandLine line = new CommandLine(new TenantAdmin(options))
                .addSubcommand(new CreateTenant(session, failures))
                .addSubcommand(new DeleteTenant(session))
                .addSubcommand(new DescribeTenant(session))
                .addSubcommand(new ListTenants(session))
                .addSubcommand(new AddUser(session))
                .addSubcommand(new RemoveUser(session))
                .addSubcommand(new Start(session))
                .addSubcommand(new Stop(session))
                .addSubcommand(new Suspend(session))
                .addSubcommand(new Resume(session))
                .addSubcommand(new Url(session))
                .addSubcommand(new Credentials(session))
                .addSubcommand(new Permissions(session))
                .addSubcommand(new Verify(session))
                .addSubcommand(new Audit(session))
                .addSubcommand(new CommandLine(new SandboxCommands())
                        .addSubcommand(new SandboxServe(session, sandbox))
                        .addSubcommand(new SandboxReset(session, sandbox)))
                .registerConverter(TenantName.class, readable(TenantName::new))
                .registerConverter(PersonName.class, readable(PersonName::new))
                .registerConverter(NotebookName.class, readable(NotebookName::new))
                .registerConverter(Duration.class, readable(Durations::parse))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionStrategy(parsed -> {
                    parsed.commandSpec()
                            .commandLine()
                            .setColorScheme(CommandLine.Help.defaultColorScheme(
                                    options.colored(environment, terminal) ? Ansi.ON : Ansi.OFF));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(new UsageErrors(session))
                .setExecutionExceptionHandler(failures);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return line;
    }

    /** Has picocli say what is wrong in the type's own words, without the name of a Java class. */
    private static <T> ITypeConverter<T> readable(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }
}
