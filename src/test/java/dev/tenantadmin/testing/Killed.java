package dev.tenantadmin.testing;

/** The process died: no code of the command's catches it. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    /** Where it was, for a person. */
    public Killed(Object where) {
        super("killed at " + where, null, false, false);
    }
}
