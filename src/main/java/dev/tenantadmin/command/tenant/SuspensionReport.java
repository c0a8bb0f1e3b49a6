package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a suspension or resumption did. */
public record SuspensionReport(
        @Described(Described.TENANT) String tenant,
        @Described(Described.REGION) String region,
        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("Whether the tenant is suspended now, or would be with dryRun.")
        boolean suspended,

        @Described("The documents that were written.") List<ChangeWords> changes,
        @Described(Described.NOTEBOOKS) Map<String, String> notebooks,
        @Described("The jobs that were stopped.") List<String> jobs,

        @Described("The tenant's endpoints, which keep running and cost money unless they were deleted.")
        List<String> endpoints,

        @Described("Whether they were deleted.") boolean endpointsDeleted,
        Optional<Running> running)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        changes.forEach(change -> table.row(change.title(), would() + change.result()));
        jobs.forEach(job -> table.row(job, would() + "stopped"));
        endpoints.forEach(endpoint -> table.row(
                "endpoint " + endpoint,
                endpointsDeleted
                        ? would() + "deleted"
                        : "still exists and costs money; --delete-endpoints deletes it"));
        table.print(out, "");
        notebooks.forEach((name, status) -> out.printf("notebook instance %s is %s%n", name, status));
        running.ifPresent(still -> {
            still.text(tenant, out);
            if (!changes.isEmpty() && !still.isNothing()) {
                out.println("Running containers may be denied access until SageMaker renews their credentials.");
            }
        });
        out.println(summary());
    }

    private String would() {
        return dryRun ? "would be " : "";
    }

    private String summary() {
        if (dryRun) {
            return changes.isEmpty()
                    ? "Tenant %s is already %s; no changes needed."
                            .formatted(tenant, suspended ? "suspended" : "not suspended")
                    : "Tenant %s would be %s; nothing was changed."
                            .formatted(tenant, suspended ? "suspended" : "resumed");
        }
        return suspended
                ? "Access is blocked for all users and roles of %s until you run 'tenant-admin resume %s'."
                        .formatted(tenant, tenant)
                : "Tenant %s is not suspended%s."
                        .formatted(
                                tenant,
                                changes.isEmpty()
                                        ? "; no changes needed"
                                        : " any more; run 'tenant-admin start %s' to start its notebooks"
                                                .formatted(tenant));
    }
}
