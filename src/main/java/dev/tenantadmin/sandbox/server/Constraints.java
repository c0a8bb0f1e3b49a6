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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The constraints in the services' own models: required members, lengths, ranges, patterns and values. */
final class Constraints {
    /** IAM looks at the characters of a path and of a prefix later than at all else, and says it otherwise. */
    private static final Map<String, String> PATHS = Map.of(
            "PathPrefix", "pathPrefix is invalid. It must begin with the / character",
            "Path", "path is invalid. It must begin and end with /");

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
        boolean isIam = operation.startsWith("iam.");
        List<String> violations = new ArrayList<>();
        String ofPath = "";
        for (String line : lines.getOrDefault(operation, List.of())) {
            String[] fields = line.split("\t", -1);
            boolean isPath = isIam && PATHS.containsKey(fields[1]);
            if (isPath
                    && request.get(fields[1]) instanceof String path
                    && !fields[5].isEmpty()
                    && !Pattern.matches(fields[5], path)) {
                ofPath = "The specified value for " + PATHS.get(fields[1])
                        + " and contain only alphanumeric characters and/or / characters.";
            }
            new Constraint(isIam, fields[2].equals("r"), fields[3], fields[4], isPath ? "" : fields[5], fields[6])
                    .walk(request, fields[1].split("\\.", -1), 0, "", violations);
        }
        if (!violations.isEmpty()) {
            return violations.size() + " validation error" + (violations.size() > 1 ? "s" : "") + " detected: "
                    + String.join("; ", violations);
        }
        return ofPath;
    }

    /** @param isIam whether it is said as IAM does, which tells neither the value nor the values of an enum */
    private record Constraint(
            boolean isIam, boolean required, String least, String most, String pattern, String values) {
        void walk(@Nullable Object value, String[] path, int depth, String where, List<String> violations) {
            if (depth == path.length) {
                broken(value).forEach(rule -> violations.add(violation(value, where, rule)));
            } else if (path[depth].equals("*") && value instanceof List<?> items) {
                if (depth + 1 == path.length) {
                    checkAll(items, where, violations);
                    return;
                }
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

        private String violation(@Nullable Object value, String where, String rule) {
            String quoted = isIam ? "" : value == null ? "null " : "'" + value + "' ";
            return "Value " + quoted + "at '" + where + "' failed to satisfy constraint: Member must " + rule;
        }

        /** Texts and numbers in a list are told of once for the list, with all that each must satisfy. */
        private void checkAll(List<?> items, String where, List<String> violations) {
            if (items.stream().anyMatch(item -> !broken(item).isEmpty())) {
                boolean numbers = items.get(0) instanceof Number;
                List<String> rules = Stream.of(most(numbers), least(numbers), patterned(), listed(), unlessNull())
                        .filter(rule -> !rule.isEmpty())
                        .map(rule -> "Member must " + rule)
                        .toList();
                violations.add(violation(items, where, "satisfy constraint: " + rules));
            }
        }

        /** IAM tells that an item must be there only where it has a pattern too: recorded for tags' keys and for thumbprints. */
        private String unlessNull() {
            return isIam && patterned().isEmpty() ? "" : "not be null";
        }

        private List<String> broken(@Nullable Object value) {
            if (value == null) {
                return required ? List.of("not be null") : List.of();
            }
            List<String> broken = new ArrayList<>();
            boolean number = value instanceof Number;
            long size = size(value);
            if (!least.isEmpty() && size < Long.parseLong(least)) {
                broken.add(least(number));
            }
            if (!most.isEmpty() && size > Long.parseLong(most)) {
                broken.add(most(number));
            }
            if (!pattern.isEmpty() && !Pattern.matches(pattern, value.toString())) {
                broken.add(patterned());
            }
            if (!values.isEmpty() && !List.of(values.split("\\|", -1)).contains(value.toString())) {
                broken.add(listed());
            }
            return broken;
        }

        private String least(boolean number) {
            return least.isEmpty() ? "" : "have " + measure(number) + " greater than or equal to " + least;
        }

        private String most(boolean number) {
            return most.isEmpty() ? "" : "have " + measure(number) + " less than or equal to " + most;
        }

        private static String measure(boolean number) {
            return number ? "value" : "length";
        }

        private String patterned() {
            return pattern.isEmpty() ? "" : "satisfy regular expression pattern: " + pattern;
        }

        private String listed() {
            return values.isEmpty()
                    ? ""
                    : "satisfy enum value set" + (isIam ? "" : ": [" + values.replace("|", ", ") + "]");
        }

        /** The length of a list or a map is the number of its entries. */
        private static long size(Object value) {
            if (value instanceof Number number) {
                return number.longValue();
            } else if (value instanceof List<?> items) {
                return items.size();
            }
            return value instanceof Map<?, ?> entries
                    ? entries.size()
                    : value.toString().length();
        }
    }
}
