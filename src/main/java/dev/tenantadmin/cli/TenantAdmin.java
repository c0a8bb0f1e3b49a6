package dev.tenantadmin.cli;

import dev.tenantadmin.cli.reference.HelpLayout;
import dev.tenantadmin.reconcile.Durations;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.TenantName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
        commandListHeading = "%nCommands:%n",
        description = "Give each team its own machine-learning environment on AWS, out of every other team's reach.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done, or nothing to do",
            "  1:verify, audit or doctor found something, or some tenants failed",
            "  2:--dry-run --detailed-exitcode: changes are pending",
            "  3:no such tenant or notebook",
            "  4:conflict: foreign, other home region, newer revision, or cannot be changed",
            "  5:time-out while waiting; running again goes on from there",
            "  6:a notebook ended in Failed",
            "130:interrupted; running again goes on from there",
            "252:bad command line, input file or state file, or a delete not confirmed",
            "253:no credentials, no region, no such profile",
            "254:AWS refused, or cannot be reached",
            "255:a defect in tenant-admin"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenant-admin --sandbox create-tenant acme",
            "  tenant-admin url acme --open",
            "  tenant-admin create-tenant --help",
            "",
            "An option that is not given is taken from the first of these that sets it:",
            "  its variable: TENANT_ADMIN_ and its name, such as TENANT_ADMIN_REGION",
            "  ~/.config/tenant-admin/config.properties, such as region=eu-west-1",
            "  AWS's own variables and files, such as AWS_REGION and ~/.aws/config",
            "Options that confirm, delete or reach every tenant are only ever given; doctor shows what holds, and why.",
            "Also heeded: NO_COLOR, TERM=dumb, XDG_CONFIG_HOME, XDG_STATE_HOME, TENANT_ADMIN_SANDBOX_STATE (the sandbox's file)."
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
     * The command line, ready to execute these arguments; without any it is whole, to be read.
     *
     * @param arguments of the run
     * @param settings what holds for options that are not given
     * @param sandbox the embedded AWS, for the commands about itself
     * @param translate says in a person's words what AWS's client throws
     */
    public static CommandLine commandLine(
            List<String> arguments,
            Terminal terminal,
            Map<String, String> environment,
            Settings settings,
            Session.Connector connector,
            EmbeddedAws sandbox,
            Function<RuntimeException, Failure> translate) {
        boolean whole = arguments.isEmpty() || arguments.contains(Completion.NAME);
        return commandLine(
                new Registration(Set.copyOf(arguments), whole),
                terminal,
                environment,
                settings,
                connector,
                sandbox,
                translate);
    }

    private static CommandLine commandLine(
            Registration registration,
            Terminal terminal,
            Map<String, String> environment,
            Settings settings,
            Session.Connector connector,
            EmbeddedAws sandbox,
            Function<RuntimeException, Failure> translate) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, settings, terminal, connector, new Failures(translate));
        CommandLine line = new CommandLine(new TenantAdmin(options))
                .addSubcommand(registration.command(new CreateTenant(session)))
                .addSubcommand(registration.command(new DeleteTenant(session)))
                .addSubcommand(registration.command(new DescribeTenant(session)))
                .addSubcommand(registration.command(new ListTenants(session)))
                .addSubcommand(registration.command(new Apply(session)))
                .addSubcommand(registration.command(new AddUser(session)))
                .addSubcommand(registration.command(new RemoveUser(session)))
                .addSubcommand(registration.command(new Start(session)))
                .addSubcommand(registration.command(new Stop(session)))
                .addSubcommand(registration.command(new Suspend(session)))
                .addSubcommand(registration.command(new Resume(session)))
                .addSubcommand(registration.command(new Url(session, new Browser(environment))))
                .addSubcommand(registration.command(new Credentials(session)))
                .addSubcommand(registration.command(new Permissions(session)))
                .addSubcommand(registration.command(new Verify(session)))
                .addSubcommand(registration.command(new Audit(session)))
                .addSubcommand(registration.command(new Doctor(session)))
                .addSubcommand(registration.command(
                        new SandboxCommands(), new SandboxServe(session, sandbox), new SandboxReset(session, sandbox)))
                .addSubcommand(registration.command(new Completion(session)))
                .addSubcommand(registration.command(new CompleteTenants(session)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setInterpolateVariables(false)
                .setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> {
                    settings.of(parsed.commandSpec().findOption("--sandbox"))
                            .filter(setting -> options.sandbox && !parsed.hasMatchedOption("--sandbox"))
                            .ifPresent(setting -> session.output()
                                    .on(new Event.Notice("note: --sandbox holds, because of " + setting.origin())));
                    parsed.commandSpec()
                            .commandLine()
                            .setColorScheme(CommandLine.Help.defaultColorScheme(
                                    options.colored(environment, terminal) ? Ansi.ON : Ansi.OFF));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(new UsageErrors(session))
                .setExecutionExceptionHandler(new FailureHandler(session));
        readingOurTypes(line);
        everywhere(line, command -> {
            command.getCommandSpec().versionProvider(new Version());
            HelpLayout.apply(command, terminal.columns());
            command.setDefaultValueProvider(settings);
        });
        return line;
    }

    private static void everywhere(CommandLine command, Consumer<CommandLine> change) {
        change.accept(command);
        command.getSubcommands().values().forEach(below -> everywhere(below, change));
    }

    /** Has picocli read what our options take. */
    static CommandLine readingOurTypes(CommandLine line) {
        return line.registerConverter(TenantName.class, readable(TenantName::new))
                .registerConverter(PersonName.class, readable(PersonName::new))
                .registerConverter(NotebookName.class, readable(NotebookName::new))
                .registerConverter(Duration.class, readable(Durations::parse));
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
