package dev.tenantadmin.command.verify.question;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request has besides action and resource.
 *
 * @param name a readable description
 * @param keys condition keys with their values
 */
public record Situation(String name, Map<String, List<String>> keys) {
    public Situation {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** This, with other values of one key. */
    Situation with(String otherName, String key, String... values) {
        Map<String, List<String>> changed = new TreeMap<>(keys);
        changed.put(key, List.of(values));
        return new Situation(otherName, changed);
    }

    /** This, without some keys. */
    Situation without(String otherName, List<String> absent) {
        Map<String, List<String>> changed = new TreeMap<>(keys);
        changed.keySet().removeAll(absent);
        return new Situation(otherName, changed);
    }
}
