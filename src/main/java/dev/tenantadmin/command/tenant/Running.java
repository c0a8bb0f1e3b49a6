package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.Described;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What still runs in a tenant after somebody's access ended; it belongs to the tenant and keeps running. */
@Described("What still runs in the tenant; missing if nobody's access ended.")
public record Running(
        @Described("Maps each notebook instance that is not stopped to its SageMaker status.")
        Map<String, String> notebooks,

        @Described("The jobs in progress, such as 'training job acme--x'.")
        List<String> jobs,

        @Described("The tenant's endpoints, which keep running and cost money until they are deleted.")
        List<String> endpoints) {

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
}
