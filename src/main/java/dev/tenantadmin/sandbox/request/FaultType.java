package dev.tenantadmin.sandbox.request;

/** A way for a call to go wrong. */
public enum FaultType {
    /** Refused, as too many calls are. */
    THROTTLE,
    /** Answered with HTTP status 500. */
    FAILURE,
    /** The connection breaks. */
    RESET,
    /** Nothing is ever answered; in process the client's time-out comes at once. */
    SILENCE,
    /** This process ends at once when it serves; in process the client gets a {@link dev.tenantadmin.sandbox.wire.ProcessKilled}. */
    KILL
}
