package dev.tenantadmin.cli;

import java.io.Serial;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command line ends where it should name a command. */
public final class MissingCommandException extends ParameterException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param command the command below which one is missing */
    public MissingCommandException(CommandSpec command) {
        super(command.commandLine(), "missing command");
    }
}
