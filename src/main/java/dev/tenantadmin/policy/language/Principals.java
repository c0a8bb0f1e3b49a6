package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Principal element.
 *
 * @param byKind the names of each kind, such as AWS or Service; the AWS principal {@code *} is everyone
 */
public record Principals(Map<String, List<String>> byKind) {
    public Principals {
        byKind = Map.copyOf(byKind);
    }

    /** The account that a name covers as a whole, by number or root; empty for other names. */
    public static Optional<String> account(String name) {
        return name.matches("\\d{12}")
                ? Optional.of(name)
                : Arn.parse(name).filter(Arn::isRoot).map(Arn::account);
    }

    /** The names of a kind; none if the element lacks it. */
    public List<String> named(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
