package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** README and the manual say what there is. */
class ManualTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src/site/markdown");

    /** The pages in the manual's folder itself, without those on the design. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return Enumerated.atLeast(
                    14, "pages", files.filter(file -> file.toString().endsWith(".md")));
        }
    }

    /** What stands in the first column of the table that begins with this heading. */
    private static String firstColumn(Path page, String heading) throws IOException {
        return Files.readAllLines(page).stream()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("(?<!\\\\)\\|", -1)[1])
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(250);
    }

    @Test
    void theReadmeHasEveryCommand() throws IOException {
        assertThat(firstColumn(README, "command"))
                .contains(Enumerated.atLeast(
                        20,
                        "commands",
                        Commands.of(ReferenceTest.root())
                                .filter(command -> command.parent() != null
                                        && command.subcommands().isEmpty())
                                .map(command -> "`" + Commands.words(command))));
    }

    @Test
    void everyOptionIsInTheManual() throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(README));
        for (Path page : pages()) {
            text.append(Files.readString(page));
        }

        assertThat(Enumerated.atLeast(
                        80,
                        "options",
                        Commands.of(ReferenceTest.root())
                                .flatMap(command -> command.options().stream())
                                .filter(option -> !option.hidden())
                                .map(option -> option.longestName())
                                .distinct()))
                .allSatisfy(name -> assertThat(text).containsPattern(name + "(?![a-z-])"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/site/markdown/settings.md"})
    void theTableOfExitCodesHasAll(String page) throws IOException {
        List<Integer> codes = Arrays.stream(firstColumn(Path.of(page), "exit").split("[^0-9]+"))
                .filter(code -> !code.isEmpty())
                .map(Integer::valueOf)
                .toList();

        assertThat(codes)
                .contains(Enumerated.atLeast(
                                12,
                                "exit codes",
                                Arrays.stream(ExitCode.values()).map(ExitCode::code))
                        .toArray(Integer[]::new));
    }

    @Test
    void theIndexHasEveryPage() throws IOException {
        String index = Files.readString(PAGES.resolve("index.md"));

        assertThat(pages())
                .filteredOn(page -> !page.endsWith("index.md"))
                .allSatisfy(page -> assertThat(index).contains("(" + page.getFileName() + ")"));
    }
}
