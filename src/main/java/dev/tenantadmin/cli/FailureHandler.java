package dev.tenantadmin.cli;

import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Ends a failed command with a message and an exit code. */
public record FailureHandler(Session session) implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        RuntimeException failure =
                thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
        Failure reason = session.failures().reason(failure);
        ExitCode exit = ExitCode.of(reason.kind());
        session.output().failure(session.failures().report(failure));
        if (session.options().verbose && (reason.getCause() != null || exit == ExitCode.DEFECT)) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .map(Printable::text)
                    .forEach(session.terminal().err()::println);
            session.terminal().err().flush();
        }
        return exit.code();
    }
}
