package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a process trusts and through what it connects, as the environment says. */
@Tag("slow")
@Tag("jdk")
class TlsTest {

    private static final String PASSWORD = "rehearsal";

    @TempDir
    static Path folder;

    private static Path certificate;
    private static Path store;
    private static Sandbox sandbox;
    private static URI address;

    @BeforeAll
    static void serve() throws Exception {
        store = folder.resolve("store");
        certificate = folder.resolve("certificate.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        sandbox = Sandbox.inMemory(Clock.systemUTC(), SandboxSettings.defaults());
        address = sandbox.serve(context).address();
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", "own", "-keystore", store.toString(), "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static Ran run(Map<String, String> environment, String line, String... options) throws Exception {
        Stream<String> java = Stream.concat(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of(options));
        Stream<String> main = Stream.concat(
                Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName()),
                Stream.of(line.split(" ")));
        ProcessBuilder process = new ProcessBuilder(Stream.concat(java, main).toList());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        process.redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().keySet().removeIf(name -> name.matches("(?i)AWS_.*|.*_proxy"));
        process.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", address.toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "administrator",
                        "AWS_SECRET_ACCESS_KEY", "sandbox",
                        "XDG_CONFIG_HOME", folder.toString()));
        process.environment().putAll(environment);
        int exit = process.start().waitFor();
        return new Ran(exit, Files.readString(out), Files.readString(err));
    }

    @Test
    void aBundleIsTrusted() throws Exception {
        Map<String, String> bundle = Map.of("AWS_CA_BUNDLE", certificate.toString());

        run(bundle, "create-tenant acme --no-wait").done();
        assertThat(run(bundle, "url acme --start").done().out()).startsWith("https://acme--main-");
    }

    /** As an organisation adds its root to those of the JDK. */
    @Test
    void aTrustStoreOfTheJdkIsTrusted() throws Exception {
        run(
                        Map.of(),
                        "list-tenants",
                        "-Djavax.net.ssl.trustStore=" + store,
                        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                .done();
    }

    @Test
    void whoIsNotTrustedGetsNothing() throws Exception {
        assertThat(run(Map.of(), "list-tenants")
                        .refused(ExitCode.REFUSED, "the certificate of the endpoint is not trusted: ")
                        .err())
                .contains("certification path", "name its PEM file in AWS_CA_BUNDLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.pem", "empty.pem", "text.pem"})
    void aBundleThatCannotBeReadIsNamed(String name) throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n");

        run(Map.of("AWS_CA_BUNDLE", folder.resolve(name).toString()), "list-tenants")
                .refused(ExitCode.CREDENTIALS, "AWS_CA_BUNDLE names " + folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https_proxy", "HTTPS_PROXY"})
    void aProxyIsUsed(String variable) throws Exception {
        AtomicInteger tunnels = new AtomicInteger();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> accept(proxy, tunnels));
            accepting.setDaemon(true);
            accepting.start();

            run(
                            Map.of(
                                    "AWS_CA_BUNDLE",
                                    certificate.toString(),
                                    variable,
                                    "http://127.0.0.1:" + proxy.getLocalPort()),
                            "list-tenants")
                    .done();
        }

        assertThat(tunnels.get()).isPositive();
    }

    private static void accept(ServerSocket proxy, AtomicInteger tunnels) {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                readHead(client.getInputStream());
                Socket server = new Socket(address.getHost(), address.getPort());
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                tunnels.incrementAndGet();
                relay(client.getInputStream(), server.getOutputStream());
                relay(server.getInputStream(), client.getOutputStream());
            } catch (IOException e) {
                // The proxy is closed.
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head).startsWith("CONNECT " + address.getHost());
    }

    private static void relay(InputStream in, OutputStream out) {
        Thread thread = new Thread(() -> {
            try (out) {
                in.transferTo(out);
            } catch (IOException e) {
                // The other end is closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
