package dev.tenantadmin.lifecycle.backend;

/** The process died: no code of the command's catches it. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(Call call) {
        super("killed at " + call, null, false, false);
    }
}
