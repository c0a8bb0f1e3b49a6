package dev.tenantadmin.build;

import dev.tenantadmin.Main;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Runs typical commands in one process, so that the watching JVM can cache what it loads. Commands work without it, but start more slowly. */
public final class TrainingRun {

    /** The credentials. The caller must also put them into the process's environment for the SDK. */
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "administrator", "AWS_SECRET_ACCESS_KEY", "sandbox", "AWS_REGION", "us-east-1");

    private static final Duration TRANSITION = Duration.ofMillis(50);

    /** What a tenant's people run every day and should start fastest; the tenant exists. */
    private static final List<String> EVERY_DAY = List.of(
            "url acme --as-caller", "url acme", "url acme nowhere", "stop acme", "start acme", "credentials acme");

    private static final List<String> LIFE = List.of(
            "create-tenant beta --user alice --tag team=a",
            "create-tenant beta --instance-type ml.m5.xlarge --restart",
            "list-tenants",
            "describe-tenant beta -o json",
            "url beta",
            "url beta nowhere",
            "stop beta",
            "start beta",
            "delete-tenant beta --yes");

    /** Never waits longer than the sandbox's notebooks take to change, which is short here. */
    private static final Timeline HURRIED = new Timeline() {
        @Override
        public Instant instant() {
            return Timeline.SYSTEM.instant();
        }

        @Override
        public void pass(Duration duration) throws InterruptedException {
            Timeline.SYSTEM.pass(duration.compareTo(TRANSITION) < 0 ? duration : TRANSITION);
        }
    };

    private TrainingRun() {}

    /**
     * Runs the commands for one cache: {@code help} for help and usage errors, {@code tenant ADDRESS...} and {@code aws ADDRESS...} for
     * commands that call AWS, {@code sandbox} for AWS inside the process. {@code serve} is AWS for the others: it prints its addresses on
     * one line, also a TLS one if the JVM has a key store, and answers until the process ends.
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        List<String> addresses = List.of(args).subList(1, args.length);
        if (args[0].equals("serve")) {
            serve(sandbox());
            return;
        }
        Main.process(new String[] {"--version"});
        switch (args[0]) {
            case "help" -> help();
            case "tenant" -> rehearse(EVERY_DAY, addresses);
            case "aws" -> rehearse(LIFE, addresses);
            case "sandbox" -> inside(LIFE, sandbox()::httpClient);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static Sandbox sandbox() {
        return Sandbox.inMemory(Clock.systemUTC(), new SandboxSettings(TRANSITION, Duration.ZERO, Map.of()));
    }

    private static void serve(Sandbox sandbox) throws IOException, GeneralSecurityException {
        run(ExitCode.DONE, sandbox::httpClient, "create-tenant acme", "--sandbox");
        StringBuilder addresses = new StringBuilder(sandbox.serve(0).address().toString());
        if (System.getProperty("javax.net.ssl.keyStore") != null) {
            addresses.append(' ').append(sandbox.serve(SSLContext.getDefault()).address());
        }
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(addresses.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void help() {
        Commands.of(Main.model())
                .forEach(command -> run(ExitCode.DONE, TrainingRun::noSandbox, Commands.words(command), "--help"));
        List.of("--version", "--version -o json", "help", "help create-tenant")
                .forEach(line -> run(ExitCode.DONE, TrainingRun::noSandbox, line));
        for (String line :
                List.of("", "sandbox", "creat-tenant", "create-tenant acme --notebok", "create-tenant Acme -ojson")) {
            run(ExitCode.INVALID_INPUT, TrainingRun::noSandbox, line);
        }
    }

    private static void rehearse(List<String> lines, List<String> addresses) {
        try {
            // The rehearsal's server has an address, AWS's have names.
            InetAddress.getByName("localhost");
        } catch (UnknownHostException e) {
            // What looks up names is loaded all the same.
        }
        for (String address : addresses) {
            String endpoint = "--endpoint-url=" + address;
            // As a process does it: with what is loaded ahead, and connections begun.
            require(ExitCode.DONE, Main.process(new String[] {"url", "acme", endpoint}), List.of("url", endpoint));
            lines.forEach(line -> run(end(line), TrainingRun::noSandbox, line, endpoint));
        }
        // With --sandbox the program knows only the HTTP client, so it uses AWS's own addresses.
        inside(lines, () -> new Detour(URI.create(addresses.get(0))));
    }

    private static void inside(List<String> lines, Supplier<SdkHttpClient> sandbox) {
        lines.forEach(line -> run(end(line), sandbox, line, "--sandbox"));
    }

    private static ExitCode end(String line) {
        return line.endsWith(" nowhere") ? ExitCode.NOT_FOUND : ExitCode.DONE;
    }

    /** Throws if a command ends with another exit code than expected. */
    private static void run(ExitCode end, Supplier<SdkHttpClient> sandbox, String line, String... more) {
        String[] args = Stream.concat(
                        Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty()), Arrays.stream(more))
                .toArray(String[]::new);
        require(end, Main.run(args, nowhere(), CREDENTIALS, HURRIED, sandbox), List.of(args));
    }

    private static void require(ExitCode end, int exit, List<String> arguments) {
        if (exit != end.code()) {
            throw new IllegalStateException("%s ended with %d".formatted(arguments, exit));
        }
    }

    /** Sends requests for AWS to another address. */
    private record Detour(SdkHttpClient http, URI address) implements SdkHttpClient {

        Detour(URI address) {
            this(UrlConnectionHttpClient.create(), address);
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return http.prepareRequest(HttpExecuteRequest.builder()
                    .request(request.httpRequest().toBuilder()
                            .protocol(address.getScheme())
                            .host(address.getHost())
                            .port(address.getPort())
                            .build())
                    .contentStreamProvider(request.contentStreamProvider().orElse(null))
                    .build());
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static SdkHttpClient noSandbox() {
        throw new IllegalStateException("only the rehearsal of the sandbox asks for it");
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
