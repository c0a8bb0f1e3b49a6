package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.reconcile.Change;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant was cut off, or let in again.
 *
 * @param suspended whether it is suspended now, or would be
 * @param changes what was written for that
 * @param notebooks the status of each notebook
 * @param jobs the jobs that were stopped
 * @param endpoints the tenant's endpoints
 * @param endpointsDeleted whether they were deleted
 * @param running what still runs; of a resumption alone
 */
public record SuspensionReport(
        String tenant,
        String region,
        boolean dryRun,
        boolean suspended,
        List<Change> changes,
        Map<String, String> notebooks,
        List<String> jobs,
        List<String> endpoints,
        boolean endpointsDeleted,
        @Nullable Running running)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        changes.forEach(change ->
                table.row(change.resource().title(), would() + change.action().result()));
        jobs.forEach(job -> table.row(job, would() + "stopped"));
        endpoints.forEach(endpoint -> table.row(
                "endpoint " + endpoint,
                endpointsDeleted
                        ? would() + "deleted"
                        : "still there, and costs money; --delete-endpoints deletes it"));
        table.print(out, "");
        notebooks.forEach((name, status) -> out.printf("notebook instance %s is %s%n", name, status));
        if (running != null) {
            running.text(tenant, out);
            if (!changes.isEmpty() && !running.isNothing()) {
                out.println("What runs in containers may be denied until SageMaker renews their credentials.");
            }
        }
        out.println(summary());
    }

    private String would() {
        return dryRun ? "would be " : "";
    }

    private String summary() {
        if (dryRun) {
            return changes.isEmpty()
                    ? "Tenant %s is %s already; nothing was done."
                            .formatted(tenant, suspended ? "suspended" : "not suspended")
                    : "Tenant %s would be %s; nothing was done.".formatted(tenant, suspended ? "suspended" : "resumed");
        }
        return suspended
                ? "Access is blocked for all users and roles of %s until you run 'tenant-admin resume %s'."
                        .formatted(tenant, tenant)
                : "Tenant %s is not suspended%s."
                        .formatted(
                                tenant,
                                changes.isEmpty() ? "; no changes needed" : " any more; start starts its notebooks");
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put("region", region);
        json.put("dryRun", dryRun);
        json.put("suspended", suspended);
        json.put("changes", changes.stream().map(ChangeReport::json).toList());
        json.put("notebooks", notebooks);
        json.put("jobs", jobs);
        json.put("endpoints", endpoints);
        json.put("endpointsDeleted", endpointsDeleted);
        if (running != null) {
            json.put("running", running.json());
        }
        return json;
    }
}
