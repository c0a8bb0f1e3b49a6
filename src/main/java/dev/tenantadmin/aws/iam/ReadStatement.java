package dev.tenantadmin.aws.iam;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.language.Glob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A statement of an actual policy; a value that may be single or a list is a list. */
public record ReadStatement(Map<String, Object> json) {

    /** The condition key with the caller's ARN. */
    static final String PRINCIPAL = "aws:PrincipalArn";

    /** A policy that cannot be parsed may allow anything. */
    private static final ReadStatement UNREADABLE =
            new ReadStatement(Map.of("Effect", "Allow", "NotAction", "none", "Resource", "*", "Principal", "*"));

    /** The statements of a document; for an unreadable one, a statement that allows everything. */
    public static List<ReadStatement> of(String document) {
        try {
            return values(JSON.std.mapFrom(document).get("Statement")).stream()
                    .map(statement -> new ReadStatement(map(statement)))
                    .toList();
        } catch (IOException e) {
            return List.of(UNREADABLE);
        }
    }

    public boolean allows() {
        return "Allow".equals(json.get("Effect"));
    }

    public List<String> actions() {
        return strings(json.get("Action"));
    }

    public List<String> resources() {
        return strings(json.get("Resource"));
    }

    public boolean hasNot(String element) {
        return json.containsKey("Not" + element);
    }

    /** Whether it may cover the action; {@code NotAction} may cover any. */
    public boolean mayConcern(String action) {
        return hasNot("Action")
                || actions().stream().anyMatch(pattern -> Glob.of(pattern).matchesIgnoringCase(action));
    }

    /** The principals by their type; the type of a lone star is {@code AWS}. */
    Map<String, List<String>> principals() {
        Object principal = json.get("Principal");
        if (!(principal instanceof Map<?, ?> byType)) {
            return principal == null ? Map.of() : Map.of("AWS", strings(principal));
        }
        Map<String, List<String>> all = new TreeMap<>();
        byType.forEach((type, names) -> all.put(String.valueOf(type), strings(names)));
        return all;
    }

    /** The values that operators of that name compare a key with, {@code IfExists} and quantifiers included; empty if none do. */
    List<String> compared(String key, String... operators) {
        return map(json.get("Condition")).entrySet().stream()
                .filter(operator -> Stream.of(operators).anyMatch(operator.getKey()::equals))
                .flatMap(operator -> map(operator.getValue()).entrySet().stream())
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .flatMap(entry -> strings(entry.getValue()).stream())
                .toList();
    }

    /**
     * The conditions that a request must meet: operator, key and values in one text. Leaves out negated conditions and the principal's ARN,
     * which shows who is meant.
     */
    Set<String> demanded() {
        Set<String> all = new TreeSet<>();
        map(json.get("Condition"))
                .forEach((operator, keys) -> map(keys).forEach((key, value) -> {
                    if (!operator.contains("Not") && !key.equalsIgnoreCase(PRINCIPAL)) {
                        all.add("%s %s %s".formatted(operator, key, new TreeSet<>(strings(value))));
                    }
                }));
        return all;
    }

    private static List<?> values(@Nullable Object one) {
        return one == null ? List.of() : one instanceof List<?> list ? list : List.of(one);
    }

    private static List<String> strings(@Nullable Object value) {
        return values(value).stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> all = new TreeMap<>();
        if (value instanceof Map<?, ?> found) {
            found.forEach((key, inner) -> all.put(String.valueOf(key), inner));
        }
        return all;
    }
}
