package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.RestoreSystemProperties;
import org.junit.jupiter.api.util.SetSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the real AWS, as far as it goes without one. */
@Tag("slow")
@Tag("jdk")
@RestoreSystemProperties
@SetSystemProperty(key = "aws.disableEc2Metadata", value = "true")
class ConnectionTest {

    @TempDir
    Path directory;

    private final Shell shell = new Shell();

    @BeforeEach
    void configure() throws IOException {
        Path config = Files.writeString(directory.resolve("config"), """
                [profile empty]
                region = us-east-1

                [profile placeless]
                aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                aws_secret_access_key = wJalrXUtnFEMI
                """);
        System.setProperty("aws.configFile", config.toString());
        System.setProperty(
                "aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    }

    private Ran refused(ExitCode code, String says, String line) {
        Ran ran = shell.plain(line).refused(code, says);
        assertThat(shell.door.sent()).as("the sandbox is never chosen silently").isEmpty();
        return ran;
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-tenant acme", "delete-tenant acme --yes", "describe-tenant acme", "url acme"})
    void noCredentials(String line) {
        refused(ExitCode.CREDENTIALS, "no credentials: set AWS_ACCESS_KEY_ID", line + " --region us-east-1");
    }

    @Test
    void aProfileWithoutCredentials() {
        refused(ExitCode.CREDENTIALS, "cannot get credentials", "list-tenants --profile empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-tenants", "list-tenants --profile placeless"})
    void noRegion(String line) {
        refused(ExitCode.CREDENTIALS, "no region is configured; give --region or set AWS_REGION", line);
    }

    @Test
    void anUnknownProfile() {
        refused(ExitCode.CREDENTIALS, "there is no profile 'nobody'", "list-tenants --profile nobody");
        shell.run("list-tenants --profile nobody").refused(ExitCode.CREDENTIALS, "there is no profile 'nobody'");
    }

    @Test
    @Timeout(20)
    void anEndpointThatRefusesTheConnectionIsNamedOnce() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        signIn();

        Ran ran = refused(
                ExitCode.REFUSED,
                "cannot reach http://127.0.0.1:%d: connection refused (8 attempts)".formatted(closed),
                "create-tenant acme --region us-east-1 --endpoint-url http://127.0.0.1:" + closed);

        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).doesNotContain("wJalrXUtnFEMI");
    }

    private static void signIn() {
        System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        System.setProperty("aws.secretAccessKey", "wJalrXUtnFEMI");
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        signIn();

        refused(
                ExitCode.REFUSED,
                "cannot reach http://nowhere.invalid: there is no host of this name",
                "list-tenants --region us-east-1 --endpoint-url http://nowhere.invalid");
    }

    @Test
    void aDoctorWithoutARegionTellsAllThatItCan() throws IOException {
        System.setProperty("aws.accessKeyId", "administrator");
        System.setProperty("aws.secretAccessKey", "sandbox");
        try (Sandbox sandbox = Sandbox.inMemory(Clock.systemUTC(), SandboxSettings.defaults())) {
            Ran ran = shell.plain(
                    "doctor -o json --endpoint-url " + sandbox.serve(0).address());

            assertThat(ran.exit()).as(ran::toString).isEqualTo(ExitCode.FOUND.code());
            assertThat(ran.list("findings"))
                    .extracting(check -> "%s %s".formatted(check.get("check"), check.get("level")))
                    .startsWith("region problem", "endpoint ok", "credentials ok")
                    .contains("quotas ok")
                    .doesNotContain("SageMaker ok");
            assertThat(ran.out()).contains("no region is configured");
        }
    }

    /** The system accepts for a server that never does. */
    @ParameterizedTest
    @CsvSource({"http, list-tenants", "https, list-tenants", "https, url acme --as-caller", "https, create-tenant acme"
    })
    @Timeout(20)
    void anEndpointThatNeverAnswersEndsTheCommandInTime(String protocol, String line) throws IOException {
        signIn();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "%s://127.0.0.1:%d".formatted(protocol, silent.getLocalPort());

            long began = System.nanoTime();
            Ran ran = refused(
                    ExitCode.TIMED_OUT,
                    "gave up after 1s: no answer from %s (1 attempt)".formatted(address),
                    "%s --timeout 1s --region us-east-1 --endpoint-url %s".formatted(line, address));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(ran.err().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "-q, 1", "-o json, 0"})
    @Timeout(20)
    void itIsToldThatAnAnswerTakesLong(String options, int lines) throws IOException {
        signIn();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + silent.getLocalPort();

            Ran ran = shell.plain("list-tenants --timeout 3s --region us-east-1 --endpoint-url %s %s"
                    .formatted(address, options)
                    .strip());

            assertThat(ran.exit()).isEqualTo(ExitCode.TIMED_OUT.code());
            if (lines > 0) {
                assertThat(ran.err().lines()).hasSize(lines);
                assertThat(ran.err().startsWith("no answer from %s for 3s (attempt 1)".formatted(address)))
                        .isEqualTo(lines == 2);
            } else {
                assertThat(ran.error().get("message")).asString().contains(address);
            }
        }
    }

