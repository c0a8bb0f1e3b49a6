package dev.tenantadmin.sandbox.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The constraints in the services' own models: required members, lengths, ranges, patterns and values. */
final class Constraints {
    private final Map<String, List<String>> lines = new HashMap<>();

    Constraints() {
        try (InputStream stream = Objects.requireNonNull(Constraints.class.getResourceAsStream("constraints.tsv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    lines.computeIfAbsent(line.substring(0, tab), operation -> new ArrayList<>())
                            .add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a request, in AWS's words; empty if valid. */
    String violations(String operation, Map<String, Object> request) {
        List<String> violations = new ArrayList<>();
        for (String line : lines.getOrDefault(operation, List.of())) {
            String[] fields = line.split("\t", -1);
            new Constraint(fields[2].equals("r"), fields[3], fields[4], fields[5], fields[6])
                    .walk(request, fields[1].split("\\.", -1), 0, "", violations);
        }
        if (violations.isEmpty()) {
            return "";
        }
        return violations.size() + " validation error" + (violations.size() > 1 ? "s" : "") + " detected: "
                + String.join("; ", violations);
    }

    private record Constraint(boolean required, String least, String most, String pattern, String values) {
        void walk(@Nullable Object value, String[] path, int depth, String where, List<String> violations) {
            if (depth == path.length) {
                check(value, where, violations);
            } else if (path[depth].equals("*") && value instanceof List<?> items) {
                for (int i = 0; i < items.size(); i++) {
                    walk(items.get(i), path, depth + 1, where + "." + (i + 1) + ".member", violations);
                }
            } else if (value instanceof Map<?, ?> members) {
                String name = Character.toLowerCase(path[depth].charAt(0)) + path[depth].substring(1);
                walk(
                        members.get(path[depth]),
                        path,
                        depth + 1,
                        where.isEmpty() ? name : where + "." + name,
                        violations);
            }
        }

        private void check(@Nullable Object value, String where, List<String> violations) {
            String rule = value == null ? absent() : broken(value);
            if (rule != null) {
                String quoted = value == null ? "null" : "'" + value + "'";
                violations.add(
                        "Value " + quoted + " at '" + where + "' failed to satisfy constraint: Member must " + rule);
            }
        }

        private @Nullable String absent() {
            return required ? "not be null" : null;
        }

        private @Nullable String broken(Object value) {
            String measure = value instanceof Number ? "value" : "length";
            long size = size(value);
            if (!least.isEmpty() && size < Long.parseLong(least)) {
                return "have " + measure + " greater than or equal to " + least;
            } else if (!most.isEmpty() && size > Long.parseLong(most)) {
                return "have " + measure + " less than or equal to " + most;
            } else if (!pattern.isEmpty() && !Pattern.matches(pattern, value.toString())) {
                return "satisfy regular expression pattern: " + pattern;
            } else if (!values.isEmpty() && !List.of(values.split("\\|", -1)).contains(value.toString())) {
                return "satisfy enum value set: [" + values.replace("|", ", ") + "]";
            }
            return null;
        }

        private static long size(Object value) {
            if (value instanceof Number number) {
                return number.longValue();
            }
            return value instanceof List<?> items
                    ? items.size()
                    : value.toString().length();
        }
    }
}
