package dev.tenantadmin.command;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.reference.BashCompletion;
import dev.tenantadmin.cli.reference.FishCompletion;
import dev.tenantadmin.cli.reference.ZshCompletion;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: print the script with which a shell completes commands, options and names. */
@Command(
        name = Completion.NAME,
        description = "Print the completion script for a shell: bash 4, zsh or fish.",
        footer = {
            "  source <(tenant-admin completion bash)",
            "  source <(tenant-admin completion zsh)",
            "  tenant-admin completion fish | source"
        })
final class Completion implements Callable<Integer> {

    static final String NAME = "completion";

    /** The shells that there is a script for. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Session session;

    @Spec
    CommandSpec command;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
    @Nullable
    Shell shell;

    Completion(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandSpec root = command.root();
        Object script = switch (Objects.requireNonNull(shell, "picocli demands the parameter")) {
            case BASH -> new BashCompletion(root);
            case ZSH -> new ZshCompletion(root);
            case FISH -> new FishCompletion(root);
        };
        session.terminal().out().print(script);
        session.terminal().out().flush();
        return ExitCode.DONE.code();
    }
}
