package dev.tenantadmin.sandbox.wire;

/** An error in AWS's terms; each protocol writes it in its own form. */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final String message;

    /** Makes an error of a code, an HTTP status and a message. */
    public AwsException(String code, int status, String message) {
        // No stack trace: an error is an answer, and a busy sandbox gives many.
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
