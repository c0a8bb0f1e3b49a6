package dev.tenantadmin.command;

import dev.tenantadmin.cli.BashSyntax;
import dev.tenantadmin.cli.Configuration;
import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.FailureHandler;
import dev.tenantadmin.cli.Failures;
import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.cli.MissingCommandException;
import dev.tenantadmin.cli.OptionTypes;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.cli.UsageErrors;
import dev.tenantadmin.cli.Version;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.cli.reference.HelpLayout;
import dev.tenantadmin.command.Registration.Entry;
import dev.tenantadmin.command.apply.Apply;
import dev.tenantadmin.command.apply.Export;
import dev.tenantadmin.command.audit.Audit;
import dev.tenantadmin.command.doctor.Doctor;
import dev.tenantadmin.command.endpoint.Deploy;
import dev.tenantadmin.command.endpoint.ListEndpoints;
import dev.tenantadmin.command.endpoint.Undeploy;
import dev.tenantadmin.command.notebook.Browser;
import dev.tenantadmin.command.notebook.Credentials;
import dev.tenantadmin.command.notebook.Start;
import dev.tenantadmin.command.notebook.Stop;
import dev.tenantadmin.command.notebook.Url;
import dev.tenantadmin.command.permissions.Permissions;
import dev.tenantadmin.command.sandbox.SandboxCommands;
import dev.tenantadmin.command.sandbox.SandboxReset;
import dev.tenantadmin.command.sandbox.SandboxServe;
import dev.tenantadmin.command.tenant.AddUser;
import dev.tenantadmin.command.tenant.CreateTenant;
import dev.tenantadmin.command.tenant.DeleteTenant;
import dev.tenantadmin.command.tenant.DescribeTenant;
import dev.tenantadmin.command.tenant.ListTenants;
import dev.tenantadmin.command.tenant.RemoveNotebook;
import dev.tenantadmin.command.tenant.RemoveUser;
import dev.tenantadmin.command.tenant.Resume;
import dev.tenantadmin.command.tenant.Suspend;
import dev.tenantadmin.command.verify.Verify;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
        name = "tenant-admin",
        versionProvider = Version.class,
        description = "Give each team its own machine-learning environment on AWS, isolated from every other team.",
        exitCodeList = {
            "  0:done, or no changes needed",
            "  1:verify, audit or doctor found something, or some tenants failed",
            "  2:--dry-run --detailed-exitcode: changes are pending",
            "  3:no such tenant or notebook",
            "  4:conflict: foreign, other home region, newer revision, or cannot be changed",
            "  5:timed out while waiting; run the command again to continue",
            "  6:a notebook or an endpoint ended in Failed",
            "130:interrupted; run the command again to continue",
            "143:terminated; run the command again to continue",
            "141:nobody reads the result any more",
            "252:invalid command line, input file or state file, or a delete not confirmed",
            "253:no credentials, no region, no such profile",
            "254:AWS refused the call or cannot be reached, or the result cannot be written",
            "255:a defect in tenant-admin"
        },
        footer = {
            "  tenant-admin --sandbox create-tenant acme",
            "  tenant-admin url acme --open",
            "  tenant-admin create-tenant --help"
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
        throw new MissingCommandException(command);
    }

    /**
     * The command line, with the commands of the registration.
     *
     * @param settings the values of options that are not given
     * @param sandbox the embedded AWS, for the commands about itself
     * @param translate turns an exception of AWS's client into a readable failure
     */
    public static CommandLine commandLine(
            Registration registration,
            Terminal terminal,
            Map<String, String> environment,
            Configuration settings,
            Session.Connector connector,
            EmbeddedAws sandbox,
            Function<RuntimeException, Failure> translate) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, settings, terminal, connector, new Failures(translate));
        CommandLine line = new CommandLine(new TenantAdmin(options));
        List<Group> groups = List.of(
                new Group(
                        "Tenants",
                        new Entry("create-tenant", () -> new CreateTenant(session, new BashSyntax(environment))),
                        new Entry("describe-tenant", () -> new DescribeTenant(session)),
                        new Entry("list-tenants", () -> new ListTenants(session)),
                        new Entry("delete-tenant", () -> new DeleteTenant(session)),
                        new Entry("suspend", () -> new Suspend(session)),
                        new Entry("resume", () -> new Resume(session)),
                        new Entry("apply", () -> new Apply(session, new BashSyntax(environment))),
                        new Entry("export", () -> new Export(session))),
                new Group(
                        "Notebooks and links",
                        new Entry("url", () -> new Url(session, new Browser(environment))),
                        new Entry("start", () -> new Start(session)),
                        new Entry("stop", () -> new Stop(session)),
                        new Entry("remove-notebook", () -> new RemoveNotebook(session)),
                        new Entry("credentials", () -> new Credentials(session))),
                new Group(
                        "Endpoints",
                        new Entry("deploy", () -> new Deploy(session)),
                        new Entry("undeploy", () -> new Undeploy(session)),
                        new Entry("list-endpoints", () -> new ListEndpoints(session))),
                new Group(
                        "People",
                        new Entry("add-user", () -> new AddUser(session)),
                        new Entry("remove-user", () -> new RemoveUser(session))),
                new Group(
                        "Checks",
                        new Entry("verify", () -> new Verify(session)),
                        new Entry("audit", () -> new Audit(session)),
                        new Entry("doctor", () -> new Doctor(session)),
                        new Entry("permissions", () -> new Permissions(session))),
                new Group(
                        "Tool",
                        new Entry(
                                "sandbox",
                                SandboxCommands::new,
                                List.of(
                                        new Entry("serve", () -> new SandboxServe(session, sandbox)),
                                        new Entry("reset", () -> new SandboxReset(session, sandbox)))),
                        new Entry(Completion.NAME, () -> new Completion(session)),
                        new Entry(Help.NAME, () -> new Help(session))));
        registration.addTo(
                line,
                Stream.concat(
                                groups.stream().flatMap(group -> group.commands().stream()),
                                Stream.of(new Entry(Complete.NAME, () -> new Complete(session))))
                        .toList());
        HelpLayout layout = new HelpLayout(headings(groups), terminal.columns());
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setInterpolateVariables(false)
                .setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> {
                    if (options.output == Output.Form.JSON && asksForVersion(parsed)) {
                        session.output().result(Version.report());
                        return ExitCode.DONE.code();
                    }
                    settings.warning().ifPresent(warning -> session.output().on(new Event.Notice(warning)));
                    CommandSpec command = last(parsed);
                    if (options.sandbox && options.endpoint() != null) {
                        throw new ParameterException(
                                command.commandLine(),
                                "--sandbox calls no other address and cannot be used with --endpoint-url");
                    }
                    settings.unknownVariables(command)
                            .forEach(note -> session.output().on(new Event.Notice(note)));
                    settings.of(parsed.commandSpec().findOption("--sandbox"))
                            .filter(setting -> options.sandbox && !parsed.hasMatchedOption("--sandbox"))
                            .ifPresent(setting -> session.output()
                                    .on(new Event.Notice("note: using the sandbox, set by " + setting.origin())));
                    parsed.commandSpec()
                            .commandLine()
                            .setColorScheme(CommandLine.Help.defaultColorScheme(
                                    options.colored(environment, terminal) ? Ansi.ON : Ansi.OFF));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(new UsageErrors(
                        session,
                        () -> commandLine(
                                registration.listing(), terminal, environment, settings, connector, sandbox, translate),
                        layout))
                .setExecutionExceptionHandler(new FailureHandler(session));
        OptionTypes.register(line);
        everywhere(line, command -> {
            command.getCommandSpec().versionProvider(new Version());
            layout.apply(command);
            command.setDefaultValueProvider(settings);
        });
        return line;
    }

    /** Commands that help shows under one heading. */
    private record Group(String heading, List<Entry> commands) {

        Group(String heading, Entry... commands) {
            this(heading, List.of(commands));
        }
    }

    private static Map<String, List<String>> headings(List<Group> groups) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        groups.forEach(group -> names.put(
                group.heading(), group.commands().stream().map(Entry::name).toList()));
        return names;
    }

    private static boolean asksForVersion(CommandLine.ParseResult parsed) {
        return !parsed.isUsageHelpRequested()
                && (parsed.isVersionHelpRequested() || (parsed.hasSubcommand() && asksForVersion(parsed.subcommand())));
    }

    /** The command that runs. */
    private static CommandSpec last(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed.commandSpec();
    }

    private static void everywhere(CommandLine command, Consumer<CommandLine> change) {
        change.accept(command);
        command.getSubcommands().values().forEach(below -> everywhere(below, change));
    }
}
