package dev.tenantadmin.sandbox.wire;

/** A call is not answered: over HTTP the connection shows it, in process an exception of the client. */
public final class NoResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    public enum Reason {
        RESET,
        SILENCE,
        KILL
    }

    private final Reason reason;

    /** For this reason. */
    public NoResponseException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
