package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tenantadmin.cli.Arguments;
import dev.tenantadmin.cli.Configuration;
import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.cli.reference.ManualPage;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Executables;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is made from the command model: help, completion scripts, manual pages. */
class ReferenceTest {

    static CommandSpec root() {
        return root(80);
    }

    /** The whole command line, on a terminal of this width. */
    static CommandSpec root(int columns) {
        Terminal terminal = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                new BufferedReader(Reader.nullReader()),
                false,
                false,
                columns);
        Session.Connector nowhere = (options, assumeRole, output) -> {
            throw new IllegalStateException("only read");
        };
        return TenantAdmin.commandLine(
                        Registration.WHOLE,
                        terminal,
                        Map.of(),
                        new Configuration(Map.of(), new Arguments(List.of()), ReferenceTest::root),
                        nowhere,
                        new Nothing(),
                        failure -> new dev.tenantadmin.reconcile.Failure(
                                dev.tenantadmin.reconcile.Failure.Kind.DEFECT, "only read"))
                .getCommandSpec();
    }

    private record Nothing() implements EmbeddedAws {
        @Override
        public Path stateFile() {
            return Path.of("nowhere");
        }

        @Override
        public java.net.URI serve(int port, Behaviour behaviour) {
            throw new IllegalStateException("only read");
        }

        @Override
        public boolean reset() {
            throw new IllegalStateException("only read");
        }
    }

    static Stream<String> commands() {
        return Enumerated.atLeast(20, "commands", Commands.of(root()).map(Commands::words)).stream();
    }

    private static CommandLine command(String words) {
        return command(root(), words);
    }

    /** A command by the words that call it. */
    static CommandLine command(CommandSpec root, String words) {
        CommandLine command = root.commandLine();
        for (String word : words.split(" ", -1)) {
            command = word.isEmpty()
                    ? command
                    : Objects.requireNonNull(command.getSubcommands().get(word), word);
        }
        return command;
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @MethodSource("commands")
    void helpHasExamplesThatTheCommandLineTakes(String words) {
        List<String> examples = Stream.of(
                        command(words).getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .toList();

        assertThat(examples)
                .as("examples in the help of tenant-admin " + words)
                .isNotEmpty()
                .anyMatch(line -> line.contains(("tenant-admin " + words).strip()));
        for (String example : examples) {
            if (example.startsWith("  tenant-admin ")) {
                String[] args = Arrays.stream(
                                example.strip().split("[|>]", 2)[0].strip().split(" +"))
                        .skip(1)
                        .toArray(String[]::new);
                assertThatCode(() -> root().commandLine().parseArgs(args))
                        .as(example)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @MethodSource("commands")
    void everyOptionAndArgumentSaysWhatItIsFor(String words) {
        CommandSpec command = command(words).getCommandSpec();
        assertThat(command.usageMessage().description()).isNotEmpty();
        assertThat(command.args()).allMatch(argument -> argument.description().length > 0);
        assertThat(Commands.options(command)).containsKey("Options of all commands");
    }

    @ParameterizedTest
    @CsvSource({"bash,tenant-admin.bash", "zsh,_tenant-admin", "fish,tenant-admin.fish"})
    void theScriptsInCompletionsAreThoseThatTheCommandPrints(String shell, String file) throws IOException {
        String printed = new Shell().plain("completion " + shell).done().out();
        Path kept = Path.of("completions", file);
        if (System.getenv("TENANT_ADMIN_WRITE_COMPLETIONS") != null) {
            Files.writeString(kept, printed);
        }
        assertThat(printed)
                .as("set TENANT_ADMIN_WRITE_COMPLETIONS=true for this test to write it")
                .isEqualTo(Files.readString(kept));
    }

    static boolean mandoc() {
        return Executables.find("mandoc");
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @MethodSource("commands")
    @EnabledIf("mandoc")
    void manualPagesAreClean(String words, @TempDir Path folder) throws Exception {
        CommandSpec command = command(words).getCommandSpec();
        ManualPage page = new ManualPage(command, "1.2.3", "2026-01-31");
        Path file = Files.writeString(folder.resolve(page.name() + ".1"), page.toString());

        Process lint = new ProcessBuilder("mandoc", "-Tlint", "-Wwarning", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(lint.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(lint.waitFor()).isZero();
        for (var option :
                command.options().stream().filter(each -> !each.hidden()).toList()) {
            assertThat(page.toString()).contains(option.longestName().replace("-", "\\-"));
        }
    }

    @Test
    void aCompletionScriptIsToldTheTenantsOrNothing() {
        Shell shell = new Shell();
        shell.run("create-tenant acme --no-wait").done();
        shell.run("create-tenant beta --no-wait").done();

        assertThat(shell.run("complete", "tenants", "", "url", "--start", "--region", "us-east-1", "--user"))
                .isEqualTo(new Ran(0, "acme\nbeta\n", ""));
        assertThat(shell.plain("complete tenants none url --profile no-such-profile"))
                .isEqualTo(new Ran(0, "", ""));
    }

    /** What an interrupted command says depends on it. */
    @Test
    void whatHasADryRunIsKnownToChangeSomething() {
        assertThat(Enumerated.atLeast(
                        10,
                        "commands with a dry run",
                        Commands.of(root())
                                .filter(command -> command.findOption("--dry-run") != null)
                                .map(CommandSpec::name)))
                .allMatch(name -> new Arguments(List.of(name)).mayChange());
    }

    @Test
    void aCompletionScriptIsToldWhatATenantHas() {
        Shell shell = new Shell();
        shell.run("create-tenant acme --notebook main,lab --user ann,bob --no-wait")
                .done();
        shell.run("create-tenant acme-west --notebook other --user carl --no-wait --region eu-west-1")
                .done();

        assertThat(shell.run("complete notebooks acme url acme").out()).isEqualTo("lab\nmain\n");
        assertThat(shell.run("complete notebooks acme-west url acme-west").out())
                .isEqualTo("other\n");
        assertThat(shell.run("complete persons acme remove-user acme").out()).isEqualTo("ann\nbob\n");
        assertThat(shell.run("complete endpoints acme undeploy acme")).isEqualTo(new Ran(0, "", ""));
        shell.run("deploy acme fraud --image 123456789012.dkr.ecr.us-east-1.amazonaws.com/acme--fraud:3 --no-wait")
                .done();
        assertThat(shell.run("complete endpoints acme undeploy acme").out()).isEqualTo("fraud\n");
        assertThat(shell.run("complete", "notebooks", "", "url").out()).isEmpty();
        shell.door.forget();
        assertThat(shell.plain("complete regions none url").done().out())
                .contains("\neu-west-1\n")
                .doesNotContain("global");
        assertThat(shell.door.sent()).isEmpty();
    }
}
