package dev.tenantadmin.cli;

import picocli.CommandLine.Option;

/** Looking before changing anything. */
final class DryRunOptions {

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    boolean dryRun;

    @Option(names = "--detailed-exitcode", description = "With --dry-run: exit with 2 if anything would be done.")
    boolean detailedExitCode;

    int exitCode(boolean pending) {
        return (pending && detailedExitCode ? ExitCode.CHANGES_PENDING : ExitCode.DONE).code();
    }
}
