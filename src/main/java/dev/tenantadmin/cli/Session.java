package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.RoleToAssume;
import dev.tenantadmin.output.JsonOutput;
import dev.tenantadmin.output.LiveLine;
import dev.tenantadmin.output.Output;
import dev.tenantadmin.output.PlainLines;
import dev.tenantadmin.output.Progress;
import dev.tenantadmin.output.Silence;
import dev.tenantadmin.output.TextOutput;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** What every command has at hand: its common options, the terminal, and an account to open when it needs one. */
public final class Session {

    /** Connects as the options say. */
    @FunctionalInterface
    public interface Connector {

        /**
         * Opens an account.
         *
         * @param assumeRole the role to act as, if any
         */
        Account connect(GlobalOptions options, @Nullable RoleToAssume assumeRole, Output output);
    }

    private final GlobalOptions options;
    private final Settings settings;
    private final Terminal terminal;
    private final Connector connector;
    private final Failures failures;
    private @Nullable Output output;

    /** Opens nothing yet. */
    Session(GlobalOptions options, Settings settings, Terminal terminal, Connector connector, Failures failures) {
        this.failures = failures;
        this.options = options;
        this.settings = settings;
        this.terminal = terminal;
        this.connector = connector;
    }

    GlobalOptions options() {
        return options;
    }

    Settings settings() {
        return settings;
    }

    Terminal terminal() {
        return terminal;
    }

    /** The output that the options ask for; they must have been parsed. */
    Output output() {
        if (output == null) {
            Progress progress = progress();
            output = switch (options.output) {
                case TEXT -> new TextOutput(terminal.out(), terminal.err(), progress);
                case JSON -> new JsonOutput(terminal.out(), terminal.err(), progress);
            };
        }
        return output;
    }

    /** In JSON standard error is for a program too, which expects an error there and nothing else. */
    private Progress progress() {
        if (options.output == Output.Form.JSON && !(terminal.live() && !options.quiet)) {
            return new Silence(new PrintWriter(Writer.nullWriter()));
        }
        if (options.quiet) {
            return new Silence(terminal.err());
        }
        return terminal.live() && !options.verbose
                ? new LiveLine(terminal.err(), terminal.columns())
                : new PlainLines(terminal.err());
    }

    /** Connects to the account; the caller closes it. */
    Account account() {
        return account(options.assumeRole);
    }

    /** Connects as another role, or as whom the command runs; the caller closes it. */
    Account account(@Nullable RoleToAssume assumeRole) {
        return connector.connect(options, assumeRole, output());
    }

    /** How failures are told. */
    Failures failures() {
        return failures;
    }
}
