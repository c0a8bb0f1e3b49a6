package dev.tenantadmin.sandbox.wire;

/** Simulates, in process, that the process was killed here. The client that got it also gets it at every later call. */
public final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;

    ProcessKilled() {
        super("killed by order");
    }
}
