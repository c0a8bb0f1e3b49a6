package dev.tenantadmin.sandbox.wire;

/** A refusal in AWS's own terms; each protocol writes it in its own form. */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final String message;

    /** An error with its code, the HTTP status it comes with, and its message. */
    public AwsException(String code, int status, String message) {
        // No stack trace: a refusal is an answer, and a busy sandbox gives many.
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The error code, such as NoSuchEntity. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
