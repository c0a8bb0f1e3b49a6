package dev.tenantadmin.cli.output;

import java.io.PrintWriter;
import java.util.Map;

/** A result that one sentence tells. */
public record MessageReport(String summary) implements Report {

    @Override
    public void text(PrintWriter out) {
        out.println(summary);
    }

    @Override
    public Map<String, Object> json() {
        return Map.of("summary", summary);
    }
}
