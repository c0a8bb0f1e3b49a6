package dev.tenantadmin.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a dry run. */
public final class DryRunOptions {

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    public boolean dryRun;

    @Option(names = "--detailed-exitcode", description = "With --dry-run: exit with 2 if changes are pending.")
    boolean detailedExitCode;

    /**
     * Checks that the options go together.
     *
     * @throws ParameterException for a detailed exit code without a dry run
     */
    public void check(CommandSpec command) {
        if (detailedExitCode && !dryRun) {
            throw new ParameterException(command.commandLine(), "--detailed-exitcode requires --dry-run");
        }
    }

    public int exitCode(boolean pending) {
        return (pending && detailedExitCode ? ExitCode.CHANGES_PENDING : ExitCode.DONE).code();
    }
}
