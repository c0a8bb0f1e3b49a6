package dev.tenantadmin.sandbox.wire;

/** A call gets no answer: over HTTP the connection shows it, in process the client throws an exception. */
public final class NoResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        RESET,
        SILENCE,
        KILL
    }

    private final Reason reason;

    /** Makes one with this reason. */
    public NoResponseException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
