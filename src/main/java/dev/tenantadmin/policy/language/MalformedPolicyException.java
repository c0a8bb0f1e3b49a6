package dev.tenantadmin.policy.language;

/** A document that IAM would refuse, in IAM's words. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    MalformedPolicyException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
