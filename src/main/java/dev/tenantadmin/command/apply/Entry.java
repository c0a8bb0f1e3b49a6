package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One tenant of the file, with the defaults filled in.
 *
 * @param line where it begins
 * @param fields its fields; a field that is given but empty, such as {@code users: []}, is present without items
 * @param defaults the fields that come from the defaults
 */
public record Entry(int line, String name, Map<Option<?>, Value> fields, Set<Option<?>> defaults) {

    /** Replaces a missing or invalid name, so that the rest can be checked. */
    static final String NAMELESS = "nameless";

    public Entry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        defaults = Set.copyOf(defaults);
    }

    /** The line of this text of a list; the tenant's own line if it comes from the defaults. */
    public int lineOf(String text) {
        return fields.entrySet().stream()
                .filter(field -> !defaults.contains(field.getKey()))
                .flatMap(field -> field.getValue().items().stream())
                .filter(item -> item.text().equals(text))
                .mapToInt(Value.Item::line)
                .findFirst()
                .orElse(line);
    }

    boolean nameless() {
        return name.equals(NAMELESS);
    }

    /** Whether the file lists the tenant's users. */
    public boolean namesUsers() {
        return names(Options.USERS);
    }

    /** Whether the file lists the tenant's notebooks. */
    public boolean namesNotebooks() {
        return names(Options.NOTEBOOKS);
    }

    private boolean names(Option<?> list) {
        Value value = fields.get(list);
        return value != null && !value.items().isEmpty();
    }
}
