package dev.tenantadmin.policy.language;

import java.util.Optional;

/** The values of policy variables such as {@code aws:username}. */
@FunctionalInterface
public interface Variables {
    /** No variables: documents of the old version take the text literally. */
    Variables NONE = key -> Optional.empty();

    /** The value of a variable, if it has one. */
    Optional<String> value(String key);
}
