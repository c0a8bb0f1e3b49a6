package dev.tenantadmin.policy.reason;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The condition keys whose values are the same in every question, because the principal has them: a name, an ARN, nothing. All others are free.
 *
 * @param values by key, in lower case; none for a key that no question has
 */
record Knowns(Map<String, List<String>> values) {

    Knowns {
        Map<String, List<String>> lower = new TreeMap<>();
        values.forEach((key, all) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(all)));
        values = Map.copyOf(lower);
    }

    /** Whether every question has the same values of the key. */
    boolean isFixed(String key) {
        return values.containsKey(key.toLowerCase(Locale.ROOT));
    }

    /** The one value of a fixed key. */
    Optional<String> value(String key) {
        List<String> all = values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
