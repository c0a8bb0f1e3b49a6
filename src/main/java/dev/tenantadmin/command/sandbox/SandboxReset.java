package dev.tenantadmin.command.sandbox;

import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.MessageReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sandbox reset}: empty the embedded AWS. */
@Command(
        name = "reset",
        description = {
            "Delete everything in the built-in AWS sandbox.",
            "Use it too if the state file is damaged. A running server continues with an empty sandbox."
        },
        footer = {"  tenant-admin sandbox reset", "  tenant-admin sandbox reset --yes"})
public final class SandboxReset implements Callable<Integer> {

    private final Session session;
    private final EmbeddedAws sandbox;

    @Spec
    CommandSpec command;

    @Mixin
    Confirmation confirmation = new Confirmation();

    public SandboxReset(Session session, EmbeddedAws sandbox) {
        this.session = session;
        this.sandbox = sandbox;
    }

    @Override
    public Integer call() {
        confirmation.requireTerminal(session, command, "empty the sandbox");
        confirmation.ask(
                session,
                "This empties the sandbox in %s.".formatted(sandbox.stateFile()),
                "Type reset to continue: ",
                "reset",
                "nothing was reset");
        boolean was = sandbox.reset();
        session.output()
                .result(new MessageReport(was ? "The sandbox is empty." : "The sandbox was empty; no changes needed."));
        return ExitCode.DONE.code();
    }
}
