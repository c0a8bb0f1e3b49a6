package dev.tenantadmin.policy.decision;

/** The result of a comparison. INVALID is neither yes nor no, and negation does not turn it into a yes. */
enum Match {
    YES,
    NO,
    INVALID;

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }
}
