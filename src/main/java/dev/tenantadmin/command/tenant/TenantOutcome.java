package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.Failures;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.RecordJson;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.reconcile.ApplyFailure;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Suspended;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The outcome of one of many tenants, on one line. */
public record TenantOutcome(
        @Described(Described.TENANT) String tenant,

        @Described("The tenant's home region; null if unknown.") @Nullable
        String region,

        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("Its result, or what it would be with dryRun.")
        Result result,

        @Described("Whether the tenant is suspended; missing if it failed or was deleted.")
        Optional<Boolean> suspended,

        @Described("What was done, or would be with dryRun; for a failed tenant, what was done before it failed.")
        List<ChangeWords> changes,

        @Described(Described.NOTEBOOKS) SortedMap<String, String> notebooks,
        Optional<Running> running,
        @Described(Described.HAND_OVER) @Nullable String handOver,

        @Described("Why it failed; null if it did not.") @Nullable
        FailureReport error)
        implements Report {

    /** What was done with a tenant, in one word. */
    public enum Result {
        CREATED,
        UPDATED,
        DELETED,
        DEFERRED,
        UNCHANGED,
        FAILED
    }

    /**
     * A tenant that did not fail.
     *
     * @param changes the whole plan
     * @param suspended null if unknown
     * @param running null if nobody's access ended
     * @param handOver null if there is none
     */
    public static TenantOutcome of(
            String tenant,
            String region,
            boolean dryRun,
            List<Change> changes,
            Map<String, String> notebooks,
            @Nullable Boolean suspended,
            @Nullable Running running,
            @Nullable String handOver) {
        return new TenantOutcome(
                tenant,
                region,
                dryRun,
                result(changes),
                Optional.ofNullable(suspended),
                made(changes),
                new TreeMap<>(notebooks),
                Optional.ofNullable(running),
                handOver,
                null);
    }

    /** A tenant that failed. */
    public static TenantOutcome failed(TenantName tenant, boolean dryRun, RuntimeException why, Failures failures) {
        return new TenantOutcome(
                tenant.value(),
                null,
                dryRun,
                Result.FAILED,
                Optional.empty(),
                why instanceof ApplyFailure apply ? made(apply.done()) : List.of(),
                new TreeMap<>(),
                Optional.empty(),
                null,
                failures.report(why));
    }

    private static List<ChangeWords> made(List<Change> changes) {
        return ChangeWords.of(changes.stream()
                .filter(change -> change.action() != Change.Action.NONE)
                .toList());
    }

    private static Result result(List<Change> changes) {
        // The anchor is created first and deleted last, so it stands for the tenant.
        for (Change change : changes) {
            if (change.resource().isAnchor() && change.action() == Change.Action.CREATE) {
                return Result.CREATED;
            }
            if (change.resource().isAnchor() && change.action() == Change.Action.DELETE) {
                return Result.DELETED;
            }
        }
        if (changes.stream().anyMatch(change -> change.action().writes())) {
            return Result.UPDATED;
        }
        return changes.stream().anyMatch(change -> change.action() == Change.Action.DEFER)
                ? Result.DEFERRED
                : Result.UNCHANGED;
    }

    /** Whether anything was done to it, or would be. */
    public boolean isChanged() {
        return error == null && writes() > 0;
    }

    /** How many resources this was done to. */
    long count(Change.Action action) {
        return changes.stream().filter(change -> change.result() == action).count();
    }

    private long writes() {
        return changes.stream().filter(change -> change.result().writes()).count();
    }

    @Override
    public void text(PrintWriter out) {
        StringBuilder line = new StringBuilder(tenant).append(": ").append(dryRun && writes() > 0 ? "would be " : "");
        line.append(RecordJson.word(result));
        if (writes() > 0) {
            line.append(", %d %s".formatted(writes(), writes() == 1 ? "change" : "changes"));
        }
        if (count(Change.Action.DEFER) > 0) {
            line.append(", %d pending: add --restart".formatted(count(Change.Action.DEFER)));
        }
        notebooks.forEach((name, status) -> line.append(", %s is %s".formatted(name, status)));
        out.println(error == null ? line : line + ": " + error.message());
        if (dryRun) {
            changes.forEach(change -> print(change, out));
        }
        running.ifPresent(still -> still.line(out));
        if (suspended.orElse(false)) {
            out.println("  " + Suspended.sentence(tenant));
        }
    }

    private static void print(ChangeWords change, PrintWriter out) {
        out.printf(
                "  %s %s%n",
                change.title(), change.result().writes() ? "would be " + change.result() : "pending: needs a restart");
        if (change.result() != Change.Action.DELETE) {
            change.differences().forEach(difference -> out.printf("    %s%n", difference));
        }
    }
}
