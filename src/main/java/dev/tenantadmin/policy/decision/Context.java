package dev.tenantadmin.policy.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The condition keys of a request with their values. Names of keys ignore case. */
public final class Context {
    private final TreeMap<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Makes a context of these keys. A key without values is absent. */
    public Context(Map<String, ? extends Collection<String>> values) {
        values.forEach((key, all) -> {
            if (!all.isEmpty()) {
                this.values.put(key, List.copyOf(all));
            }
        });
    }

    /** The values of a key; none if the request does not have it. */
    public List<String> get(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** All keys with their values. */
    public Map<String, List<String>> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Returns this context with more keys, which replace keys of the same name. */
    public Context with(Map<String, ? extends Collection<String>> more) {
        Map<String, List<String>> all = new TreeMap<>(values);
        more.forEach((key, added) -> all.put(key, new ArrayList<>(added)));
        return new Context(all);
    }
}
