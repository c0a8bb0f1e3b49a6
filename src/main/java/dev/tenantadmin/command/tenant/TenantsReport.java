package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account's tenants.
 *
 * @param now when they were listed
 */
public record TenantsReport(List<Row> tenants, Instant now) implements Report {

    /**
     * One tenant.
     *
     * @param created when it was begun, where that is known
     * @param suspended whether access is blocked
     * @param missing what every tenant has and this one lacks
     */
    public record Row(
            String tenant,
            String region,
            boolean suspended,
            List<String> missing,
            List<String> users,
            List<NotebookRow> notebooks,
            @Nullable Instant created) {

        /** What it is, in the words that {@code --status} takes beside those of notebooks. */
        public String state() {
            return (missing.isEmpty() ? "complete" : "incomplete") + (suspended ? ", suspended" : "");
        }
    }

    @Override
    public void text(PrintWriter out) {
        if (tenants.isEmpty()) {
            out.println("There are no tenants.");
            return;
        }
        Table table = new Table().row("TENANT", "REGION", "STATE", "AGE", "USERS", "NOTEBOOKS");
        tenants.forEach(tenant -> table.row(
                tenant.tenant(),
                tenant.region(),
                tenant.state(),
                tenant.created() == null ? "" : Durations.rough(Duration.between(tenant.created(), now)),
                String.valueOf(tenant.users().size()),
                String.join(
                        ", ",
                        tenant.notebooks().stream().map(TenantsReport::text).toList())));
        table.print(out, "");
    }

    private static String text(NotebookRow notebook) {
        return notebook.name() + " " + notebook.status()
                + (notebook.running() == null ? "" : " for " + Durations.rough(notebook.running()));
    }

    @Override
    public Map<String, Object> json() {
        return Map.of("tenants", tenants.stream().map(TenantsReport::json).toList());
    }

    private static Map<String, Object> json(Row tenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant.tenant());
        json.put("region", tenant.region());
        json.put("complete", tenant.missing().isEmpty());
        json.put("suspended", tenant.suspended());
        json.put("created", tenant.created() == null ? null : tenant.created().toString());
        json.put("missing", tenant.missing());
        json.put("users", tenant.users());
        json.put("notebooks", tenant.notebooks().stream().map(NotebookRow::json).toList());
        return json;
    }
}
