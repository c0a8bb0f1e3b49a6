package dev.tenantadmin.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares policy documents by what they say, not by how they are written. */
final class PolicyComparison {
    private PolicyComparison() {}

    /** Whether both say the same: order does not count, and a lone value is a list of one. */
    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /** A document as IAM returns it: URL-encoded by RFC 3986, where a plus sign stands for itself. */
    static String decode(String document) {
        return document.startsWith("%") || document.startsWith("{")
                ? URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8)
                : document;
    }

    private static Object normal(String document) {
        try {
            return normal(JSON.std.anyFrom(document));
        } catch (IOException e) {
            return document;
        }
    }

    private static Object normal(Object value) {
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
