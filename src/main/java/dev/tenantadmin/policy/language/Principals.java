package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Map;

/**
 * The Principal element.
 *
 * @param byKind the names of each kind, such as AWS or Service; everyone is the AWS principal {@code *}
 */
public record Principals(Map<String, List<String>> byKind) {
    public Principals {
        byKind = Map.copyOf(byKind);
    }

    /** The names of a kind; none where the element does not have it. */
    public List<String> named(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
