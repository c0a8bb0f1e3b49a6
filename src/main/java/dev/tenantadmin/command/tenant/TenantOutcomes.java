package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of each of many tenants. */
public record TenantOutcomes(boolean dryRun, List<Outcome> tenants) implements Report {

    /**
     * One tenant.
     *
     * @param changes what was done, or null if it failed
     * @param failure why it failed, or null if it did not
     */
    public record Outcome(
            String tenant,
            @Nullable ChangeReport changes,
            @Nullable FailureReport failure) {

        private boolean changed() {
            return changes != null
                    && changes.changes().stream()
                            .anyMatch(change -> change.action().writes());
        }
    }

    /** How many failed. */
    public long failed() {
        return tenants.stream().filter(outcome -> outcome.failure() != null).count();
    }

    /** How many were, or would be, changed. */
    public long changed() {
        return tenants.stream().filter(Outcome::changed).count();
    }

    @Override
    public void text(PrintWriter out) {
        for (Outcome outcome : tenants) {
            out.printf("%s:%n", outcome.tenant());
            if (outcome.changes() != null) {
                outcome.changes().text(out);
            }
            if (outcome.failure() != null) {
                outcome.failure().text(out);
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
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dryRun", dryRun);
        json.put("tenants", tenants.stream().map(TenantOutcomes::json).toList());
        json.put("changed", changed());
        json.put("failed", failed());
        return json;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", outcome.tenant());
        if (outcome.changes() != null) {
            json.putAll(outcome.changes().json());
        }
        json.putAll(outcome.failure() == null ? noError() : outcome.failure().json());
        return json;
    }

    private static Map<String, Object> noError() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("error", null);
        return none;
    }
}
