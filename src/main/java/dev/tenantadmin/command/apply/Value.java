package dev.tenantadmin.command.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The value of a field.
 *
 * @param line where it stands, the first line of the file being 1
 * @param items one text, or those of a list or a map
 */
public record Value(int line, List<Item> items) {

    /**
     * One text of a value.
     *
     * @param key its key in a map; empty elsewhere
     */
    public record Item(int line, String key, String text) {

        String argument() {
            return key.isEmpty() ? text : key + "=" + text;
        }
    }

    public Value {
        items = List.copyOf(items);
    }

    /** This map with what the defaults' map has beyond it. */
    Value over(Value defaults) {
        Map<String, Item> merged = new LinkedHashMap<>();
        defaults.items.forEach(item -> merged.put(item.key(), item));
        items.forEach(item -> merged.put(item.key(), item));
        return new Value(line, new ArrayList<>(merged.values()));
    }

    /** Each text by itself, with the line that it stands on. */
    public Stream<Value> single() {
        return items.stream().map(item -> new Value(item.line(), List.of(item)));
    }

    /** As the command line takes it. */
    public Stream<String> arguments(Field field) {
        return items.stream().flatMap(item -> field.arguments(item.argument()));
    }
}
