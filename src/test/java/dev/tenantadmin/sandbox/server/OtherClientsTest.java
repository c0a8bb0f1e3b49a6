package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of other makers against the served sandbox: they are judges that know nothing of it. */
@Tag("slow")
class OtherClientsTest {

    private static void require(String program, String variable) {
        boolean there = false;
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            there |= Files.isExecutable(Path.of(directory, program));
        }
        if (Boolean.parseBoolean(System.getenv(variable))) {
            assertThat(there)
                    .as(program + " is on the PATH, as " + variable + " demands")
                    .isTrue();
        }
        assumeTrue(there, program + " is not on the PATH");
    }

    private static void run(SandboxSettings settings, String... command) throws IOException, InterruptedException {
        run(settings, Map.of(), command);
    }

    private static void run(SandboxSettings settings, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.inMemory(Clock.systemUTC(), settings);
        try (HttpEndpoint endpoint = sandbox.serve(0)) {
            ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
            process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            process.environment()
                    .putAll(Map.of(
                            "AWS_ENDPOINT_URL", endpoint.address().toString(),
                            "AWS_ACCESS_KEY_ID", "administrator",
                            "AWS_SECRET_ACCESS_KEY", "sandbox",
                            "AWS_DEFAULT_REGION", "us-east-1",
                            "AWS_EC2_METADATA_DISABLED", "true",
                            "AWS_CONFIG_FILE", "/dev/null",
                            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
            process.environment().putAll(environment);
            Process running = process.start();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(running.waitFor()).as(output).isZero();
        }
    }

    @Test
    void theAwsCliWalksTheNotebooksLifeAndTheOrderOfDeletion() throws IOException, InterruptedException {
        require("aws", "TENANT_ADMIN_REQUIRE_AWS_CLI");
        // The clock of another process cannot be turned, so states take no time here; that they do is shown elsewhere.
        run(
                new SandboxSettings(Duration.ZERO, Duration.ZERO, Map.of()),
                "bash",
                "src/test/resources/dev/tenantadmin/sandbox/server/aws-cli.sh");
    }

    @Test
    void boto3GetsAnswersOfTheShapeThatMotoGives() throws IOException, InterruptedException {
        require("moto_server", "TENANT_ADMIN_REQUIRE_MOTO");
        run(
                new SandboxSettings(Duration.ZERO, Duration.ZERO, Map.of()),
                "python3",
                "src/test/resources/dev/tenantadmin/sandbox/server/shapes.py");
    }

    @Test
    void boto3GetsWhatAwsWasRecordedToAnswer() throws IOException, InterruptedException {
        require("moto_server", "TENANT_ADMIN_REQUIRE_MOTO");
        run(
                SandboxSettings.defaults(),
                "python3",
                "src/test/resources/dev/tenantadmin/sandbox/server/recorded-answers.py");
    }

    @Test
    void boto3LosesNoAnswerWithFiftyThreads() throws IOException, InterruptedException {
        require("moto_server", "TENANT_ADMIN_REQUIRE_MOTO");
        run(SandboxSettings.defaults(), "python3", "src/test/resources/dev/tenantadmin/sandbox/server/threads.py");
    }

    /** Both run this program by themselves, as a data scientist's ~/.aws/config tells them to. */
    @Test
    void theAwsCliAndBoto3TakeCredentialsFromTheirCredentialProcess(@TempDir Path folder)
            throws IOException, InterruptedException {
        require("aws", "TENANT_ADMIN_REQUIRE_AWS_CLI");
        require("moto_server", "TENANT_ADMIN_REQUIRE_MOTO");
        Path program = Files.writeString(
                folder.resolve("tenant-admin"),
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.tenantadmin.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        run(
                new SandboxSettings(Duration.ZERO, Duration.ZERO, Map.of()),
                Map.of("FOLDER", folder.toString()),
                "bash",
                "src/test/resources/dev/tenantadmin/sandbox/server/credential-process.sh");
    }
}
