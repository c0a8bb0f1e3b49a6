package dev.tenantadmin.sandbox.request;

import java.time.Instant;
import java.util.Set;

/**
 * A time in which a running or stopped notebook is in a state that SageMaker sets by itself, such as InMaintenance. AWS does not publish
 * which calls such states allow.
 *
 * @param notebook its full name
 * @param status what Describe and List show
 * @param admits the operations that the state allows, such as StopNotebookInstance; calling one ends the state
 */
public record Maintenance(String notebook, String status, Instant from, Instant until, Set<String> admits) {
    public Maintenance {
        admits = Set.copyOf(admits);
    }

    /** Whether this notebook is in maintenance at this time. */
    public boolean covers(String name, Instant moment) {
        return notebook.equals(name) && !moment.isBefore(from) && moment.isBefore(until);
    }
}
