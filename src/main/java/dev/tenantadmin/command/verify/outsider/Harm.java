package dev.tenantadmin.command.verify.outsider;

/** What a way into a tenant is good for, the gravest first. */
public enum Harm {
    COME_IN,
    WIDEN,
    READ_DATA,
    DESTROY,
    RUN_UP_COST
}
