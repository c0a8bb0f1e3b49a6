package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcomes of many tenants. */
public record TenantOutcomes(boolean dryRun, List<Each> tenants) implements Report {

    /**
     * One tenant.
     *
     * @param changes what was done, in full; null if it failed
     */
    public record Each(TenantOutcome outcome, @Nullable ChangeReport changes) {}

    /** All of it for a program. */
    @Described("With --all.")
    public record Document(
            @Described(Described.DRY_RUN) boolean dryRun,
            @Described("One for each tenant.") List<TenantOutcome> tenants,

            @Described("How many were changed, or would be with dryRun.")
            long changed,

            @Described("How many failed.") long failed,
            @Described("The totals.") TenantTotals summary) {}

    private List<TenantOutcome> outcomes() {
        return tenants.stream().map(Each::outcome).toList();
    }

    /** How many failed. */
    public long failed() {
        return outcomes().stream().filter(outcome -> outcome.error() != null).count();
    }

    /** How many were, or would be, changed. */
    public long changed() {
        return outcomes().stream().filter(TenantOutcome::isChanged).count();
    }

    @Override
    public void text(PrintWriter out) {
        for (Each each : tenants) {
            out.printf("%s:%n", each.outcome().tenant());
            if (each.changes() != null) {
                each.changes().text(out);
            }
            if (each.outcome().error() != null) {
                each.outcome().error().text(out);
            }
        }
        out.printf(
                "%d %s: %d %s, %d as wanted, %d failed.%n",
                tenants.size(),
                tenants.size() == 1 ? "tenant" : "tenants",
                changed(),
                dryRun ? "would be changed" : "changed",
                tenants.size() - changed() - failed(),
                failed());
    }

    @Override
    public Record json() {
        return new Document(dryRun, outcomes(), changed(), failed(), TenantTotals.of(dryRun, outcomes()));
    }
}
