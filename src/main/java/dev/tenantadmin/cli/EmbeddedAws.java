package dev.tenantadmin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The embedded AWS, for the commands that serve or reset it. */
public interface EmbeddedAws {

    /**
     * How it behaves.
     *
     * @param transition how long states take to change
     * @param assumeDelay how long a new role cannot be assumed
     * @param staleReads how long reads return the data from before a write
     * @param rates by service, a rate and perhaps a burst
     * @param quotas by name
     * @param withoutCapacity instance types without capacity
     * @param faults the faults to inject
     * @param maintenance the states to put notebooks into
     */
    record Behaviour(
            Duration transition,
            Duration assumeDelay,
            Duration staleReads,
            Map<String, String> rates,
            Map<String, Integer> quotas,
            List<String> withoutCapacity,
            List<String> faults,
            List<MaintenanceOrder> maintenance) {}

    /**
     * A state that a notebook enters by itself.
     *
     * @param notebook its whole name
     * @param lasts how long, from now or from the end of the same notebook's previous order
     * @param admits the operations that the state allows
     */
    record MaintenanceOrder(String notebook, String status, Duration lasts, Set<String> admits) {}

    /** The file that holds its state. */
    Path stateFile();

    /**
     * Serves AWS clients on this machine until the process ends; port 0 means any free port.
     *
     * @throws dev.tenantadmin.reconcile.Failure of kind INVALID_INPUT for invalid behaviour
     */
    URI serve(int port, Behaviour behaviour) throws IOException;

    /** Empties it; returns whether it held anything. */
    boolean reset();
}
