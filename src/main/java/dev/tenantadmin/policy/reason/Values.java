package dev.tenantadmin.policy.reason;

/** A set of values that a condition key, the action or the resource can have. */
sealed interface Values permits Texts, Ranges {

    /** All other values. */
    Values negated();

    /** Whether it has this value. */
    boolean holds(String value);
}
