package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantadmin.Main;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that nobody gets. */
@Tag("slow")
@Tag("jdk")
class UnwrittenResultTest {

    @TempDir
    Path folder;

    @BeforeEach
    void account() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "a system with a full disk");
        Sandbox.open(folder.resolve("state"), Clock.systemUTC(), SandboxSettings.defaults())
                .close();
        run("create-tenant acme --no-wait", ">/dev/null").done();
    }

    private Ran run(String line, String redirection) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder process = new ProcessBuilder(
                "bash",
                "-c",
                "\"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" %s --sandbox %s %s; exit ${PIPESTATUS[0]}"
                        .formatted(Main.class.getName(), line, redirection),
                java,
                System.getProperty("java.class.path"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        process.redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment()
                .put("TENANT_ADMIN_SANDBOX_STATE", folder.resolve("state").toString());
        process.environment().put("XDG_CONFIG_HOME", folder.toString());
        int exit = process.start().waitFor();
        return new Ran(exit, Files.readString(out), Files.readString(err));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list-tenants", "describe-tenant acme", "export", "url acme --as-caller --start", "--help",
                "create-tenant --help", "--version", "completion bash", "apply --print-schema", "doctor"
            })
    void aFullDiskIsTold(String line) throws Exception {
        Ran ran = run(line, ">/dev/full").refused(ExitCode.REFUSED, "cannot write the result: ");

        assertThat(ran.err().lines().filter(told -> !told.startsWith("note: "))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-tenants", "--help", "completion zsh"})
    void aClosedDescriptorIsTold(String line) throws Exception {
        run(line, ">&-").refused(ExitCode.REFUSED, "cannot write the result: ");
    }

    @Test
    void itIsJsonWhereResultsAre() throws Exception {
        assertThat(run("list-tenants -o json", ">/dev/full").error().get("exitCode"))
                .isEqualTo(ExitCode.REFUSED.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"permissions", "completion bash", "permissions -o json", "create-tenant --help"})
    void aReaderThatLeftEndsItSilently(String line) throws Exception {
        Ran ran = run(line, "| true");

        assertThat(ran.exit()).as(ran::toString).isEqualTo(ExitCode.READER_LEFT.code());
        assertThat(ran.err().lines().filter(told -> !told.startsWith("note: "))).isEmpty();
    }

    /** Each tenant is told when it has ended, so that the second finds that nobody reads. */
    @Test
    void aReaderThatLeftStopsTheWork() throws Exception {
        List<String> teams =
                IntStream.range(0, 40).mapToObj("team%d"::formatted).toList();
        Path file = Files.writeString(
                folder.resolve("teams.yaml"),
                teams.stream().map("- name: %s\n"::formatted).collect(Collectors.joining("", "tenants:\n", "")));

        Ran ran = run("apply --no-wait -f " + file, "| head -1");

        assertThat(ran.exit()).as(ran::toString).isEqualTo(ExitCode.READER_LEFT.code());
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(run("list-tenants -o json", "").list("tenants")).hasSizeLessThan(teams.size());
    }
}
