package dev.tenantadmin.sandbox.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A permission that an operation requires: a line of authorizations.txt.
 *
 * @param action such as iam:PassRole
 * @param resource a template
 * @param condition the member that the request must have for this to apply, if any
 * @param terms where the condition keys come from
 */
record RequiredPermission(
        String action, String resource, @Nullable String condition, List<String> terms) {
    private static final String IF = "if=";
    private static final String GAP = "?";

    /** Reads a line's columns. */
    static RequiredPermission of(String[] columns) {
        String condition = null;
        List<String> terms = new ArrayList<>();
        for (int i = 3; i < columns.length; i++) {
            if (columns[i].startsWith(IF)) {
                condition = columns[i].substring(IF.length());
            } else {
                terms.add(columns[i]);
            }
        }
        return new RequiredPermission(columns[1], columns[2], condition, List.copyOf(terms));
    }

    boolean isFor(Map<String, Object> request) {
        return condition == null || !values(request, condition).isEmpty();
    }

    boolean has(String term) {
        return terms.contains(term);
    }

    /** The keys that come from members or are constant, each with the template for its values. */
    List<Map.Entry<String, String>> keys() {
        return terms.stream()
                .filter(term -> term.indexOf('=') > 0)
                .map(term -> Map.entry(term.substring(0, term.indexOf('=')), term.substring(term.indexOf('=') + 1)))
                .toList();
    }

    /** Whether AWS would set a key here that the sandbox cannot. */
    boolean leavesOpen(String key) {
        return terms.stream()
                .filter(term -> term.startsWith(GAP))
                .map(term -> term.substring(GAP.length()))
                .anyMatch(gap -> gap.endsWith(":") ? startsWith(key, gap) : gap.equalsIgnoreCase(key));
    }

    private static boolean startsWith(String key, String prefix) {
        return key.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The values of a template in a request: one text for each value of the member in it. */
    static List<String> expand(String template, Map<String, Object> request) {
        int open = template.indexOf('{');
        if (open < 0) {
            return List.of(template);
        }
        int close = template.indexOf('}', open);
        String before = template.substring(0, open);
        String after = template.substring(close + 1);
        return values(request, template.substring(open + 1, close)).stream()
                .map(value -> before + value + after)
                .toList();
    }

    /** The values of a member; a star in its path stands for every item of a list. */
    static List<String> values(Map<String, Object> request, String path) {
        List<String> values = new ArrayList<>();
        collect(request, path.split("\\.", -1), 0, values);
        return values;
    }

    private static void collect(@Nullable Object value, String[] path, int depth, List<String> values) {
        if (value == null) {
            return;
        } else if (value instanceof List<?> items) {
            int next = depth < path.length && path[depth].equals("*") ? depth + 1 : depth;
            items.forEach(item -> collect(item, path, next, values));
        } else if (depth < path.length) {
            if (value instanceof Map<?, ?> members) {
                collect(members.get(path[depth]), path, depth + 1, values);
            }
        } else if (value instanceof Map<?, ?>) {
            values.add(path[path.length - 1]);
        } else {
            values.add(value.toString());
        }
    }
}
