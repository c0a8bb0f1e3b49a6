package dev.tenantadmin.policy.language;

import java.util.Optional;

/** The values of policy variables such as {@code aws:username}. */
@FunctionalInterface
public interface Variables {
    /** A document of the old version has none: its text stands as it is. */
    Variables NONE = key -> Optional.empty();

    /** The value of a variable, if it has one. */
    Optional<String> value(String key);
}
