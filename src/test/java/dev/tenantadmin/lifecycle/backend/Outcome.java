package dev.tenantadmin.lifecycle.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.reconcile.Timeline;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a command line leaves behind, run where there is no terminal: as from a script. */
public record Outcome(int exit, String out, String err) {

    private static final Pattern CALL = Pattern.compile("(Iam|Sts|SageMaker) (?<operation>\\w+): .*");

    /** The exit code that a shell gives a process that was killed. */
    public static final int KILLED = 137;

    static Outcome of(
            List<String> commandLine,
            Map<String, String> environment,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), new PrintWriter(err), new BufferedReader(Reader.nullReader()), false, false, 80);
        int exit;
        try {
            exit = Main.run(commandLine.toArray(String[]::new), terminal, environment, timeline, sandbox);
        } catch (Killed e) {
            exit = KILLED;
        }
        return new Outcome(exit, out.toString(), err.toString());
    }

    /** Fails the test unless the command ended well. */
    public Outcome succeeded() {
        assertThat(exit).as("%s", this).isZero();
        return this;
    }

    /** The operations that {@code -v} told of. */
    public List<String> operations() {
        return err.lines()
                .map(CALL::matcher)
                .filter(Matcher::matches)
                .map(call -> call.group("operation"))
                .toList();
    }
}
