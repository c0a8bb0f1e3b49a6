package dev.tenantadmin.sandbox.wire;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Converts the SDK's values to and from trees of maps, lists and scalars, by the SDK's own description of its types. */
public final class Pojos {
    private Pojos() {}

    /** The tree of a value for JSON: times are epoch seconds, bytes are Base64. */
    public static Map<String, Object> tree(SdkPojo pojo) {
        return tree(pojo, time -> time.toEpochMilli() / 1000.0);
    }

    static Map<String, Object> tree(SdkPojo pojo, Function<Instant, Object> time) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                tree.put(field.unmarshallLocationName(), branch(value, time));
            }
        }
        return tree;
    }

    private static Object branch(Object value, Function<Instant, Object> time) {
        if (value instanceof SdkPojo pojo) {
            return tree(pojo, time);
        } else if (value instanceof List<?> list) {
            return list.stream().map(item -> branch(item, time)).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(key.toString(), branch(item, time)));
            return entries;
        } else if (value instanceof Instant instant) {
            return time.apply(instant);
        } else if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArray());
        }
        return value;
    }

    /** Whether the field with this name is a map rather than a structure. */
    static boolean isMap(SdkPojo pojo, String name) {
        SdkField<?> field = pojo.sdkFieldNameToField().get(name);
        return field != null && field.containsTrait(MapTrait.class);
    }

    /** The value that a tree describes; ignores members that the type lacks. */
    public static <T extends SdkPojo> T read(Class<T> type, Map<?, ?> tree) {
        try {
            return type.cast(build((SdkPojo) type.getMethod("builder").invoke(null), tree));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(type + " is not a value of the SDK", e);
        }
    }

    /** Another type's value with the members that both types have. */
    public static <T extends SdkPojo> T copy(SdkPojo pojo, Class<T> type) {
        return read(type, tree(pojo));
    }

    /** Returns a value with other values in some fields; null removes a field's value. */
    public static <T extends SdkPojo> T with(T pojo, Class<T> type, Map<String, ?> changes) {
        Map<String, Object> tree = tree(pojo);
        changes.forEach((name, value) -> {
            if (value == null) {
                tree.remove(name);
            } else {
                tree.put(name, value);
            }
        });
        return read(type, tree);
    }

    /** The value of the field with this name; null if there is none. */
    public static @Nullable Object field(SdkPojo pojo, String name) {
        SdkField<?> field = pojo.sdkFieldNameToField().get(name);
        return field == null ? null : field.getValueOrDefault(pojo);
    }

    /** A value as one line of JSON. */
    public static String toJson(SdkPojo pojo) {
        return Json.write(tree(pojo));
    }

    /** The value that a JSON object describes. */
    public static <T extends SdkPojo> T fromJson(Class<T> type, String json) throws IOException {
        return read(type, Json.read(json));
    }

    /** The value that a slice of UTF-8 describes. */
    public static <T extends SdkPojo> T fromJson(Class<T> type, byte[] bytes, int offset, int length)
            throws IOException {
        return read(type, Json.read(bytes, offset, length));
    }

    private static SdkPojo build(SdkPojo builder, Map<?, ?> tree) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = tree.get(field.unmarshallLocationName());
            if (value != null) {
                field.set(builder, leaf(field, value));
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private static Object leaf(SdkField<?> field, Object value) {
        MarshallingType<?> type = field.marshallingType();
        try {
            if (type == MarshallingType.SDK_POJO) {
                return build(field.constructor().get(), (Map<?, ?>) value);
            } else if (type == MarshallingType.LIST) {
                ListTrait trait = field.getRequiredTrait(ListTrait.class);
                List<Object> items = new ArrayList<>();
                for (Object item : items(value)) {
                    items.add(leaf(trait.memberFieldInfo(), item));
                }
                return items;
            } else if (type == MarshallingType.MAP) {
                MapTrait trait = field.getRequiredTrait(MapTrait.class);
                Map<String, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, item) -> entries.put(key.toString(), leaf(trait.valueFieldInfo(), item)));
                return entries;
            }
            return scalar(type, value);
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
            throw new AwsException(
                    "SerializationException", 400, "The value of " + field.locationName() + " has the wrong type.");
        }
    }

    private static Object scalar(MarshallingType<?> type, Object value) {
        String text = value.toString();
        if (type == MarshallingType.STRING) {
            return (String) value;
        } else if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(text);
        } else if (type == MarshallingType.LONG) {
            return Long.valueOf(text);
        } else if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(text);
        } else if (type == MarshallingType.INSTANT) {
            return value instanceof Instant
                    ? value
                    : value instanceof Number number
                            ? Instant.ofEpochMilli(Math.round(number.doubleValue() * 1000))
                            : Instant.parse(text);
        } else if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        } else if (type == MarshallingType.DOUBLE) {
            return Double.valueOf(text);
        } else if (type == MarshallingType.FLOAT) {
            return Float.valueOf(text);
        }
        throw new IllegalArgumentException("no value of type " + type.getTargetClass() + " is read here");
    }

    /** The items of a list, or of the Query protocol's numbered "member" form. */
    private static Iterable<?> items(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value.equals("")) {
            return List.of(); // The Query protocol's form of an empty list.
        }
        if (!(((Map<?, ?>) value).get("member") instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("not a list");
        }
        Map<Integer, @Nullable Object> numbered = new TreeMap<>();
        members.forEach((key, item) -> numbered.put(Integer.valueOf(key.toString()), item));
        return numbered.values();
    }
}
