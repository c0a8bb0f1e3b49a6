package dev.tenantadmin.policy.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known about condition keys that a request lacks: whether AWS would also lack them. */
@FunctionalInterface
public interface Knowledge {
    /** Every missing key is known to be absent, as in a policy simulator. */
    Knowledge COMPLETE = key -> null;

    /** The same, where some keys are lists. */
    static Knowledge complete(Predicate<String> isList) {
        return new Knowledge() {
            @Override
            public @Nullable String gap(String key) {
                return null;
            }

            @Override
            public boolean isMultivalued(String key) {
                return isList.test(key);
            }
        };
    }

    /** Why nobody can tell whether the request has this key; null if it certainly has not. */
    @Nullable
    String gap(String key);

    /** Whether the key's type is a list, however many values a request has. */
    default boolean isMultivalued(String key) {
        return false;
    }
}
