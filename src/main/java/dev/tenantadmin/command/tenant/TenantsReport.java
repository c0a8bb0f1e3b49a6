package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account's tenants.
 *
 * @param now when they were listed
 */
public record TenantsReport(List<Row> tenants, Instant now) implements Report {

    /** The same for a program. */
    public record Document(
            @Described("The account's tenants, filtered by --status and sorted by --sort.")
            List<Row> tenants) {}

    /** One tenant. */
    public record Row(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,

            @Described("Whether List calls show all its resources; describe-tenant checks everything.")
            boolean complete,

            @Described(Described.SUSPENDED) boolean suspended,

            @Described("When its creation began; null if unknown.") @Nullable
            Instant created,

            @Described("What every tenant has and this one lacks.")
            List<String> missing,

            @Described("Its users.") List<String> users,
            @Described("Its notebook instances.") List<NotebookRow> notebooks) {

        /** Its state, in the words that {@code --status} accepts besides notebook statuses. */
        public String state() {
            return (complete ? "complete" : "incomplete") + (suspended ? ", suspended" : "");
        }
    }

    @Override
    public void text(PrintWriter out) {
        if (tenants.isEmpty()) {
            out.println("There are no tenants.");
            return;
        }
        Table table = new Table().row("TENANT", "REGION", "STATE", "AGE", "USERS", "NOTEBOOKS");
        tenants.forEach(tenant -> rows(table, tenant));
        table.print(out, "");
    }

    /** A line for each notebook, so that many fit a terminal. */
    private void rows(Table table, Row tenant) {
        List<String> notebooks =
                tenant.notebooks().stream().map(TenantsReport::text).toList();
        table.row(
                tenant.tenant(),
                tenant.region(),
                tenant.state(),
                age(tenant),
                String.valueOf(tenant.users().size()),
                notebooks.isEmpty() ? "" : notebooks.get(0));
        notebooks.stream().skip(1).forEach(notebook -> table.row("", "", "", "", "", notebook));
    }

    private String age(Row tenant) {
        return tenant.created() == null ? "" : Durations.rough(Duration.between(tenant.created(), now));
    }

    private static String text(NotebookRow notebook) {
        return notebook.name() + " " + notebook.status()
                + (notebook.runningSeconds() == null
                        ? ""
                        : " for " + Durations.rough(Duration.ofSeconds(notebook.runningSeconds())));
    }

    @Override
    public Record json() {
        return new Document(tenants);
    }
}
