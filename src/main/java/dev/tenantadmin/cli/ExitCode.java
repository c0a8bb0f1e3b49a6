package dev.tenantadmin.cli;

import dev.tenantadmin.reconcile.Failure;

/** The exit codes that scripts rely on. */
public enum ExitCode {
    DONE(0),
    FOUND(1),
    CHANGES_PENDING(2),
    NOT_FOUND(3),
    CONFLICT(4),
    TIMED_OUT(5),
    ENDED_IN_FAILED(6),
    INTERRUPTED(130),
    READER_LEFT(141),
    INVALID_INPUT(252),
    CREDENTIALS(253),
    REFUSED(254),
    DEFECT(255);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }

    static ExitCode of(Failure.Kind kind) {
        return switch (kind) {
            case INVALID_INPUT -> INVALID_INPUT;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case TIMED_OUT -> TIMED_OUT;
            case NOTEBOOK_FAILED, ENDPOINT_FAILED -> ENDED_IN_FAILED;
            case INTERRUPTED -> INTERRUPTED;
            case CREDENTIALS -> CREDENTIALS;
            case REFUSED -> REFUSED;
            case DEFECT -> DEFECT;
        };
    }
}
