package dev.tenantadmin.tenant.document;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A policy document as IAM reads it: what may be one value or a list is a list. */
record Document(List<Statement> statements) {

    static Document parse(String json) {
        try {
            return new Document(values(JSON.std.mapFrom(json).get("Statement")).stream()
                    .map(Statement::new)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Statement> allows() {
        return statements.stream().filter(Statement::allows);
    }

    Stream<Statement> denies() {
        return statements.stream().filter(statement -> !statement.allows());
    }

    /** The statements of this effect that name the action, as it stands or by pattern. */
    Stream<Statement> allowing(String action) {
        return allows().filter(statement -> statement.names(action));
    }

    Stream<Statement> denying(String action) {
        return denies().filter(statement -> statement.names(action));
    }

    /** {@code *} and {@code ?} as IAM takes them. */
    static boolean matches(String pattern, String value) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), value);
    }

    private static List<?> values(@Nullable Object one) {
        if (one == null) {
            return List.of();
        }
        return one instanceof List<?> list ? list : List.of(one);
    }

    record Statement(Object json) {

        boolean allows() {
            return field("Effect").equals(List.of("Allow"));
        }

        List<String> actions() {
            return field("Action");
        }

        List<String> resources() {
            return field("Resource");
        }

        List<String> notResources() {
            return field("NotResource");
        }

        boolean names(String action) {
            return actions().stream().anyMatch(pattern -> matches(pattern, action));
        }

        boolean reaches(String resource) {
            return resources().stream().anyMatch(pattern -> matches(pattern, resource));
        }

        /** The values that this operator compares the key with; none if the condition is not there. */
        List<String> condition(String operator, String key) {
            return strings(map(map(map(json).get("Condition")).get(operator)).get(key));
        }

        boolean unconditional() {
            return !map(json).containsKey("Condition");
        }

        List<String> principals(String type) {
            return strings(map(map(json).get("Principal")).get(type));
        }

        private List<String> field(String name) {
            return strings(map(json).get(name));
        }

        private static List<String> strings(@Nullable Object value) {
            return values(value).stream().map(Object::toString).toList();
        }

        /** An absent object is an empty one. */
        private static Map<?, ?> map(@Nullable Object value) {
            return value == null ? Map.of() : (Map<?, ?>) value;
        }
    }
}