    /** Such as one that asks for a code in a window that nobody sees. */
    @Test
    @Timeout(20)
    void aProcessThatNeverPrintsCredentialsEndsTheCommandInTime() throws IOException {
        Files.writeString(directory.resolve("config"), """
                [profile slow]
                region = us-east-1
                credential_process = sleep 30
                """);

        Ran ran = refused(
                ExitCode.TIMED_OUT,
                "gave up after 3s: got no credentials of profile slow",
                "list-tenants --timeout 3s --profile slow");

        assertThat(ran.err()).contains("waiting for credentials of profile slow");
    }

    /** An answer of which a byte comes now and then is none. */
    @Test
    @Timeout(20)
    void anAnswerThatNeverEndsEndsTheCommandInTime() throws IOException {
        signIn();
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> drip(slow));
            answering.setDaemon(true);
            answering.start();

            refused(
                    ExitCode.TIMED_OUT,
                    "gave up after 1s: no answer from http://127.0.0.1:" + slow.getLocalPort(),
                    "list-tenants --timeout 1s --region us-east-1 --endpoint-url http://127.0.0.1:"
                            + slow.getLocalPort());
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // The client has closed the connection.
        }
    }

    @Test
    void aRegionThatTheEnvironmentNamesGivesWayToTheHomeRegion() {
        shell.run("create-tenant acme").done();
        shell.environment.put("AWS_REGION", "eu-west-1");

        shell.run("create-tenant acme --notebook lab").done();
        assertThat(shell.status("acme--lab")).isEqualTo("InService");
        assertThat(shell.sagemaker("eu-west-1").listNotebookInstances().notebookInstances())
                .isEmpty();
        shell.run("stop acme").done();
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        shell.run("start acme").done();
        assertThat(shell.run("describe-tenant acme -o json").json()).containsEntry("region", "us-east-1");
        assertThat(shell.run("url acme").done().out()).contains(".us-east-1.sagemaker.aws?");
        shell.run("delete-tenant acme --yes").done();
        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void aNewTenantLivesWhereTheEnvironmentSays() {
        shell.environment.put("AWS_DEFAULT_REGION", "eu-west-1");

        assertThat(shell.run("create-tenant acme").done().out())
                .contains(
                        "Tenant acme is ready (account 123456789012, home region eu-west-1)",
                        "tenant-admin url acme --region eu-west-1");
        shell.environment.put("AWS_REGION", "us-west-2");
        assertThat(shell.run("create-tenant beta").done().out()).contains("home region us-west-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1 aws-cn", "us-gov-west-1 aws-us-gov"})
    void anotherPartition(String regionAndPartition) {
        String region = regionAndPartition.replaceAll(" .*", "");
        String partition = regionAndPartition.replaceAll(".* ", "");

        shell.run("create-tenant acme --region " + region).done();

        var role = shell.iam(region).getRole(r -> r.roleName("acme--execution")).role();
        assertThat(role.arn())
                .isEqualTo("arn:%s:iam::123456789012:role/tenant-admin/%s/acme/acme--execution"
                        .formatted(partition, region));
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).startsWith("arn:" + partition + ":iam::");
        assertThat(shell.sagemaker(region)
                        .describeNotebookInstance(r -> r.notebookInstanceName("acme--main"))
                        .notebookInstanceArn())
                .startsWith("arn:%s:sagemaker:%s:".formatted(partition, region));
        assertThat(shell.door.sent())
                .hasSizeGreaterThan(20)
                .allSatisfy(sent -> assertThat(sent.body()).doesNotContain("arn:aws:", "arn%3Aaws%3A"));
        shell.run("url acme --region " + region).done();
        shell.run("create-tenant acme --dry-run --detailed-exitcode --region " + region)
                .done();
        shell.run("delete-tenant acme --yes --region " + region).done();
    }

    @Test
    void anAdministratorsRoleIsAssumed() {
        String arn = shell.iam()
                .createRole(r -> r.roleName("admin").path("/ops/").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"}}]}"""))
                .role()
                .arn();
        shell.iam()
                .putRolePolicy(r -> r.roleName("admin").policyName("everything").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));

        shell.run("create-tenant acme --assume-role " + arn).done();

        assertThat(shell.door.operations()).startsWith("AssumeRole");
        assertThat(shell.run("describe-tenant acme -o json").json())
                .as("the role with its path, which its sessions' ARNs lack")
                .containsEntry("administrator", arn);
    }
}
