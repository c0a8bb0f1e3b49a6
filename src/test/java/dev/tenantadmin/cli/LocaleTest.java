package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A process reads and writes UTF-8 whatever the locale says. */
class LocaleTest {

    @Test
    void theLocaleCMakesNoQuestionMarksOfWhatIsReadAndWritten() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--sandbox",
                "apply",
                "--dry-run",
                "-f",
                "-");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write("tenants: [{name: gr\u00fcn}]".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("tenant name 'gr\u00fcn'");
        assertThat(process.waitFor()).isEqualTo(ExitCode.INVALID_INPUT.code());
    }
}
