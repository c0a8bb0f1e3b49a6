package dev.tenantadmin.sandbox.request;

import java.time.Instant;
import java.util.Set;

/**
 * A time in which a notebook that runs or has stopped is in a state into which SageMaker puts it by itself, such as InMaintenance. Which
 * calls such states admit AWS does not publish.
 *
 * @param notebook its whole name
 * @param status what Describe and List show
 * @param admits the operations that are not refused for the state, such as StopNotebookInstance; one that is admitted ends it
 */
public record Maintenance(String notebook, String status, Instant from, Instant until, Set<String> admits) {
    public Maintenance {
        admits = Set.copyOf(admits);
    }

    /** Whether it is the time of this notebook at this moment. */
    public boolean covers(String name, Instant moment) {
        return notebook.equals(name) && !moment.isBefore(from) && moment.isBefore(until);
    }
}
