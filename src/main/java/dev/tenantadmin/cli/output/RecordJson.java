package dev.tenantadmin.cli.output;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into what the JSON library writes: an object with a field for each component, in their order. It writes nulls and omits
 * empty Optionals. A boolean {@code isProtected} becomes the field {@code protected}, as in a bean.
 */
public final class RecordJson {

    private RecordJson() {}

    /** The fields of the object. */
    public static Map<String, @Nullable Object> fields(Record source) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : source.getClass().getRecordComponents()) {
            Object value = read(component, source);
            if (!Optional.empty().equals(value)) {
                fields.put(name(component), json(value));
            }
        }
        return fields;
    }

    private static @Nullable Object read(RecordComponent component, Record source) {
        try {
            return component.getAccessor().invoke(source);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof Record nested) {
            return fields(nested);
        }
        if (value instanceof Optional<?> present) {
            return json(present.get());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((key, each) -> fields.put(String.valueOf(key), json(each)));
            return fields;
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(RecordJson::json).toList();
        }
        if (value instanceof Enum<?> constant) {
            return word(constant);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** The name of the field that a component becomes. */
    public static String name(RecordComponent component) {
        String name = component.getName();
        return component.getType() == boolean.class && name.matches("is[A-Z].*")
                ? Character.toLowerCase(name.charAt(2)) + name.substring(3)
                : name;
    }

    /** The word for a constant: {@code timed-out}, or the constant's own text. */
    public static String word(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
