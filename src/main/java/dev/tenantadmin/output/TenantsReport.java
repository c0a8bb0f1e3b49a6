package dev.tenantadmin.output;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account's tenants. */
public record TenantsReport(List<Row> tenants) implements Report {

    /**
     * One tenant.
     *
     * @param suspended whether nobody of it may do anything
     * @param missing what every tenant has and this one lacks
     */
    public record Row(
            String tenant,
            String region,
            boolean suspended,
            List<String> missing,
            List<String> users,
            List<NotebookRow> notebooks) {}

    @Override
    public void text(PrintWriter out) {
        if (tenants.isEmpty()) {
            out.println("There are no tenants.");
            return;
        }
        Table table = new Table().row("TENANT", "REGION", "STATE", "USERS", "NOTEBOOKS");
        tenants.forEach(tenant -> table.row(
                tenant.tenant(),
                tenant.region(),
                (tenant.missing().isEmpty() ? "complete" : "incomplete") + (tenant.suspended() ? ", suspended" : ""),
                String.valueOf(tenant.users().size()),
                String.join(
                        ", ",
                        tenant.notebooks().stream()
                                .map(notebook -> notebook.name() + " " + notebook.status())
                                .toList())));
        table.print(out, "");
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
        json.put("missing", tenant.missing());
        json.put("users", tenant.users());
        json.put("notebooks", tenant.notebooks().stream().map(NotebookRow::json).toList());
        return json;
    }
}
