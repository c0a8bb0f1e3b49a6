package dev.tenantadmin.command.doctor;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found to be right and wrong with an account and the way to it.
 *
 * @param settings what the options come to, and why
 * @param stops whether something would stop {@code create-tenant}
 */
public record DoctorReport(
        List<Setting> settings,
        List<Row> findings,
        boolean stops,
        @Nullable Room room) implements Report {

    /** What an option comes to, null for nothing, and where that was set. */
    public record Setting(String option, @Nullable String value, String origin) {}

    /** One finding: ok, warning or problem. */
    public record Row(
            String check,
            String level,
            String message,
            @Nullable String remedy) {}

    /** How many more tenants there is room for. */
    public record Room(int withUsers, int withoutUsers, String endsFirst, Map<String, String> quotas) {}

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
        for (Row row : findings) {
            table.row(row.level(), row.check(), Printable.text(row.message()));
            if (row.remedy() != null) {
                table.row("", "", "-> " + row.remedy());
            }
        }
        table.print(out, "");
        out.println(stops ? "create-tenant would fail." : "Nothing is seen that would stop create-tenant.");
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stops", stops);
        json.put("findings", findings.stream().map(DoctorReport::json).toList());
        json.put("room", room == null ? null : json(room));
        json.put("settings", settings.stream().map(DoctorReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Setting setting) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("option", setting.option());
        json.put("value", setting.value());
        json.put("origin", setting.origin());
        return json;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", row.check());
        json.put("level", row.level());
        json.put("message", row.message());
        json.put("remedy", row.remedy());
        return json;
    }

    private static Map<String, Object> json(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("withUsers", room.withUsers());
        json.put("withoutUsers", room.withoutUsers());
        json.put("endsFirst", room.endsFirst());
        json.put("quotas", room.quotas());
        return json;
    }
}
