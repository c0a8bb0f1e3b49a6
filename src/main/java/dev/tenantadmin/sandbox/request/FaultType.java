package dev.tenantadmin.sandbox.request;

/** A way for a call to fail. */
public enum FaultType {
    /** Refused, as for too many calls. */
    THROTTLE,
    /** Answered with HTTP status 500. */
    FAILURE,
    /** The connection breaks. */
    RESET,
    /** There is never an answer; in process the client times out at once. */
    SILENCE,
    /** If serving, this process ends at once; in process the client gets a {@link dev.tenantadmin.sandbox.wire.ProcessKilled}. */
    KILL
}
