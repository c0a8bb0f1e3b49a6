package dev.tenantadmin.reconcile;

import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked, for a reason that the person who asked can understand. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of reason; the command line has an exit code for each. */
    public enum Kind {
        INVALID_INPUT,
        NOT_FOUND,
        CONFLICT,
        TIMED_OUT,
        NOTEBOOK_FAILED,
        INTERRUPTED,
        CREDENTIALS,
        REFUSED,
        DEFECT
    }

    private final Kind kind;
    private final boolean retryable;
    private final @Nullable String requestId;
    private final boolean takenBack;

    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    public Failure(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, kind == Kind.TIMED_OUT || kind == Kind.INTERRUPTED, null, cause);
    }

    /**
     * @param retryable whether the same command may succeed later with nothing else changed
     * @param requestId the id under which AWS knows the call that failed
     */
    public Failure(
            Kind kind, String message, boolean retryable, @Nullable String requestId, @Nullable Throwable cause) {
        this(kind, message, retryable, requestId, false, cause);
    }

    private Failure(
            Kind kind,
            String message,
            boolean retryable,
            @Nullable String requestId,
            boolean takenBack,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.requestId = requestId;
        this.takenBack = takenBack;
    }

    /** The same of what was taken back: there is nothing that the same command could go on from. */
    public Failure takenBack() {
        return new Failure(kind, getMessage(), retryable, requestId, true, getCause());
    }

    public Kind kind() {
        return kind;
    }

    public boolean retryable() {
        return retryable;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public boolean isTakenBack() {
        return takenBack;
    }

    /** Never null: the constructors demand one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
