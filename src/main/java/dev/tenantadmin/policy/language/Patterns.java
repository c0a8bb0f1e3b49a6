package dev.tenantadmin.policy.language;

import java.util.List;

/**
 * An element with an opposite, such as Action and NotAction.
 *
 * @param negated whether it is the element that begins with Not
 * @param values at least one pattern
 */
public record Patterns(boolean negated, List<String> values) {
    public Patterns {
        values = List.copyOf(values);
    }
}
