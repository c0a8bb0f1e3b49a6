package dev.tenantadmin;

import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.sandbox.Sandbox;
import dev.tenantadmin.sandbox.SandboxSettings;
import dev.tenantadmin.sandbox.wire.HttpDoor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Goes through what people run, in one process and against the sandbox alone, so that the JVM that watches can keep for every later
 * start what it had to load. Nothing else depends on it: without it commands start later, and do the same.
 */
public final class Rehearsal {

    /** That the SDK finds them in the process's environment too is up to whoever starts the rehearsal. */
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "administrator", "AWS_SECRET_ACCESS_KEY", "sandbox", "AWS_REGION", "us-east-1");

    private Rehearsal() {}

    /**
     * Rehearses help and usage errors, and with the argument {@code aws} whatever calls AWS: over plain HTTP, and where the JVM has a
     * key store over TLS.
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        help();
        if (List.of(args).contains("aws")) {
            SandboxSettings quick = new SandboxSettings(Duration.ofMillis(50), Duration.ZERO, Map.of());
            try (Sandbox sandbox = Sandbox.inMemory(Clock.systemUTC(), quick)) {
                try (HttpDoor door = sandbox.serve(0)) {
                    life(sandbox, "--endpoint-url=" + door.address());
                }
                if (System.getProperty("javax.net.ssl.keyStore") != null) {
                    try (HttpDoor door = sandbox.serve(SSLContext.getDefault())) {
                        life(sandbox, "--endpoint-url=" + door.address());
                    }
                }
                life(sandbox, "--sandbox");
            }
        }
    }

    private static void help() {
        Commands.of(Main.commandLine().getCommandSpec())
                .forEach(command -> run(Rehearsal::noSandbox, Commands.words(command), "--help"));
        run(Rehearsal::noSandbox, "", "--version");
        run(Rehearsal::noSandbox, "");
        run(Rehearsal::noSandbox, "creat-tenant");
        run(Rehearsal::noSandbox, "create-tenant", "acme", "--notebok");
        run(Rehearsal::noSandbox, "create-tenant", "Acme", "-ojson");
    }

    private static void life(Sandbox sandbox, String where) {
        for (String line : List.of(
                "create-tenant acme --user alice --tag team=a",
                "create-tenant acme --instance-type ml.m5.large --restart",
                "list-tenants",
                "describe-tenant acme -o json",
                "url acme",
                "url acme nowhere",
                "stop acme",
                "start acme",
                "delete-tenant acme --yes")) {
            run(sandbox::httpClient, line, where);
        }
    }

    private static void run(Supplier<SdkHttpClient> sandbox, String line, String... more) {
        String[] args = Stream.concat(
                        Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty()), Arrays.stream(more))
                .toArray(String[]::new);
        Main.run(args, nowhere(), CREDENTIALS, Timeline.SYSTEM, sandbox);
    }

    private static SdkHttpClient noSandbox() {
        throw new IllegalStateException("help asks for no account");
    }

    private static Terminal nowhere() {
        return new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                new BufferedReader(Reader.nullReader()),
                false,
                false,
                80);
    }
}
