package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was or would be stopped in an account. */
@Described("With --all.")
public record StopAllReport(
        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("One for each selected notebook instance that was running.")
        List<Row> notebooks)
        implements Report {

    /** One notebook instance that was running. */
    public record Row(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,
            @Described(Described.NOTEBOOK) String name,
            @Described("What was done to it.") Result result,
            @Described(Described.STATUS) String status,

            @Described("How long it had run since its last start; null if unknown.") @Nullable
            Long runningSeconds,

            @Described("Why it failed; null if it did not.") @Nullable
            FailureReport error) {}

    /** What was done to a notebook. */
    public enum Result {
        STOPPED,
        WOULD_BE_STOPPED,
        UNCHANGED,
        FAILED;

        /** In words: {@code would be stopped}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public void text(PrintWriter out) {
        for (Row row : notebooks) {
            out.printf(
                    "notebook instance %s in %s%s: %s, is %s%s%n",
                    row.name(),
                    row.region(),
                    row.runningSeconds() == null
                            ? ""
                            : ", running for " + Durations.text(Duration.ofSeconds(row.runningSeconds())),
                    row.result(),
                    row.status(),
                    row.error() == null ? "" : ": " + row.error().message());
        }
        long failed = count(Result.FAILED);
        long stopped = notebooks.size() - failed - count(Result.UNCHANGED);
        out.printf(
                "%d %s %sstopped%s.%n",
                stopped,
                stopped == 1 ? "notebook" : "notebooks",
                dryRun ? "would be " : "",
                failed == 0 ? "" : ", %d could not be".formatted(failed));
    }

    private long count(Result result) {
        return notebooks.stream().filter(row -> row.result() == result).count();
    }
}
