package dev.tenantadmin.cli;

import dev.tenantadmin.output.FailureReport;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.Failure;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;

/** The one place where a failure becomes a message and an exit code. */
final class FailureHandler implements CommandLine.IExecutionExceptionHandler {

    private final Session session;
    private final Function<RuntimeException, Failure> translate;

    /** @param translate says in a person's words what AWS's client throws */
    FailureHandler(Session session, Function<RuntimeException, Failure> translate) {
        this.session = session;
        this.translate = translate;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        RuntimeException failure =
                thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
        Failure reason = translate.apply(failure instanceof ApplyFailure apply ? apply.reason() : failure);
        ExitCode exit = ExitCode.of(reason.kind());
        session.output().failure(report(failure, reason, exit));
        if (session.options().verbose && (reason.getCause() != null || exit == ExitCode.DEFECT)) {
            thrown.printStackTrace(session.terminal().err());
            session.terminal().err().flush();
        }
        return exit.code();
    }

    private static FailureReport report(RuntimeException failure, Failure reason, ExitCode exit) {
        boolean applying = failure instanceof ApplyFailure;
        List<String> done = failure instanceof ApplyFailure apply
                ? apply.done().stream()
                        .map(change -> change.resource().title() + " "
                                + change.action().result())
                        .toList()
                : List.of();
        return new FailureReport(
                reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                applying ? failure.getMessage() + ": " + reason.getMessage() : reason.getMessage(),
                reason.retryable(),
                reason.requestId(),
                done,
                applying || exit == ExitCode.TIMED_OUT || exit == ExitCode.INTERRUPTED,
                exit.code());
    }
}
