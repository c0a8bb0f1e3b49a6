package dev.tenantadmin.policy.decision;

/** The decision depends on something unknown here; allowing or denying would be a guess. */
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
