package dev.tenantadmin.policy.language;

/** The kinds of policies. They differ in what a statement must and must not have. */
public enum Grammar {
    /** Attached to a user, group or role, or given to a session. */
    IDENTITY,
    /** The same as IAM has it from a time when it took the older version too. */
    STORED,
    /** A role's: who can assume it. */
    TRUST,
    /** Any other resource's, as a policy simulator takes it. */
    RESOURCE;

    /** Whether a statement is about its holder and names no principal. */
    boolean isIdentity() {
        return this == IDENTITY || this == STORED;
    }
}
