package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Failure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What went wrong. */
public record FailureReport(
        @Described("The kind of failure.") Failure.Kind kind,
        @Described("What failed, in one sentence.") String message,

        @Described("Whether the same command may succeed later without any other change.")
        boolean retryable,

        @Described("AWS's request id of the failed call; null if no call failed.") @Nullable
        String requestId,

        @Described("What was done before the failure.") List<String> done,
        @Described("What else failed.") List<String> others,

        @Described("Whether the same command continues from there.")
        boolean safeToRepeat,

        @Described("The exit code of the process; for one of many tenants, the code that it would have had alone.")
        int exitCode,

        @Described("For an input file only: every error in it.")
        Optional<List<Line>> errors)
        implements Report {

    /** A single failure, on standard error. */
    public record Document(FailureReport error) {}

    /** An error in a file. */
    public record Line(
            @Described("The line in the file.") int line,
            @Described("What is wrong there.") String message) {}

    /** A failure of the input, before anything was done. */
    public static FailureReport invalidInput(String message, int exitCode, List<Line> errors) {
        return new FailureReport(
                Failure.Kind.INVALID_INPUT,
                message,
                false,
                null,
                List.of(),
                List.of(),
                false,
                exitCode,
                errors.isEmpty() ? Optional.empty() : Optional.of(errors));
    }

    /** The result cannot be written; whatever was to be done is done, or can be done again. */
    public static FailureReport unwritten(String message, int exitCode) {
        return new FailureReport(
                Failure.Kind.REFUSED, message, false, null, List.of(), List.of(), false, exitCode, Optional.empty());
    }

    @Override
    public void text(PrintWriter out) {
        out.printf("tenant-admin: %s%s%n", message, requestId == null ? "" : " (request id " + requestId + ")");
        others.forEach(other -> out.printf("  Also: %s%n", other));
        if (!done.isEmpty()) {
            out.printf("  Already done: %s.%n", String.join(", ", done));
        }
        if (safeToRepeat) {
            // What AWS refuses for a reason it refuses again.
            out.println(
                    retryable
                            ? "  Run the same command again to continue; this is safe."
                            : "  When that is mended, run the same command again to continue; this is safe.");
        }
    }

    @Override
    public Record json() {
        return new Document(this);
    }
}
