package dev.tenantadmin.tenant.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the idle stop decides when a real Jupyter Server did what {@code idle-stop.tsv} says, line by line. */
@Tag("slow")
class IdleStopTest {

    private static final Path CASES = Path.of("src/test/resources/dev/tenantadmin/tenant/setup");

    /** The Python that has a Jupyter Server: {@code JUPYTER_PYTHON}, else the one on the PATH. */
    private static String python() {
        String given = System.getenv("JUPYTER_PYTHON");
        return given == null ? "python3" : given;
    }

    private static boolean hasJupyter() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        python(), "-c", "import jupyter_server, jupyter_client, ipykernel, nbconvert, websocket")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asked.waitFor() == 0;
    }

    @Test
    void everyLineIsDecidedRightly() throws IOException, InterruptedException {
        assumeTrue(
                "true".equals(System.getenv("TENANT_ADMIN_REQUIRE_JUPYTER")) || hasJupyter(),
                "there is no Jupyter Server here");
        List<String> wanted = Files.readAllLines(CASES.resolve("idle-stop.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[1])
                .map(right -> right.contains("reported")
                        ? "left, reported"
                        : right.contains("does not count") ? "no activity" : right.split("[ :]", 2)[0])
                .toList();
        assertThat(wanted).hasSizeGreaterThanOrEqualTo(21);

        Path errors = Files.createTempFile("idle-stop", ".log");
        Process process = new ProcessBuilder(
                        python(),
                        CASES.resolve("idle-stop.py").toString(),
                        "src/main/resources/dev/tenantadmin/tenant/setup/idle-stop.sh")
                .redirectError(errors.toFile())
                .start();
        String decided = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(decided.lines().map(line -> line.split("\t", -1)[1]).toList())
                .as("%s%s", decided, Files.readString(errors))
                .isEqualTo(wanted);
        Files.delete(errors);
    }
}
