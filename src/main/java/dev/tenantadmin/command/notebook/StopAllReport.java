package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was stopped in an account, or would be. */
public record StopAllReport(boolean dryRun, List<Row> notebooks) implements Report {

    /**
     * One notebook instance that ran.
     *
     * @param result stopped, would be stopped, unchanged or failed
     * @param running how long it had run since its last start, where that is known
     * @param failure why it could not be stopped, if so
     */
    public record Row(
            String tenant,
            String region,
            String notebook,
            String result,
            String status,
            @Nullable Duration running,
            @Nullable FailureReport failure) {}

    @Override
    public void text(PrintWriter out) {
        for (Row row : notebooks) {
            out.printf(
                    "notebook instance %s in %s%s: %s, is %s%s%n",
                    row.notebook(),
                    row.region(),
                    row.running() == null ? "" : ", running for " + Durations.text(row.running()),
                    row.result(),
                    row.status(),
                    row.failure() == null ? "" : ": " + row.failure().message());
        }
        long failed = count("failed");
        long stopped = notebooks.size() - failed - count("unchanged");
        out.printf(
                "%d %s %sstopped%s.%n",
                stopped,
                stopped == 1 ? "notebook" : "notebooks",
                dryRun ? "would be " : "",
                failed == 0 ? "" : ", %d could not be".formatted(failed));
    }

    private long count(String result) {
        return notebooks.stream().filter(row -> row.result().equals(result)).count();
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dryRun", dryRun);
        json.put("notebooks", notebooks.stream().map(StopAllReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", row.tenant());
        json.put("region", row.region());
        json.put("name", row.notebook());
        json.put("result", row.result());
        json.put("status", row.status());
        json.put("runningSeconds", row.running() == null ? null : row.running().toSeconds());
        json.put("error", row.failure() == null ? null : row.failure().json().get("error"));
        return json;
    }
}
