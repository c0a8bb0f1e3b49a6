package dev.tenantadmin.policy.language;

/** The kinds of policies, which differ in what a statement must and must not have. */
public enum Grammar {
    /** Attached to a user, group or role, or given for a session. */
    IDENTITY,
    /** Of a role: who may assume it. */
    TRUST,
    /** Of any other resource, as a policy simulator takes it. */
    RESOURCE
}
