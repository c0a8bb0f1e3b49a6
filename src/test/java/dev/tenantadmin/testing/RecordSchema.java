package dev.tenantadmin.testing;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.JsonOutput;
import dev.tenantadmin.cli.output.RecordJson;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of what {@link RecordJson} writes for records of a type. A test alone makes it, and compares it with the files that are
 * installed; so it is no part of the program.
 *
 * @param shared the types that have a definition, and the reference to it
 */
public record RecordSchema(Map<Class<?>, String> shared) {

    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";

    /** A document of its own: an object with {@code schemaVersion}. */
    public Map<String, Object> document(Class<?> type) {
        return object(
                type,
                Map.of(
                        "schemaVersion",
                        fields(
                                "const",
                                JsonOutput.version(type),
                                DESCRIPTION,
                                "The version of this JSON. Under one version fields are added, and none changes its meaning or goes.")));
    }

    /** An object, whether it has a definition or not. */
    public Map<String, Object> object(Class<?> type) {
        return object(type, Map.of());
    }

    private Map<String, Object> object(Class<?> type, Map<String, Object> before) {
        Map<String, Object> properties = new LinkedHashMap<>(before);
        List<String> required = new ArrayList<>(before.keySet());
        for (RecordComponent component : type.getRecordComponents()) {
            String name = RecordJson.name(component);
            properties.put(name, component(component));
            if (component.getType() != Optional.class) {
                required.add(name);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        describe(schema, type.getAnnotation(Described.class));
        schema.putAll(fields(TYPE, "object", "properties", properties, "required", required));
        return schema;
    }

    private Map<String, Object> component(RecordComponent component) {
        Map<String, Object> schema = schema(component.getAnnotatedType());
        describe(schema, component.getAnnotation(Described.class));
        return schema;
    }

    private static void describe(Map<String, Object> schema, @Nullable Described described) {
        if (described != null) {
            if (!described.pattern().isEmpty()) {
                schema.put("pattern", described.pattern());
            }
            if (!described.format().isEmpty()) {
                schema.put("format", described.format());
            }
            schema.put(DESCRIPTION, described.value());
        }
    }

    private Map<String, Object> schema(AnnotatedType type) {
        Class<?> raw = raw(type.getType());
        if (raw == Optional.class) {
            return schema(argument(type, 0));
        }
        Map<String, Object> schema = schema(raw, type);
        if (!type.isAnnotationPresent(Nullable.class)) {
            return schema;
        }
        if (schema.containsKey(TYPE) && raw.getRecordComponents() == null) {
            schema.put(TYPE, List.of(schema.get(TYPE), "null"));
            return schema;
        }
        return fields("anyOf", List.of(schema, fields(TYPE, "null")));
    }

    private Map<String, Object> schema(Class<?> raw, AnnotatedType type) {
        if (shared.containsKey(raw)) {
            return fields("$ref", shared.get(raw));
        } else if (raw.isRecord()) {
            return object(raw);
        } else if (raw.isEnum()) {
            Map<String, Object> words = fields(
                    "enum",
                    Stream.of(raw.getEnumConstants())
                            .map(constant -> RecordJson.word((Enum<?>) constant))
                            .toList());
            describe(words, raw.getAnnotation(Described.class));
            return words;
        } else if (Collection.class.isAssignableFrom(raw)) {
            return fields(TYPE, "array", "items", schema(argument(type, 0)));
        } else if (Map.class.isAssignableFrom(raw) && raw(argument(type, 0).getType()) == String.class) {
            AnnotatedType values = argument(type, 1);
            return values.getType() == Object.class
                    ? fields(TYPE, "object")
                    : fields(TYPE, "object", "additionalProperties", schema(values));
        } else if (raw == String.class) {
            return fields(TYPE, "string");
        } else if (raw == Instant.class) {
            return fields(TYPE, "string", "format", "date-time");
        } else if (raw == URI.class) {
            return fields(TYPE, "string", "format", "uri");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return fields(TYPE, "boolean");
        } else if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
            return fields(TYPE, "integer", "minimum", 0);
        }
        throw new IllegalArgumentException(type + " has no form in JSON");
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    /** Names and values in turn. */
    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return fields;
    }
}
