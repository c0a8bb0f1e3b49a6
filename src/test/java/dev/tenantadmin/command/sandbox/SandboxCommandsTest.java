package dev.tenantadmin.command.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Schemas;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@Tag("jdk")
class SandboxCommandsTest {
    private static final String NEWER = "{\"sandbox\":2}\n";

    @TempDir
    private Path directory;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        process.environment().put("TENANT_ADMIN_SANDBOX_STATE", state().toString());
        return process.start();
    }

    private Path state() {
        return directory.resolve("sandbox.jsonl");
    }

    private static String text(Process process, boolean errors) throws IOException {
        return new String(
                (errors ? process.getErrorStream() : process.getInputStream()).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void servesUntilItIsTerminated() throws IOException, InterruptedException {
        Process server = start("sandbox", "serve", "--port", "0", "--region", "eu-west-1", "--quota", "Groups=6000");
        try (BufferedReader out = server.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                lines.add(String.valueOf(out.readLine()));
            }
            assertThat(lines.get(0)).matches("# The sandbox is at http://127\\.0\\.0\\.1:\\d+, its state in .*");
            String address = lines.get(0).replaceAll(".*(http://[\\d.:]+),.*", "$1");
            assertThat(lines.subList(1, 6))
                    .containsExactly(
                            "export AWS_ENDPOINT_URL=" + address,
                            "export AWS_ACCESS_KEY_ID=administrator",
                            "export AWS_SECRET_ACCESS_KEY=sandbox",
                            "export AWS_DEFAULT_REGION=eu-west-1",
                            "export AWS_REGION=eu-west-1");
            // Process.destroy() would close its streams, too.
            server.toHandle().destroy();
            assertThat(text(server, true))
                    .contains("tenant-admin: the sandbox has stopped; its state is kept in " + state());
            assertThat(server.waitFor()).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void saysInJsonWhereItServes() throws IOException, InterruptedException {
        List<String> args = List.of("sandbox", "serve", "--port", "0", "-o", "json");
        Process server = start(args.toArray(String[]::new));
        try (BufferedReader out = server.inputReader()) {
            StringBuilder document = new StringBuilder();
            for (String line = out.readLine(); line != null && !line.equals("}"); line = out.readLine()) {
                document.append(line).append('\n');
            }
            Ran ran = new Ran(0, document + "}", "");
            Schemas.SHIPPED.check(args, ran);
            assertThat(String.valueOf(ran.json().get("endpoint"))).startsWith("http://127.0.0.1:");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--quota Goats=1              | there is no quota 'Goats'",
                "--throttle s3=5              | there is no service 's3'",
                "--throttle iam=fast          | is not a rate such as 5, 0.5 or 5:20",
                "--fault CreateRole           | is not a fault such as CreateRole#2:after:reset",
                "--maintenance acme--main    | is not NOTEBOOK=STATE:TIME",
                "--maintenance a=Away:soon   | soon",
                "--port 70000                 | a port is a number from 0 to 65535",
                "--stale-reads soon           | soon",
            })
    void optionsThatMakeNoSenseAreRefused(String options, String message) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("sandbox", "serve"));
        args.addAll(Arrays.asList(options.split(" ", -1)));
        Process process = start(args.toArray(String[]::new));
        assertThat(text(process, true)).contains(message);
        assertThat(process.waitFor()).isEqualTo(252);
    }

    @Test
    void aPortInUseIsSaid() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("sandbox", "serve", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(text(process, true)).contains("cannot serve on port");
            assertThat(process.waitFor()).isEqualTo(252);
        }
    }

    @Test
    void aStateFileThatCannotBeReachedIsToldWithoutNamesOfClasses() throws IOException, InterruptedException {
        Files.createDirectories(state());
        Process list = start("--sandbox", "list-tenants");
        assertThat(text(list, true))
                .contains("The state file " + state() + " is a directory. It is unchanged; name another one in"
                        + " TENANT_ADMIN_SANDBOX_STATE.")
                .doesNotContain("Exception");
        assertThat(list.waitFor()).isEqualTo(252);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEWER, "{\"sandbox\":1}\n{\"last\":\"group/one\"}\n"})
    void aStateFileThatCannotBeUsedIsBadInputAndResetIsTheWayOut(String content)
            throws IOException, InterruptedException {
        Files.writeString(state(), content);
        Process list = start("--sandbox", "list-tenants");
        assertThat(text(list, true))
                .contains(content.equals(NEWER) ? "newer than this program's" : "damaged in line 2")
                .contains("It is unchanged; run 'tenant-admin sandbox reset' to empty it.");
        assertThat(list.waitFor()).isEqualTo(252);
        assertThat(state()).hasContent(content);

        Process unasked = start("sandbox", "reset");
        assertThat(text(unasked, true)).contains("add --yes to empty the sandbox");
        assertThat(unasked.waitFor()).isEqualTo(252);
        assertThat(state()).hasContent(content);

        Process reset = start("sandbox", "reset", "--yes");
        assertThat(text(reset, false)).isEqualTo("The sandbox is empty.\n");
        assertThat(reset.waitFor()).isZero();
        assertThat(state()).doesNotExist();
    }

    @Test
    void anotherFileIsNotReset() throws IOException, InterruptedException {
        Files.writeString(state(), "precious");
        Process reset = start("sandbox", "reset", "--yes");
        assertThat(text(reset, true)).contains("is not a state file of the sandbox");
        assertThat(reset.waitFor()).isEqualTo(252);
        assertThat(state()).hasContent("precious");
    }
}
