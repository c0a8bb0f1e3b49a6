package dev.tenantadmin.cli.output;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a file; nothing was done.
 *
 * @param file as whoever named it calls it
 */
public record FileErrorsReport(String file, List<Line> errors, int exitCode) implements Report {

    /** One error and its line. */
    public record Line(int line, String message) {}

    private String message() {
        return "%s has %d %s; nothing was done".formatted(file, errors.size(), errors.size() == 1 ? "error" : "errors");
    }

    @Override
    public void text(PrintWriter out) {
        out.printf("tenant-admin: %s%n", message());
        errors.forEach(error -> out.printf("%s:%d: %s%n", file, error.line(), error.message()));
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", "invalid-input");
        error.put("message", message());
        error.put("retryable", false);
        error.put("requestId", null);
        error.put("done", List.of());
        error.put("others", List.of());
        error.put("safeToRepeat", false);
        error.put("exitCode", exitCode);
        error.put(
                "errors",
                errors.stream()
                        .map(line -> Map.of("line", line.line(), "message", line.message()))
                        .toList());
        return Map.of("error", error);
    }
}
