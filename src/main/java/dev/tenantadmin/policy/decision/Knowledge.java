package dev.tenantadmin.policy.decision;

import org.jspecify.annotations.Nullable;

/** What is known of the condition keys that a request does not have: whether AWS would not have them either. */
@FunctionalInterface
public interface Knowledge {
    /** Every key that is not there is known to be absent, as a policy simulator takes it. */
    Knowledge COMPLETE = key -> null;

    /** Why nobody can tell whether the request has this key; null where it is certain that it has not. */
    @Nullable
    String gap(String key);

    /** Whether the key holds a list by its type, however many values a request has. */
    default boolean isMultivalued(String key) {
        return false;
    }
}
