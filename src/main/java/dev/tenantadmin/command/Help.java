package dev.tenantadmin.command;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: print what {@code --help} prints. */
@Command(
        name = Help.NAME,
        description = "Show help for tenant-admin or one of its commands, as --help does.",
        footer = {"  tenant-admin help", "  tenant-admin help create-tenant", "  tenant-admin help sandbox serve"})
final class Help implements Callable<Integer> {

    static final String NAME = "help";

    private final Session session;

    @Spec
    CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command (default: tenant-admin itself).")
    @Nullable
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SUBCOMMAND", description = "The command below it.")
    @Nullable
    String below;

    Help(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine shown = command.root().commandLine();
        for (String word : Stream.of(Optional.ofNullable(name), Optional.ofNullable(below))
                .flatMap(Optional::stream)
                .toList()) {
            CommandLine next = shown.getSubcommands().get(word);
            if (next == null) {
                throw new CommandLine.UnmatchedArgumentException(shown, List.of(word));
            }
            shown = next;
        }
        shown.usage(session.terminal().out());
        session.terminal().out().flush();
        return ExitCode.DONE.code();
    }
}
