package dev.tenantadmin.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual names the controls that there are. */
class AuditPageTest {

    @Test
    void thePageOfTheManualHasEveryControlInItsOrder() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/site/markdown/audit.md")).stream()
                        .dropWhile(line -> !line.startsWith("|---"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("\\|", -1))
                        .map(cells -> cells[1].strip() + ": " + cells[2].strip()))
                .containsExactlyElementsOf(Stream.of(Control.values())
                        .map(control -> control.id() + ": " + control.title())
                        .toList());
    }
}
