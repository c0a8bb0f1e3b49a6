package dev.tenantadmin.reconcile;

import org.jspecify.annotations.Nullable;

/** A command cannot do what the user asked. The message gives a reason that the user can understand. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The kind of failure; each has an exit code. */
    public enum Kind {
        INVALID_INPUT,
        NOT_FOUND,
        CONFLICT,
        TIMED_OUT,
        NOTEBOOK_FAILED,
        ENDPOINT_FAILED,
        INTERRUPTED,
        CREDENTIALS,
        REFUSED,
        DEFECT
    }

    private final Kind kind;
    private final boolean retryable;
    private final @Nullable String requestId;
    private final boolean takenBack;
    private final boolean continues;

    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    public Failure(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, kind == Kind.TIMED_OUT || kind == Kind.INTERRUPTED, null, cause);
    }

    /**
     * @param retryable whether the same command can succeed later without any other change
     * @param requestId AWS's id of the failed call
     */
    public Failure(
            Kind kind, String message, boolean retryable, @Nullable String requestId, @Nullable Throwable cause) {
        this(kind, message, retryable, requestId, false, kind == Kind.TIMED_OUT || kind == Kind.INTERRUPTED, cause);
    }

    private Failure(
            Kind kind,
            String message,
            boolean retryable,
            @Nullable String requestId,
            boolean takenBack,
            boolean continues,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.requestId = requestId;
        this.takenBack = takenBack;
        this.continues = continues;
    }

    /** The same, for work that was undone: the same command cannot continue from it. */
    public Failure takenBack() {
        return new Failure(kind, getMessage(), retryable, requestId, true, continues, getCause());
    }

    /** The same, where it alone leaves nothing for the same command to continue: no work was waited for. */
    public Failure withoutRest() {
        return new Failure(kind, getMessage(), retryable, requestId, takenBack, false, getCause());
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

    /** Whether the same command continues where this one ended, even if it made no change. */
    public boolean continues() {
        return continues;
    }

    /** Never null: the constructors require a message. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
