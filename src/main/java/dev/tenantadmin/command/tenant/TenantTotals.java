package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.RecordJson;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.reconcile.Change;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The totals over many tenants. */
public record TenantTotals(
        @Described(Described.DRY_RUN) boolean dryRun,
        @Described("Number of tenants with this result.") Tenants tenants,
        @Described("Number of resources with this change.") Resources resources,
        @Described("The tenants that failed.") List<String> failed) {

    /** The same by itself. */
    public record Document(@Described("The totals.") TenantTotals summary) {}

    /**
     * The same as a result.
     *
     * @param helpsAgain whether the same command may succeed for one that failed, without any other change
     */
    public record Printed(TenantTotals totals, boolean helpsAgain) implements Report {

        /** Of these outcomes. */
        public static Printed of(boolean dryRun, Collection<TenantOutcome> outcomes) {
            return new Printed(
                    TenantTotals.of(dryRun, outcomes),
                    outcomes.stream().map(TenantOutcome::error).anyMatch(error -> error != null && error.retryable()));
        }

        @Override
        public void text(PrintWriter out) {
            totals.text(out, helpsAgain);
        }

        @Override
        public Record json() {
            return new Document(totals);
        }
    }

    /** Tenants by result. */
    public record Tenants(
            @Described("How many.") long created,
            @Described("How many.") long updated,
            @Described("How many.") long deleted,
            @Described("How many.") long deferred,
            @Described("How many.") long unchanged,
            @Described("How many.") long failed) {}

    /** Resources by what was done to them. */
    public record Resources(
            @Described("How many.") long created,
            @Described("How many.") long updated,
            @Described("How many.") long deleted,
            @Described("How many.") long deferred) {}

    /** Counts the outcomes. */
    public static TenantTotals of(boolean dryRun, Collection<TenantOutcome> outcomes) {
        return new TenantTotals(
                dryRun,
                new Tenants(
                        count(outcomes, TenantOutcome.Result.CREATED),
                        count(outcomes, TenantOutcome.Result.UPDATED),
                        count(outcomes, TenantOutcome.Result.DELETED),
                        count(outcomes, TenantOutcome.Result.DEFERRED),
                        count(outcomes, TenantOutcome.Result.UNCHANGED),
                        count(outcomes, TenantOutcome.Result.FAILED)),
                new Resources(
                        count(outcomes, Change.Action.CREATE),
                        count(outcomes, Change.Action.UPDATE),
                        count(outcomes, Change.Action.DELETE),
                        count(outcomes, Change.Action.DEFER)),
                outcomes.stream()
                        .filter(outcome -> outcome.error() != null)
                        .map(TenantOutcome::tenant)
                        .toList());
    }

    private static long count(Collection<TenantOutcome> outcomes, TenantOutcome.Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    private static long count(Collection<TenantOutcome> outcomes, Change.Action action) {
        return outcomes.stream().mapToLong(outcome -> outcome.count(action)).sum();
    }

    private void text(PrintWriter out, boolean helpsAgain) {
        long all = tenants.created
                + tenants.updated
                + tenants.deleted
                + tenants.deferred
                + tenants.unchanged
                + tenants.failed;
        if (all == 0) {
            out.println("There are no tenants to change.");
            return;
        }
        out.printf(
                "%d %s%s: %s.%n",
                all, all == 1 ? "tenant" : "tenants", dryRun ? " would be" : "", words(tenants, "nothing to do"));
        if (dryRun) {
            out.printf("Resources: %s. Nothing was changed.%n", words(resources, "none"));
        }
        if (!failed.isEmpty()) {
            // What AWS refuses for a reason it refuses again.
            out.printf(
                    "Failed: %s. %s to finish what is left.%n",
                    String.join(", ", failed),
                    helpsAgain ? "Run the same command again" : "When that is mended, run the same command again");
        }
    }

    /** The numbers that are not zero, by their names. */
    private static String words(Record numbers, String none) {
        String words = RecordJson.fields(numbers).entrySet().stream()
                .filter(number -> !Long.valueOf(0).equals(number.getValue()))
                .map(number -> number.getValue() + " " + number.getKey())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? none : words;
    }
}
