package dev.tenantadmin.command.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a key.
 *
 * @param line its line, from 1
 * @param items one text, or those of a list or a map
 */
public record Value(int line, List<Item> items) {

    /**
     * One text of a value.
     *
     * @param key its key in a map; empty elsewhere
     * @param text as the option takes it; for a map {@code key=value}
     */
    public record Item(int line, String key, String text) {}

    public Value {
        items = List.copyOf(items);
    }

    /** This map, with the keys that only the defaults' map has. */
    Value over(Value defaults) {
        Map<String, Item> merged = new LinkedHashMap<>();
        defaults.items.forEach(item -> merged.put(item.key(), item));
        items.forEach(item -> merged.put(item.key(), item));
        return new Value(line, new ArrayList<>(merged.values()));
    }

    /** The texts as the option takes them. */
    List<String> texts() {
        return items.stream().map(Item::text).toList();
    }
}
