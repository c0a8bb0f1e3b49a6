package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.tenant.option.Suspended;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a command that changes a tenant did, or would do.
 *
 * @param dryRun whether nothing was done
 * @param notebooks the status in which each notebook ended; empty where that was not awaited
 * @param suspended whether the tenant is suspended; null where that was not looked at
 * @param running what still runs where somebody's access has ended; null where none has
 * @param handOver the command line to hand to the tenant's people, if there is one
 * @param summary the sentence that says how it ended
 */
public record ChangeReport(
        String tenant,
        String region,
        boolean dryRun,
        List<Change> changes,
        Map<String, String> notebooks,
        @Nullable Boolean suspended,
        @Nullable Running running,
        @Nullable String handOver,
        String summary)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        for (Change change : changes) {
            if (change.action() == Change.Action.NONE) {
                continue;
            }
            String result = change.action().result();
            if (change.action() == Change.Action.DEFER) {
                result = "pending: needs a stop, which --restart allows";
            } else if (dryRun) {
                result = "would be " + result;
            }
            table.row(change.resource().title(), result);
            change.differences().stream()
                    .filter(difference -> change.action() != Change.Action.DELETE)
                    .forEach(difference -> table.row("  " + DifferenceWords.of(difference)));
        }
        table.print(out, "");
        notebooks.forEach((name, status) -> out.printf("notebook instance %s is %s%n", name, status));
        if (running != null) {
            running.text(tenant, out);
        }
        out.println(summary);
        if (Boolean.TRUE.equals(suspended)) {
            out.println(Suspended.sentence(tenant));
        }
        if (handOver != null) {
            out.printf("  %s%n", handOver);
        }
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put("region", region);
        json.put("dryRun", dryRun);
        if (suspended != null) {
            json.put("suspended", suspended);
        }
        json.put("changes", changes.stream().map(ChangeReport::json).toList());
        json.put("notebooks", new TreeMap<>(notebooks));
        if (running != null) {
            json.put("running", running.json());
        }
        json.put("handOver", handOver);
        return json;
    }

    public static Map<String, Object> json(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", change.resource().type());
        json.put("name", change.resource().name());
        json.put("result", change.action().result());
        json.put("differences", json(change.differences()));
        return json;
    }

    static List<Map<String, Object>> json(List<Difference> differences) {
        return differences.stream()
                .map(difference -> DifferenceWords.of(difference).json())
                .toList();
    }
}
