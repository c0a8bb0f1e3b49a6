package dev.tenantadmin.sandbox.wire;

/** A call is not answered; each door shows it in its own way. */
public final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    public enum Reason {
        RESET,
        SILENCE,
        KILL
    }

    private final Reason reason;

    /** For this reason. */
    public NoAnswer(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
