package dev.tenantadmin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The embedded AWS, as the commands need it that are about itself. */
public interface EmbeddedAws {

    /**
     * How it behaves.
     *
     * @param transition how long states take to change
     * @param assumeDelay how long a role cannot be assumed at first
     * @param staleReads how long reads answer from before a write
     * @param rates by service, a rate and perhaps a burst
     * @param quotas by name
     * @param withoutCapacity instance types of which there are none
     * @param faults what goes wrong on order
     * @param maintenance notebooks that SageMaker is working on
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
     * A state into which a notebook comes by itself.
     *
     * @param notebook its whole name
     * @param lasts for how long from now, or from the end of the one before for the same notebook
     * @param admits the operations that the state admits
     */
    record MaintenanceOrder(String notebook, String status, Duration lasts, Set<String> admits) {}

    /** Where its state is. */
    Path stateFile();

    /**
     * Answers AWS clients on this machine until the process ends; for port 0 on any port that is free.
     *
     * @throws dev.tenantadmin.reconcile.Failure of kind INVALID_INPUT for behaviour that makes no sense
     */
    URI serve(int port, Behaviour behaviour) throws IOException;

    /** Empties it; tells whether there was anything. */
    boolean reset();
}
