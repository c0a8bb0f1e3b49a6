package dev.tenantadmin;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.aws.http.EarlyConnections;
import dev.tenantadmin.aws.http.ServiceEndpoint;
import dev.tenantadmin.cli.Arguments;
import dev.tenantadmin.cli.Configuration;
import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.JsonOutput;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.cli.output.Silence;
import dev.tenantadmin.cli.output.TextOutput;
import dev.tenantadmin.command.Registration;
import dev.tenantadmin.command.TenantAdmin;
import dev.tenantadmin.file.Utf8Reader;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.sandbox.store.StateFileException;
import dev.tenantadmin.tenant.name.Printable;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.http.SdkHttpClient;

/** The entry point: puts the program together and runs it. */
public final class Main {

    /** Which of standard input (0), output (1) and error (2) are terminals; set by the launcher, because Java 17 cannot tell. */
    private static final String TERMINALS = "tenantadmin.terminals";

    private static final String COLUMNS = "tenantadmin.columns";

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        // Not exit(): from Java 21 on it searches every jar for a logger to report the exit to.
        Runtime.getRuntime().halt(process(args));
    }

    /** Runs everything but the end of the process; returns the exit code. */
    public static int process(String[] args) {
        Arguments arguments = new Arguments(List.of(args));
        EarlyConnections early = new EarlyConnections(System.getenv());
        Preloading.of(arguments, System.getenv(), early);
        AtomicBoolean finished = new AtomicBoolean();
        Interruption interruption = new Interruption(arguments.mayChange(), arguments.askForAllCalls());
        Terminal terminal = terminal(why -> {
            if (finished.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(unwritten(why, arguments, interruption));
            }
            awaitTheEnd();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (finished.compareAndSet(false, true)) {
                interruption.stop();
                terminal.err().printf("%ntenant-admin: %s%n", interruption);
                terminal.err().flush();
            }
        }));
        Map<String, String> environment = System.getenv();
        int exit = 255;
        try {
            StateFile sandbox = StateFile.of(environment, interruption);
            exit = run(args, terminal, environment, early, Timeline.SYSTEM, sandbox, sandbox, interruption);
        } catch (Throwable e) {
            // Out of memory or a broken installation: picocli passes on everything that is not an Exception.
            terminal.err().println("tenant-admin: a defect in tenant-admin or its installation: " + e);
        }
        terminal.out().flush();
        terminal.err().flush();
        // Once reported as interrupted, the run counts as interrupted, whatever the command did meanwhile.
        return finished.compareAndSet(false, true) ? exit : awaitTheEnd();
    }

    /** Tells why the result cannot be written, unless its reader has left, and returns the exit code. */
    private static int unwritten(IOException why, Arguments arguments, Interruption interruption) {
        if (ResultStream.isRead()) {
            return ExitCode.READER_LEFT.code();
        }
        PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
        FailureReport report = FailureReport.unwritten(
                "cannot write the result: " + Printable.text(String.valueOf(why.getMessage())) + interruption.andDone(),
                ExitCode.REFUSED.code());
        Output output = arguments.askForJson()
                ? new JsonOutput(err, err, new Silence(err))
                : new TextOutput(err, err, new Silence(err));
        output.failure(report);
        return ExitCode.REFUSED.code();
    }

    private static int awaitTheEnd() {
        while (true) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                // The process is already ending.
            }
        }
    }

    /**
     * Runs the command line.
     *
     * @param sandbox opens the embedded AWS, if used
     * @return the exit code
     */
    public static int run(
            String[] args,
            Terminal terminal,
            Map<String, String> environment,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox) {
        return run(
                args,
                terminal,
                environment,
                new EarlyConnections(environment),
                timeline,
                sandbox,
                StateFile.of(environment, new Interruption(true, false)),
                event -> {});
    }

    private static int run(
            String[] args,
            Terminal terminal,
            Map<String, String> environment,
            EarlyConnections early,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox,
            EmbeddedAws embedded,
            Event.Listener witness) {
        Arguments arguments = new Arguments(List.of(args));
        return commandLine(
                        Registration.of(arguments),
                        arguments::services,
                        early,
                        terminal,
                        environment,
                        new Configuration(environment, arguments, Main::model),
                        timeline,
                        sandbox,
                        embedded,
                        witness)
                .execute(args);
    }

    /** The command line, ready to execute. */
    private static CommandLine commandLine(
            Registration registration,
            Function<Boolean, Set<ServiceEndpoint>> services,
            EarlyConnections early,
            Terminal terminal,
            Map<String, String> environment,
            Configuration settings,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox,
            EmbeddedAws embedded,
            Event.Listener witness) {
        Session.Connector connector = (options, assumeRole, output) -> new Account(
                connection(options, assumeRole, output, terminal, environment, sandbox, services, early),
                timeline,
                options.timeout(),
                output,
                witness);
        return TenantAdmin.commandLine(
                registration, terminal, environment, settings, connector, embedded, Main::translate);
    }

    /** The whole command line, for reading only. */
    public static CommandSpec model() {
        Terminal nowhere = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                new BufferedReader(Reader.nullReader()),
                false,
                false,
                80);
        StateFile nothing = StateFile.of(Map.of(), new Interruption(true, false));
        return commandLine(
                        Registration.WHOLE,
                        regionIsGiven -> Set.of(),
                        new EarlyConnections(Map.of()),
                        nowhere,
                        Map.of(),
                        new Configuration(Map.of(), new Arguments(List.of()), Main::model),
                        Timeline.SYSTEM,
                        nothing,
                        nothing,
                        event -> {})
                .getCommandSpec();
    }

    private static Connection connection(
            GlobalOptions options,
            @Nullable RoleToAssume assumeRole,
            Event.Listener output,
            Terminal terminal,
            Map<String, String> environment,
            Supplier<SdkHttpClient> sandbox,
            Function<Boolean, Set<ServiceEndpoint>> services,
            EarlyConnections early) {
        return new Connection(
                options.profile(),
                options.region(),
                options.endpoint(),
                assumeRole,
                environment,
                options.sandbox() ? sandbox : null,
                services.apply(options.region() != null),
                early,
                options.timeout(),
                output,
                options.verbose()
                        ? line -> {
                            terminal.err().println(line);
                            terminal.err().flush();
                        }
                        : null);
    }

    private static Failure translate(RuntimeException thrown) {
        // The SDK's clients wrap exceptions from the sandbox.
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StateFileException unusable) {
                return new Failure(
                        Failure.Kind.INVALID_INPUT,
                        unusable.getMessage()
                                + (unusable.helpsEmptying()
                                        ? " It is unchanged; run 'tenant-admin sandbox reset' to empty it."
                                        : " It is unchanged; name another one in TENANT_ADMIN_SANDBOX_STATE."),
                        unusable);
            }
        }
        return AwsFailures.translate(thrown);
    }

    private static Terminal terminal(Consumer<IOException> unwritten) {
        String terminals = System.getProperty(TERMINALS, "");
        boolean live = terminals.contains("2") && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                writer(new ResultStream(unwritten)),
                writer(new FileOutputStream(FileDescriptor.err)),
                new BufferedReader(new Utf8Reader(System.in)),
                terminals.contains("0") && terminals.contains("2"),
                live,
                columns(System.getProperty(COLUMNS)));
    }

    private static int columns(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : 80;
    }

    /** Writes UTF-8 in any locale: what is exported can be applied anywhere. */
    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
