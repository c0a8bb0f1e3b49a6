package dev.tenantadmin.sandbox.policy;

import java.util.Optional;

/** The values of policy variables such as {@code aws:username}. */
@FunctionalInterface
interface Variables {
    /** A document of the old version has none: its text stands as it is. */
    Variables NONE = key -> Optional.empty();

    Optional<String> value(String key);
}
