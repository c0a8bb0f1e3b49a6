package dev.tenantadmin.sandbox.store;

import org.jspecify.annotations.Nullable;

/** The state file cannot be used; it is not changed. */
public final class StateFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateFileException(String message) {
        super(message);
    }

    StateFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
