package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.OtherWords;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What who asks for help reads, and who names no command. */
class HelpTest {

    private static final List<String> HEADINGS =
            List.of("Tenants:", "Notebooks and links:", "Endpoints:", "People:", "Checks:", "Tool:");

    private final Shell shell = new Shell();

    static Stream<String> commands() {
        return ReferenceTest.commands();
    }

    @Test
    void theRootHasExamplesThenCommandsInGroupsThenOptions() {
        String help = shell.plain("--help").done().out();

        assertThat(help)
                .containsSubsequence("Usage: tenant-admin [OPTIONS] COMMAND\n", "\nExamples:\n", "\nTenants:\n")
                .containsSubsequence(HEADINGS)
                .containsSubsequence("\nTool:\n", "\nOptions of all commands:\n", "\nExit codes:\n")
                .contains("252", "TENANT_ADMIN_REGION", "config.properties", "NO_COLOR")
                .doesNotContain("complete-");
        for (CommandSpec each : ReferenceTest.root().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden())
                .toList()) {
            assertThat(help.lines().filter(line -> line.startsWith("  " + each.name() + " ")))
                    .as(each.name())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "create-tenant", "url", "sandbox", "sandbox serve", "help"})
    void theCommandHelpPrintsWhatTheOptionDoes(String words) {
        assertThat(shell.plain(("help " + words).strip()))
                .isEqualTo(shell.plain((words + " --help").strip()).done());
        assertThat(shell.plain(("--color always help " + words).strip()).done().out())
                .contains("\u001b[");
    }

    @Test
    void aBadSettingPreventsNoHelp() {
        shell.environment.put("TENANT_ADMIN_TIMEOUT", "strange");

        assertThat(shell.plain("help url").done().out()).startsWith("Usage: tenant-admin url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--region eu-west-1"})
    void whoNamesNoCommandSeesWhatThereIs(String line) {
        Ran ran = shell.run(line.isEmpty() ? new String[0] : line.split(" ", -1))
                .refused(ExitCode.INVALID_INPUT, "missing command");

        assertThat(ran.err())
                .containsSubsequence("Give each team", "Examples:", "tenant-admin --sandbox create-tenant acme")
                .containsSubsequence(HEADINGS)
                .contains("create-tenant, describe-tenant, ")
                .endsWith("tenant-admin: missing command\nSee 'tenant-admin --help'.\n")
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThan(24));
    }

    @Test
    void whoNamesNoCommandOfTheSandboxSeesItsCommands() {
        assertThat(shell.plain("sandbox")
                        .refused(ExitCode.INVALID_INPUT, "missing command")
                        .err())
                .containsSubsequence("Examples:", "  serve  ", "  reset  ", "See 'tenant-admin sandbox --help'.");
        assertThat(String.valueOf(shell.plain("sandbox -o json").error().get("message")))
                .isEqualTo("missing command");
        assertThat(shell.plain("sandbox -o json").err()).doesNotContain("Examples");
    }

    @Test
    void usageShowsWhatAllReplaces() {
        assertThat(usage("create-tenant")).isEqualTo("Usage: tenant-admin create-tenant [OPTIONS] (--all | TENANT)");
        assertThat(usage("stop")).isEqualTo("Usage: tenant-admin stop [OPTIONS] (--all | TENANT [NOTEBOOK])");
        assertThat(usage("undeploy")).isEqualTo("Usage: tenant-admin undeploy [OPTIONS] (--all | TENANT ENDPOINT)");
        assertThat(usage("start")).isEqualTo("Usage: tenant-admin start [OPTIONS] TENANT [NOTEBOOK]");
        assertThat(usage("list-endpoints")).isEqualTo("Usage: tenant-admin list-endpoints [OPTIONS] [TENANT]");
        assertThat(usage("verify")).isEqualTo("Usage: tenant-admin verify [OPTIONS] [TENANT...]");
    }

    private String usage(String command) {
        return shell.plain(command + " --help").done().out().lines().findFirst().orElseThrow();
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @MethodSource("commands")
    void noLineBreaksWithinAWordAtAnyWidth(String words) {
        for (int columns : new int[] {60, 80, 200}) {
            CommandSpec command =
                    ReferenceTest.command(ReferenceTest.root(columns), words).getCommandSpec();
            String help = command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);

            Set<String> shown = new HashSet<>(Arrays.asList(help.split("\\s+")));
            assertThat(Enumerated.atLeast(
                            10,
                            "words of tenant-admin " + words,
                            texts(command)
                                    .flatMap(text -> Stream.of(text.strip().split(" +")))))
                    .as("%s on %d columns", words, columns)
                    .allMatch(shown::contains);
            assertThat(help.lines())
                    .as("%s on %d columns", words, columns)
                    .allMatch(line -> line.length() <= Math.min(columns, 100));
            assertThat(help.lines().filter(line -> line.endsWith("default:"))).isEmpty();
        }
    }

    private static Stream<String> texts(CommandSpec command) {
        return Stream.of(
                        List.of(command.usageMessage().description()),
                        List.of(command.usageMessage().footer()),
                        command.usageMessage().exitCodeList().values(),
                        Commands.options(command).entrySet().stream()
                                .filter(group -> command.parent() == null
                                        || !group.getKey().equals("Options of all commands"))
                                .flatMap(group -> group.getValue().stream())
                                .map(option -> String.join(" ", option.description()))
                                .toList())
                .flatMap(Collection::stream);
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @MethodSource("commands")
    void examplesComeFirstAndTheCommonOptionsAreOneLine(String words) {
        String help = shell.plain((words + " --help").strip()).done().out();

        assertThat(help.indexOf("\nExamples:\n"))
                .isBetween(1, help.indexOf(words.isEmpty() ? "\nTenants:\n" : "ptions:", help.indexOf("\n")));
        if (!words.isEmpty()) {
            assertThat(help)
                    .endsWith("\nCommon options: see 'tenant-admin --help'.\n")
                    .doesNotContain("--endpoint-url=URL", "--version");
        }
    }

    @Test
    void wordsOfOtherToolsLeadToCommandsThatThereAre() {
        List<String> commands =
                Commands.of(ReferenceTest.root()).map(Commands::words).toList();
        List<OtherWords> all = OtherWords.all();

        Enumerated.atLeast(40, "words", all.stream().flatMap(other -> other.words().stream()))
                .forEach(word -> assertThat(commands).doesNotContain(word));
        assertThat(all.stream().flatMap(other -> other.words().stream())).doesNotHaveDuplicates();
        assertThat(all)
                .allMatch(other -> other.line().equals("--version")
                        || commands.contains(other.line().split(" --", 2)[0]));
    }
}
