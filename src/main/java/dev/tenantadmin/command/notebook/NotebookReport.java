package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a tenant's notebooks. */
public record NotebookReport(String tenant, List<Line> notebooks) implements Report {

    /**
     * One notebook.
     *
     * @param result what was done to it: started, stopped, unchanged
     * @param status what it is doing now, in SageMaker's words
     */
    public record Line(String name, String result, String status) {}

    @Override
    public void text(PrintWriter out) {
        if (notebooks.isEmpty()) {
            out.printf("tenant %s has no notebooks%n", tenant);
        }
        notebooks.forEach(
                line -> out.printf("notebook instance %s: %s, is %s%n", line.name(), line.result(), line.status()));
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put(
                "notebooks",
                notebooks.stream()
                        .map(line -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("name", line.name());
                            fields.put("result", line.result());
                            fields.put("status", line.status());
                            return fields;
                        })
                        .toList());
        return json;
    }
}
