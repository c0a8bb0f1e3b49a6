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
        @Described("The tenants that failed.") List<String> failed)
        implements Report {

    /** The same by itself. */
    public record Document(@Described("The totals.") TenantTotals summary) {}

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

    @Override
    public void text(PrintWriter out) {
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
            out.printf("Failed: %s. Run the same command again to finish what is left.%n", String.join(", ", failed));
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

    @Override
    public Record json() {
        return new Document(this);
    }
}
