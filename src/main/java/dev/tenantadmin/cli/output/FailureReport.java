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

        @Described("Whether the same command may succeed later with nothing else changed.")
        boolean retryable,

        @Described("The id under which AWS knows the call that failed; null where none did.") @Nullable
        String requestId,

        @Described("What was carried out before.") List<String> done,
        @Described("What else failed beside it.") List<String> others,

        @Described("Whether the same command goes on from there.")
        boolean safeToRepeat,

        @Described("The exit code of the process; of one tenant among many, that which it would have had alone.")
        int exitCode,

        @Described("Of an input file alone: every error in it.")
        Optional<List<Line>> errors)
        implements Report {

    /** A failure by itself, on standard error. */
    public record Document(FailureReport error) {}

    /** An error in a file. */
    public record Line(
            @Described("The line in the file.") int line,
            @Described("What is wrong there.") String message) {}

    /** Of what was given, before anything was done. */
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

    @Override
    public void text(PrintWriter out) {
        out.printf("tenant-admin: %s%s%n", message, requestId == null ? "" : " (request id " + requestId + ")");
        others.forEach(other -> out.printf("  Also: %s%n", other));
        if (!done.isEmpty()) {
            out.printf("  Done before: %s.%n", String.join(", ", done));
        }
        if (safeToRepeat) {
            out.println("  Running the same command again is safe and goes on from there.");
        }
    }

    @Override
    public Record json() {
        return new Document(this);
    }
}
