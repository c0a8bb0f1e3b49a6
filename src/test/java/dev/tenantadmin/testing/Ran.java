package dev.tenantadmin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.Main;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.reconcile.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a command did that is to be seen from outside. */
public record Ran(int exit, String out, String err) {

    private static final Pattern CALL = Pattern.compile("(Iam|Sts|SageMaker) (?<operation>\\w+): .*");

    /** The exit code that a shell gives a process that was killed. */
    public static final int KILLED = 137;

    /** Runs a command line where there is no terminal: as from a script. */
    public static Ran of(
            List<String> commandLine,
            Map<String, String> environment,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox) {
        return of(commandLine, environment, timeline, sandbox, "", false);
    }

    /**
     * Runs a command line in this process.
     *
     * @param typed what is typed, or stands on standard input
     * @param terminal whether there is one
     */
    public static Ran of(
            List<String> commandLine,
            Map<String, String> environment,
            Timeline timeline,
            Supplier<SdkHttpClient> sandbox,
            String typed,
            boolean terminal) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal streams = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(typed)),
                terminal,
                terminal,
                80);
        int exit;
        try {
            exit = Main.run(commandLine.toArray(String[]::new), streams, environment, timeline, sandbox);
        } catch (Killed e) {
            exit = KILLED;
        }
        streams.out().flush();
        streams.err().flush();
        return new Ran(exit, out.toString(), err.toString());
    }

    /** Fails the test unless the command ended well. */
    public Ran done() {
        assertThat(exit).as(this::toString).isZero();
        return this;
    }

    /** One clear error, which says this, and no result. */
    public Ran refused(ExitCode code, String... says) {
        assertThat(exit).as(this::toString).isEqualTo(code.code());
        assertThat(out).isEmpty();
        assertThat(err.lines().filter(line -> line.startsWith("tenant-admin: ")))
                .as(this::toString)
                .singleElement()
                .asString()
                .contains(says);
        assertThat(err).doesNotContain("\tat ", "Exception", "null");
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

    /** The result as a program reads it. */
    public Map<String, Object> json() {
        return parsed(out);
    }

    /** The error as a program reads it. */
    public Map<?, ?> error() {
        assertThat(out).isEmpty();
        return (Map<?, ?>) Objects.requireNonNull(parsed(err).get("error"));
    }

    private static Map<String, Object> parsed(String text) {
        try {
            Map<String, Object> json = JSON.std.mapFrom(text);
            assertThat(json).containsKey("schemaVersion");
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The objects of a list in the result. */
    public List<Map<String, Object>> list(String field) {
        return objects(json(), field);
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(Map<String, Object> json, String field) {
        return (List<Map<String, Object>>) Objects.requireNonNull(json.get(field), field);
    }

    /** A field that is an object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> json, String field) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(field));
    }
}
