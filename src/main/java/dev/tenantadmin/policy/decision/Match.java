package dev.tenantadmin.policy.decision;

/** How a pattern compares; INVALID is neither yes nor no, and does not become a yes by negation. */
enum Match {
    YES,
    NO,
    INVALID;

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }
}
