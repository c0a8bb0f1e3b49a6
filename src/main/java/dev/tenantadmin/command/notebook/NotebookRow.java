package dev.tenantadmin.command.notebook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notebook instance as reports show it.
 *
 * @param status in SageMaker's words
 * @param running how long it has run since its last start, where it runs and that is known
 * @param failureReason why it failed, where it did and that is known
 */
public record NotebookRow(
        String name,
        String status,
        String instanceType,
        @Nullable Duration running,
        @Nullable String failureReason) {

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("status", status);
        json.put("instanceType", instanceType);
        json.put("runningSeconds", running == null ? null : running.toSeconds());
        json.put("failureReason", failureReason);
        return json;
    }
}
