package dev.tenantadmin.command.verify.outsider;

/** How sure it is that something is allowed, the surest first. */
public enum Certainty {
    /** By the policies, in a plain call: without MFA, from anywhere. */
    CERTAIN,
    /** It depends on something. */
    PERHAPS,
    /** The budget was used up before that was known. */
    NOT_DECIDED
}
