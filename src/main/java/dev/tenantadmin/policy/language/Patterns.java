package dev.tenantadmin.policy.language;

import java.util.List;

/**
 * An element that has a form and its opposite, such as Action and NotAction.
 *
 * @param negated whether the element is the one that begins with Not
 * @param values at least one pattern
 */
public record Patterns(boolean negated, List<String> values) {
    public Patterns {
        values = List.copyOf(values);
    }
}
