package dev.tenantadmin.cli;

import dev.tenantadmin.output.FailureReport;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
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
        Failure reason = reason(failure);
        ExitCode exit = ExitCode.of(reason.kind());
        session.output().failure(report(failure, reason, exit));
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

    /** The failure as it is told, without telling it. */
    FailureReport report(RuntimeException failure) {
        Failure reason = reason(failure);
        return report(failure, reason, ExitCode.of(reason.kind()));
    }

    private Failure reason(RuntimeException failure) {
        return translate.apply(failure instanceof ApplyFailure apply ? apply.reason() : failure);
    }

    private String message(RuntimeException failure) {
        String why = Printable.text(reason(failure).getMessage());
        return failure instanceof ApplyFailure apply ? apply.getMessage() + ": " + why : why;
    }

    private FailureReport report(RuntimeException failure, Failure reason, ExitCode exit) {
        boolean applying = failure instanceof ApplyFailure;
        List<String> others = Stream.of(failure.getSuppressed())
                .filter(other -> other instanceof ApplyFailure || other instanceof Failure)
                .map(other -> message((RuntimeException) other))
                .toList();
        List<String> done = failure instanceof ApplyFailure apply
                ? apply.done().stream()
                        .map(change -> change.resource().title() + " "
                                + change.action().result())
                        .toList()
                : List.of();
        return new FailureReport(
                reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                message(failure),
                reason.retryable(),
                reason.requestId(),
                done,
                others,
                applying || exit == ExitCode.TIMED_OUT || exit == ExitCode.INTERRUPTED,
                exit.code());
    }
}
