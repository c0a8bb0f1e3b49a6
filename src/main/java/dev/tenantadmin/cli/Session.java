package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.cli.output.JsonOutput;
import dev.tenantadmin.cli.output.LiveLine;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.cli.output.PlainLines;
import dev.tenantadmin.cli.output.Progress;
import dev.tenantadmin.cli.output.Silence;
import dev.tenantadmin.cli.output.TextOutput;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** What every command has: the common options, the terminal, and a way to open an account. */
public final class Session {

    /** Connects as the options say. */
    @FunctionalInterface
    public interface Connector {

        /**
         * Opens an account.
         *
         * @param assumeRole the role to assume, if any
         */
        Account connect(GlobalOptions options, @Nullable RoleToAssume assumeRole, Output output);
    }

    private final GlobalOptions options;
    private final Configuration settings;
    private final Terminal terminal;
    private final Connector connector;
    private final Failures failures;
    private @Nullable Output output;
    private boolean besideJson;

    /** Opens nothing yet. */
    public Session(
            GlobalOptions options, Configuration settings, Terminal terminal, Connector connector, Failures failures) {
        this.failures = failures;
        this.options = options;
        this.settings = settings;
        this.terminal = terminal;
        this.connector = connector;
    }

    public GlobalOptions options() {
        return options;
    }

    public Configuration settings() {
        return settings;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** The output that the options choose; they must have been parsed. */
    public Output output() {
        if (output == null) {
            Progress progress = progress();
            output = switch (options.output) {
                case TEXT, WIDE -> new TextOutput(terminal.out(), terminal.err(), progress);
                case JSON -> new JsonOutput(terminal.out(), terminal.err(), progress);
            };
        }
        return output;
    }

    /** Shows progress with JSON too, where there is no terminal: for work that takes minutes. */
    public void showProgressBesideJson() {
        besideJson = true;
        output = null;
    }

    /** With JSON, a program reads standard error too, and expects only errors there, unless the command takes long. */
    private Progress progress() {
        boolean told = (terminal.live() || besideJson) && !options.quiet;
        if (options.output == Output.Form.JSON && !told) {
            return new Silence(new PrintWriter(Writer.nullWriter()));
        }
        if (options.quiet) {
            return new Silence(terminal.err());
        }
        return terminal.live() && !options.verbose
                ? new LiveLine(terminal.err(), terminal.columns())
                : new PlainLines(terminal.err());
    }

    /** The role that the command line or a setting names, to assume. */
    public @Nullable RoleToAssume assumeRole() {
        return options.assumeRole;
    }

    /** Connects to the account; the caller closes it. */
    public Account account() {
        return account(options.assumeRole);
    }

    /** Connects as another role, or as the command's own caller; the caller closes it. */
    public Account account(@Nullable RoleToAssume assumeRole) {
        return connector.connect(options, assumeRole, output());
    }

    /** Connects in this region, which nothing has set; the caller closes it. */
    public Account accountIn(String region) {
        String set = options.region;
        options.region = region;
        try {
            return account();
        } finally {
            options.region = set;
        }
    }

    /** How failures are reported. */
    public Failures failures() {
        return failures;
    }
}
