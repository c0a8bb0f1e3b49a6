package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Principal element.
 *
 * @param byKind the names of each kind, such as AWS or Service; everyone is the AWS principal {@code *}
 */
public record Principals(Map<String, List<String>> byKind) {
    public Principals {
        byKind = Map.copyOf(byKind);
    }

    /** The account that a name stands for as a whole, if it does: its number, or its root. */
    public static Optional<String> account(String name) {
        return name.matches("\\d{12}")
                ? Optional.of(name)
                : Arn.parse(name).filter(Arn::isRoot).map(Arn::account);
    }

    /** The names of a kind; none where the element does not have it. */
    public List<String> named(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
