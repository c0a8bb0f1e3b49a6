package dev.tenantadmin.command.tenant;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a tenant's still runs after somebody's access has ended; it is the tenant's, and goes on.
 *
 * @param notebooks the status of each notebook instance that is not stopped
 * @param jobs those in progress, each such as {@code training job acme--x}
 * @param endpoints the names of all
 */
public record Running(Map<String, String> notebooks, List<String> jobs, List<String> endpoints) {

    public Running {
        notebooks = new TreeMap<>(notebooks);
        jobs = jobs.stream().sorted().toList();
        endpoints = List.copyOf(endpoints);
    }

    /** A line for each. */
    void text(String tenant, PrintWriter out) {
        if (isNothing()) {
            out.printf("Nothing of tenant %s is running.%n", tenant);
        } else {
            out.printf("Still running in tenant %s:%n", tenant);
            each().forEach(one -> out.printf("  %s%n", one));
        }
    }

    /** One line for all. */
    void line(PrintWriter out) {
        out.printf("  still running: %s%n", isNothing() ? "nothing" : String.join(", ", each()));
    }

    boolean isNothing() {
        return each().isEmpty();
    }

    private List<String> each() {
        List<String> all = new ArrayList<>();
        notebooks.forEach((name, status) -> all.add("notebook instance %s (%s)".formatted(name, status)));
        all.addAll(jobs);
        endpoints.forEach(name -> all.add("endpoint " + name));
        return all;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("notebooks", notebooks);
        json.put("jobs", jobs);
        json.put("endpoints", endpoints);
        return json;
    }
}
