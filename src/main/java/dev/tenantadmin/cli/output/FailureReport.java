package dev.tenantadmin.cli.output;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param kind the kind of failure, in lower case with hyphens
 * @param retryable whether the same command may succeed later with nothing else changed
 * @param requestId the id under which AWS knows the call that failed
 * @param done what was already carried out when it failed
 * @param others what else failed beside it
 * @param safeToRepeat whether the same command goes on from there
 */
public record FailureReport(
        String kind,
        String message,
        boolean retryable,
        @Nullable String requestId,
        List<String> done,
        List<String> others,
        boolean safeToRepeat,
        int exitCode)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        out.printf("tenant-admin: %s%s%n", message, requestId == null ? "" : " (request id " + requestId + ")");
        others.forEach(other -> out.printf("  Also: %s%n", other));
        if (!done.isEmpty()) {
            out.printf("  Done before: %s.%n", String.join(", ", done));
        }
        if (safeToRepeat) {
            out.println("  Running the same command again is safe and goes on from there.");
        }
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", kind);
        error.put("message", message);
        error.put("retryable", retryable);
        error.put("requestId", requestId);
        error.put("done", done);
        error.put("others", others);
        error.put("safeToRepeat", safeToRepeat);
        error.put("exitCode", exitCode);
        return Map.of("error", error);
    }
}
