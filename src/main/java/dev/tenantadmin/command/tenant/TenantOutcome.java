package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.option.Suspended;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many tenants, on one line.
 *
 * @param region its home region, or null where that was not found out
 * @param dryRun whether nothing was done; the changes are then those that would be made
 * @param changes what was done, or would be; where it failed, what was done before
 * @param notebooks the status in which each notebook ended; empty where that was not awaited
 * @param suspended whether the tenant is suspended; null where that was not found out
 * @param running what still runs where somebody's access has ended; null where none has
 * @param failure why it failed, if it did
 */
public record TenantOutcome(
        String tenant,
        @Nullable String region,
        boolean dryRun,
        List<Change> changes,
        Map<String, String> notebooks,
        @Nullable Boolean suspended,
        @Nullable Running running,
        @Nullable FailureReport failure)
        implements Report {

    public TenantOutcome {
        changes = List.copyOf(changes);
    }

    /** Whether it is as it was asked for, or would be after the changes. */
    public boolean succeeded() {
        return failure == null;
    }

    /** The word for all of it: created, updated, deleted, deferred, unchanged or failed. */
    public String result() {
        if (failure != null) {
            return "failed";
        }
        // The anchor is first made and last deleted: it stands for the tenant.
        return changes.stream()
                .filter(change -> change.resource().isAnchor())
                .map(Change::action)
                .filter(action -> action == Change.Action.CREATE || action == Change.Action.DELETE)
                .findFirst()
                .orElseGet(this::lesser)
                .result();
    }

    private Change.Action lesser() {
        if (writes() > 0) {
            return Change.Action.UPDATE;
        }
        return count(Change.Action.DEFER) > 0 ? Change.Action.DEFER : Change.Action.NONE;
    }

    /** How many resources this was done to. */
    public long count(Change.Action action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }

    private long writes() {
        return changes.stream().filter(change -> change.action().writes()).count();
    }

    @Override
    public void text(PrintWriter out) {
        StringBuilder line = new StringBuilder(tenant).append(": ").append(dryRun && writes() > 0 ? "would be " : "");
        line.append(result());
        if (writes() > 0) {
            line.append(", %d %s".formatted(writes(), writes() == 1 ? "change" : "changes"));
        }
        if (count(Change.Action.DEFER) > 0) {
            line.append(", %d pending until --restart allows a stop".formatted(count(Change.Action.DEFER)));
        }
        notebooks.forEach((name, status) -> line.append(", %s is %s".formatted(name, status)));
        out.println(failure == null ? line : line + ": " + failure.message());
        if (dryRun) {
            changes.stream()
                    .filter(change -> change.action() != Change.Action.NONE)
                    .forEach(change -> print(change, out));
        }
        if (running != null) {
            running.line(out);
        }
        if (Boolean.TRUE.equals(suspended)) {
            out.println("  " + Suspended.sentence(tenant));
        }
    }

    private static void print(Change change, PrintWriter out) {
        out.printf(
                "  %s %s%n",
                change.resource().title(),
                change.action().writes() ? "would be " + change.action().result() : "pending: needs a stop");
        if (change.action() != Change.Action.DELETE) {
            change.differences().forEach(difference -> out.printf("    %s%n", DifferenceWords.of(difference)));
        }
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put("region", region);
        json.put("dryRun", dryRun);
        json.put("result", result());
        if (suspended != null) {
            json.put("suspended", suspended);
        }
        json.put(
                "changes",
                changes.stream()
                        .filter(change -> change.action() != Change.Action.NONE)
                        .map(ChangeReport::json)
                        .toList());
        json.put("notebooks", new TreeMap<>(notebooks));
        if (running != null) {
            json.put("running", running.json());
        }
        json.put("error", failure == null ? null : failure.json().get("error"));
        return json;
    }
}
