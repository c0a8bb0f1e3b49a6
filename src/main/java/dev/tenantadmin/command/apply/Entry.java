package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One tenant of the file, the defaults put in.
 *
 * @param line where it begins
 * @param fields what is asked of it; a field that is given but empty, such as {@code users: []}, is there without items
 * @param defaults those of the fields that are as the defaults give them
 */
public record Entry(int line, String name, Map<Option<?>, Value> fields, Set<Option<?>> defaults) {

    /** Stands where a name is missing or wrong, so that the rest can be looked at. */
    static final String NAMELESS = "nameless";

    public Entry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        defaults = Set.copyOf(defaults);
    }

    /** Where the tenant is given this text of a list; the line of the tenant itself where the defaults give it. */
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

    /** Whether the file says who the tenant's users are. */
    public boolean namesUsers() {
        Value users = fields.get(Options.USERS);
        return users != null && !users.items().isEmpty();
    }
}
