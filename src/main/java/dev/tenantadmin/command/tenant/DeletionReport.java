package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a deletion did, or would do.
 *
 * @param remains what no deletion takes away, and a later tenant of the same name could read
 */
public record DeletionReport(ChangeReport changes, List<String> remains) implements Report {

    @Override
    public void text(PrintWriter out) {
        changes.text(out);
        if (!remains.isEmpty()) {
            out.println("Not deleted, and readable by a later tenant of this name:");
            remains.forEach(what -> out.printf("  %s%n", what));
        }
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(changes.json());
        json.put("remains", remains);
        return json;
    }
}
