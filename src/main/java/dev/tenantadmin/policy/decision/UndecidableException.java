package dev.tenantadmin.policy.decision;

/** A statement whose answer depends on what cannot be known here: to allow or to deny would be a guess. */
public final class UndecidableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    UndecidableException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
