package dev.tenantadmin.sandbox.wire;

/** Stands, in process, for the process having been killed here: the client that got it gets it at every later call too. */
public final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;

    ProcessKilled() {
        super("killed by order");
    }
}
