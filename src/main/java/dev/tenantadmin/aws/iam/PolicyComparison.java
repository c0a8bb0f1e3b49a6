package dev.tenantadmin.aws.iam;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.Document;
import dev.tenantadmin.reconcile.Difference.DocumentChanged;
import dev.tenantadmin.reconcile.Difference.StatementChanged;
import dev.tenantadmin.reconcile.Difference.StatementMissing;
import dev.tenantadmin.reconcile.Difference.StatementUnwanted;
import dev.tenantadmin.reconcile.Difference.Suspended;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.Suspension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares policy documents by meaning, not by notation. */
final class PolicyComparison {
    private PolicyComparison() {}

    /** Whether both mean the same: order does not count, and a single value equals a list of one. */
    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /**
     * The wanted document in place of the actual one: if that suspends, so does the wanted one, because only a resumption lifts a suspension.
     */
    static String wanted(String actual, String document) {
        return Suspension.isIn(actual) ? Suspension.added(document) : document;
    }

    /** The same for an observation; a resumption removes the suspension. */
    static String wanted(Observation.Present observed, String document) {
        boolean resumes = observed.ofType(Suspended.class).findAny().isPresent();
        return resumes ? document : wanted(observed.document(), document);
    }

    /** What differs in a document of permissions from the one that is {@link #wanted}. */
    static List<Difference> differences(String actual, String document) {
        return differences(Document.PERMISSIONS, actual, wanted(actual, document));
    }

    /**
     * What differs, statement by statement: each value that only one of the documents has. Statements are matched by their Sid, else by position.
     *
     * @param document which of its resource's documents it is
     */
    static List<Difference> differences(Document document, String actual, String wanted) {
        if (same(actual, wanted)) {
            return List.of();
        }
        List<Difference> differences = new ArrayList<>();
        Map<String, Map<String, Object>> there = statements(actual);
        Map<String, Map<String, Object>> ours = statements(wanted);
        Set<String> names = new TreeSet<>(there.keySet());
        names.addAll(ours.keySet());
        for (String name : names) {
            Map<String, Object> one = there.get(name);
            Map<String, Object> other = ours.get(name);
            if (one == null) {
                differences.add(new StatementMissing(document, name));
            } else if (other == null) {
                differences.add(new StatementUnwanted(document, name, one));
            } else {
                elements(document, name, one, other).forEach(differences::add);
            }
        }
        // Something besides the statements, such as the version.
        return differences.isEmpty() ? List.of(new DocumentChanged(document)) : differences;
    }

    private static Stream<StatementChanged> elements(
            Document document, String statement, Map<String, Object> one, Map<String, Object> other) {
        Set<String> elements = new TreeSet<>(one.keySet());
        elements.addAll(other.keySet());
        return elements.stream()
                .filter(element -> !Objects.equals(one.get(element), other.get(element)))
                .map(element -> new StatementChanged(
                        document,
                        statement,
                        element,
                        without(one.get(element), other.get(element)),
                        without(other.get(element), one.get(element))));
    }

    /** The values that the other does not have. */
    private static Set<Object> without(@Nullable Object values, @Nullable Object others) {
        Set<Object> rest = new HashSet<>(values(values));
        rest.removeAll(values(others));
        return rest;
    }

    private static Set<?> values(@Nullable Object element) {
        return element instanceof Set<?> set ? set : element == null ? Set.of() : Set.of(element);
    }

    private static Map<String, Map<String, Object>> statements(String document) {
        Map<String, Map<String, Object>> named = new TreeMap<>();
        try {
            Object statement = JSON.std.mapFrom(document).get("Statement");
            for (Object one : statement instanceof List<?> list
                    ? list
                    : Stream.ofNullable(statement).toList()) {
                if (one instanceof Map<?, ?> map) {
                    Map<String, Object> normal = new TreeMap<>();
                    map.forEach((key, value) ->
                            normal.put(String.valueOf(key), value instanceof Map ? normal(value) : elements(value)));
                    Object sid = map.get("Sid");
                    named.put(sid == null ? String.valueOf(named.size() + 1) : sid.toString(), normal);
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return named;
    }

    private static Object normal(String document) {
        try {
            return normal(JSON.std.anyFrom(document));
        } catch (IOException e) {
            return document;
        }
    }

    /** The same value for everything that means the same. */
    static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, inner) ->
                    sorted.put(String.valueOf(key), inner instanceof Map ? normal(inner) : elements(inner)));
            return sorted;
        }
        return value instanceof List ? elements(value) : String.valueOf(value);
    }

    private static Set<Object> elements(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(PolicyComparison::normal).collect(Collectors.toCollection(HashSet::new))
                : Set.of(normal(value));
    }
}
