package dev.tenantadmin.cli;

import dev.tenantadmin.cli.output.ConflictWords;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.ConflictFailure;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Printable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns every failure into a message and an exit code.
 *
 * @param translate turns an exception of AWS's client into a readable failure
 */
public record Failures(Function<RuntimeException, Failure> translate) {

    /** A failure's cause, made readable. */
    Failure reason(RuntimeException failure) {
        if (failure instanceof ConflictFailure conflict) {
            return new Failure(Failure.Kind.CONFLICT, ConflictWords.of(conflict), conflict);
        }
        return translate.apply(failure instanceof ApplyFailure apply ? apply.reason() : failure);
    }

    private String message(RuntimeException failure) {
        String why = Printable.text(reason(failure).getMessage());
        return failure instanceof ApplyFailure apply ? apply.getMessage() + ": " + why : why;
    }

    /** The failure's report. */
    public FailureReport report(RuntimeException failure) {
        Failure reason = reason(failure);
        ExitCode exit = ExitCode.of(reason.kind());
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
                reason.kind(),
                message(failure),
                reason.retryable(),
                reason.requestId(),
                done,
                others,
                !reason.isTakenBack() && ((applying && reason.kind() != Failure.Kind.CONFLICT) || reason.continues()),
                exit.code(),
                Optional.empty());
    }
}
