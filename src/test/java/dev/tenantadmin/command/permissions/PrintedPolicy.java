package dev.tenantadmin.command.permissions;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy as the command prints it, to be taken apart. */
public record PrintedPolicy(String json) {

    Set<String> actions() {
        return statements().stream()
                .flatMap(statement -> list(statement, "Action").stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without the action, in whatever statement. */
    String without(String action) {
        return changed(statement -> {
            List<String> others = new ArrayList<>(list(statement, "Action"));
            others.remove(action);
            statement.put("Action", others);
        });
    }

    /** The same in two policies. */
    List<String> halves() {
        List<Map<String, Object>> all = statements();
        int middle = all.size() / 2;
        return Stream.of(all.subList(0, middle), all.subList(middle, all.size()))
                .map(half -> {
                    List<Object> sids =
                            half.stream().map(statement -> statement.get("Sid")).toList();
                    return changed(statement -> {
                        if (!sids.contains(statement.get("Sid"))) {
                            statement.put("Action", List.of());
                        }
                    });
                })
                .toList();
    }

    /** With every statement changed; those without actions are gone. */
    public String changed(Consumer<Map<String, Object>> change) {
        try {
            Map<String, Object> document = JSON.std.mapFrom(json);
            List<Map<String, Object>> statements = statements();
            statements.forEach(change);
            statements.removeIf(statement -> list(statement, "Action").isEmpty());
            document.put("Statement", statements);
            if (statements.isEmpty()) {
                return Operator.OTHER;
            }
            return JSON.std.asString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> statements() {
        try {
            Object statements = JSON.std.mapFrom(json).get("Statement");
            return new ArrayList<>(
                    statements instanceof List<?> several
                            ? (List<Map<String, Object>>) several
                            : List.of((Map<String, Object>) statements));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> list(Map<String, Object> statement, String field) {
        Object value = statement.get(field);
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> statement, String field) {
        return statement.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<String> conditions(Map<String, Object> statement) {
        Function<Object, Stream<String>> keys =
                of -> ((Map<?, ?>) of).keySet().stream().map(String::valueOf);
        return object(statement, "Condition").values().stream().flatMap(keys).toList();
    }
}
