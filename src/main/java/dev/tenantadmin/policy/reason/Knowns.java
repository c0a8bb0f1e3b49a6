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
 * @param absent beginnings of keys that no question has, unless they are among the values
 */
record Knowns(Map<String, List<String>> values, List<String> absent) {

    /** These keys; one that ends in a star stands for all others that begin so. */
    static Knowns of(Map<String, List<String>> fixed) {
        Map<String, List<String>> lower = new TreeMap<>();
        fixed.forEach((key, all) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(all)));
        List<String> absent = lower.keySet().stream()
                .filter(key -> key.endsWith("*"))
                .map(key -> key.substring(0, key.length() - 1))
                .toList();
        lower.keySet().removeIf(key -> key.endsWith("*"));
        return new Knowns(Map.copyOf(lower), absent);
    }

    /** Whether every question has the same values of the key. */
    boolean isFixed(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return values.containsKey(lower) || absent.stream().anyMatch(lower::startsWith);
    }

    /** The values of a fixed key. */
    List<String> all(String key) {
        return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /** The one value of a fixed key. */
    Optional<String> value(String key) {
        return Optional.of(all(key)).filter(all -> all.size() == 1).map(all -> all.get(0));
    }
}
