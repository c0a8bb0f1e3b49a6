package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code undeploy --all} deleted in an account, or would delete. */
@Described("With --all.")
public record UndeployAllReport(
        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("One for each endpoint that was chosen.") List<Row> endpoints)
        implements Report {

    /** One endpoint. */
    public record Row(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,
            @Described("The endpoint's name in SageMaker.") String name,
            @Described("What was done to it.") Result result,

            @Described("How long ago it was created; null if SageMaker does not tell.") @Nullable
            Long ageSeconds,

            @Described("Why it failed; null if it did not.") @Nullable
            FailureReport error) {}

    /** What was done to an endpoint. */
    public enum Result {
        DELETED,
        WOULD_BE_DELETED,
        FAILED;

        /** In words: {@code would be deleted}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public void text(PrintWriter out) {
        for (Row row : endpoints) {
            out.printf(
                    "endpoint %s in %s%s: %s%s%n",
                    row.name(),
                    row.region(),
                    row.ageSeconds() == null
                            ? ""
                            : ", made %s ago".formatted(Durations.rough(Duration.ofSeconds(row.ageSeconds()))),
                    row.result(),
                    row.error() == null ? "" : ": " + row.error().message());
        }
        long failed =
                endpoints.stream().filter(row -> row.result() == Result.FAILED).count();
        long deleted = endpoints.size() - failed;
        out.printf(
                "%d %s %sdeleted%s.%n",
                deleted,
                deleted == 1 ? "endpoint" : "endpoints",
                dryRun ? "would be " : "",
                failed == 0 ? "" : ", %d could not be".formatted(failed));
    }
}
