package dev.tenantadmin.sandbox.store;

import org.jspecify.annotations.Nullable;

/** The state file cannot be used; it is not changed. */
public final class StateFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean emptying;

    StateFileException(String message, boolean emptying) {
        this(message, emptying, null);
    }

    StateFileException(String message, boolean emptying, @Nullable Throwable cause) {
        super(message, cause);
        this.emptying = emptying;
    }

    /** Whether emptying the file helps; else another file is needed. */
    public boolean helpsEmptying() {
        return emptying;
    }
}
