package dev.tenantadmin.command.doctor;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.RecordJson;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.doctor.DoctorResult.Finding;
import dev.tenantadmin.command.doctor.DoctorResult.Room;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The findings about an account and the connection to it. */
public record DoctorReport(
        @Described("Whether something would stop create-tenant.")
        boolean stops,

        @Described("What was checked, in order.") List<Finding> findings,

        @Described("How many more tenants fit; null if unknown.") @Nullable
        Room room,

        @Described("The values of the options of all commands, and of other commands' options that are set.")
        List<Setting> settings)
        implements Report {

    /** An option's value and its source. */
    public record Setting(
            @Described("The option, such as --region.") String option,

            @Described("Its value; null if it is not set.") @Nullable
            String value,

            @Described("Where that was set: the option itself, a variable, FILE:LINE of the config file, or default.")
            String origin) {}

    @Override
    public void text(PrintWriter out) {
        Table set = new Table().row("SETTING", "VALUE", "FROM");
        settings.forEach(setting -> set.row(
                setting.option(),
                setting.value() == null ? "none" : Printable.text(setting.value()),
                Printable.text(setting.origin())));
        set.print(out, "");
        out.println();
        Table table = new Table();
        for (Finding row : findings) {
            table.row(RecordJson.word(row.level()), row.check(), Printable.text(row.message()));
            if (row.remedy() != null) {
                table.row("", "", "-> " + row.remedy());
            }
        }
        table.print(out, "");
        boolean hasConditions = findings.stream().anyMatch(finding -> finding.level() == DoctorResult.Level.CONDITION);
        out.println(
                stops
                        ? "create-tenant would fail."
                        : hasConditions
                                ? "Found nothing else that would stop create-tenant."
                                : "Found nothing that would stop create-tenant.");
    }
}
