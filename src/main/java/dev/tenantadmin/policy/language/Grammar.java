package dev.tenantadmin.policy.language;

/** The kinds of policies. They differ in what a statement must and must not have. */
public enum Grammar {
    /** Attached to a user, group or role, or given to a session. */
    IDENTITY,
    /** A role's: who can assume it. */
    TRUST,
    /** Any other resource's, as a policy simulator takes it. */
    RESOURCE
}
