package dev.tenantadmin.aws.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON file that somebody else may have written.
 *
 * @param title what it is, for a person
 */
record JsonPart(String title, Map<String, Object> fields) {

    /** @throws IncompleteFileException if the value is no object */
    JsonPart(String title, @Nullable Object value) {
        this(title, fields(title, value));
    }

    @SuppressWarnings("unchecked") // JSON's keys are text.
    private static Map<String, Object> fields(String title, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IncompleteFileException(title + " is no JSON object");
    }

    /** The same with the name of the thing. */
    JsonPart titled(String name) {
        return new JsonPart(title + " " + name, fields);
    }

    /** For something that has to be there. */
    IncompleteFileException lacks(String key) {
        return new IncompleteFileException("%s has no %s".formatted(title, key));
    }

    Set<String> keys() {
        return fields.keySet();
    }

    boolean has(String key) {
        return fields.get(key) != null;
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(fields.get(key));
    }

    /** A value that has to be there. */
    Object value(String key) {
        Object value = fields.get(key);
        if (value == null) {
            throw lacks(key);
        }
        return value;
    }

    /** A text that has to be there. */
    String text(String key) {
        if (value(key) instanceof String text) {
            return text;
        }
        throw new IncompleteFileException("%s of %s is no text".formatted(key, title));
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    @Nullable
    Integer number(String key) {
        return fields.get(key) instanceof Number number ? (Integer) number.intValue() : null;
    }

    /** A time that has to be there, as the AWS CLI prints it. */
    Instant time(String key) {
        try {
            return OffsetDateTime.parse(text(key)).toInstant();
        } catch (DateTimeException e) {
            throw new IncompleteFileException("%s of %s is no time".formatted(key, title));
        }
    }

    Optional<JsonPart> part(String key) {
        return has(key) ? Optional.of(new JsonPart(key + " of " + title, fields.get(key))) : Optional.empty();
    }

    /**
     * The objects of a list; none if it is not there.
     *
     * @param what what each is, for a person
     */
    Stream<JsonPart> each(String key, String what) {
        return list(key).stream().map(value -> new JsonPart(what, value));
    }

    /** The texts of a list; none if it is not there. */
    List<String> texts(String key) {
        return list(key).stream()
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw new IncompleteFileException("%s of %s has something that is no text".formatted(key, title));
                })
                .toList();
    }

    private List<?> list(String key) {
        Object value = fields.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IncompleteFileException("%s of %s is no list".formatted(key, title));
    }
}
