package dev.tenantadmin.command.apply;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.command.tenant.TenantOutcome;
import dev.tenantadmin.reconcile.Change;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How it went with many tenants altogether. */
public final class ApplyReport implements Report {

    private static final List<String> RESULTS =
            List.of("created", "updated", "deleted", "deferred", "unchanged", "failed");

    private final boolean dryRun;
    private final Map<String, Integer> tenants = new LinkedHashMap<>();
    private final Map<String, Long> resources = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();

    /** Of no tenant yet. */
    public ApplyReport(boolean dryRun) {
        this.dryRun = dryRun;
        RESULTS.forEach(result -> tenants.put(result, 0));
        for (Change.Action action : Change.Action.values()) {
            if (action != Change.Action.NONE) {
                resources.put(action.result(), 0L);
            }
        }
    }

    /** Counts one tenant more. */
    public synchronized void add(TenantOutcome outcome) {
        tenants.merge(outcome.result(), 1, Integer::sum);
        resources.replaceAll((result, count) -> count + counted(outcome, result));
        if (!outcome.succeeded()) {
            failed.add(outcome.tenant());
        }
    }

    private static long counted(TenantOutcome outcome, String result) {
        return outcome.changes().stream()
                .filter(change -> change.action().result().equals(result))
                .count();
    }

    /** How many tenants ended so. */
    public synchronized int count(String result) {
        return tenants.getOrDefault(result, 0);
    }

    /** How many tenants have ended. */
    public synchronized int ended() {
        return tenants.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public synchronized void text(PrintWriter out) {
        int all = ended();
        out.printf(
                "%d %s%s: %s.%n",
                all,
                all == 1 ? "tenant" : "tenants",
                dryRun ? " would be" : "",
                tenants.entrySet().stream()
                        .filter(result -> result.getValue() > 0)
                        .map(result -> result.getValue() + " " + result.getKey())
                        .reduce((one, next) -> one + ", " + next)
                        .orElse("nothing to do"));
        if (dryRun) {
            String changes = resources.entrySet().stream()
                    .filter(result -> result.getValue() > 0)
                    .map(result -> result.getValue() + " " + result.getKey())
                    .reduce((one, next) -> one + ", " + next)
                    .orElse("none");
            out.printf("Resources: %s. Nothing was done.%n", changes);
        }
        if (!failed.isEmpty()) {
            out.printf("Failed: %s. Running the same command again does what is left.%n", String.join(", ", failed));
        }
    }

    @Override
    public synchronized Map<String, Object> json() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("dryRun", dryRun);
        summary.put("tenants", new LinkedHashMap<>(tenants));
        summary.put("resources", new LinkedHashMap<>(resources));
        summary.put("failed", List.copyOf(failed));
        return Map.of("summary", summary);
    }
}
