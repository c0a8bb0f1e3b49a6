package dev.tenantadmin.command.sandbox;

import dev.tenantadmin.cli.MissingCommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sandbox}: the commands about the embedded AWS itself. */
@Command(
        name = "sandbox",
        description = "Serve the built-in AWS sandbox to other AWS clients, or empty it.",
        footer = {"  tenant-admin sandbox serve --port 4566", "  tenant-admin sandbox reset --yes"})
public final class SandboxCommands implements Runnable {

    @Spec
    CommandSpec command;

    @Override
    public void run() {
        throw new MissingCommandException(command);
    }
}
