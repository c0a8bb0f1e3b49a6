package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policy documents as IAM takes and returns them. */
final class Documents {
    private static final String VERSION = "2012-10-17";
    private static final String OLD_VERSION = "2008-10-17";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final BitSet UNRESERVED = new BitSet(256);

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(UNRESERVED::set);
    }

    private Documents() {}

    /** Refuses what is no identity policy. */
    static void requireIdentityPolicy(String text) {
        Map<String, Object> document = parse(text);
        if (!VERSION.equals(document.get("Version"))) {
            throw Refusals.malformedDocument("Policy document must be version 2012-10-17 or greater.");
        }
        requireStatements(document);
    }

    /** Refuses what is no trust policy; the principals are the directory's to judge. */
    static void requireTrustPolicy(String text) {
        Map<String, Object> document = parse(text);
        if (!List.of(VERSION, OLD_VERSION).contains(document.getOrDefault("Version", OLD_VERSION))) {
            throw Refusals.malformedDocument("Syntax errors in policy.");
        }
        requireStatements(document);
    }

    private static void requireStatements(Map<String, Object> document) {
        List<Object> statements = listed(document.get("Statement")).toList();
        if (statements.isEmpty() || !statements.stream().allMatch(Map.class::isInstance)) {
            throw Refusals.malformedDocument("Syntax errors in policy.");
        }
    }

    private static Map<String, Object> parse(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw Refusals.malformedDocument("This policy contains invalid Json");
        }
    }

    /** The values of a kind of principal, such as AWS or Service, that a trust policy names. */
    static List<String> principals(String trustPolicy, String kind) {
        return statements(trustPolicy)
                .flatMap(statement -> principals(statement, kind))
                .toList();
    }

    private static Stream<String> principals(Map<?, ?> statement, String kind) {
        return statement.get("Principal") instanceof Map<?, ?> principal
                ? listed(principal.get(kind)).map(Object::toString)
                : Stream.empty();
    }

    /** Whether a trust policy lets a service assume its role, conditions aside. */
    static boolean trusts(String trustPolicy, String service) {
        return statements(trustPolicy)
                .anyMatch(statement -> "Allow".equals(statement.get("Effect"))
                        && principals(statement, "Service").anyMatch(service::equals)
                        && listed(statement.get("Action")).anyMatch(List.of("sts:AssumeRole", "sts:*", "*")::contains));
    }

    private static Stream<Map<?, ?>> statements(String text) {
        return listed(parse(text).get("Statement")).map(statement -> (Map<?, ?>) statement);
    }

    private static Stream<Object> listed(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(item -> (Object) item);
        }
        return Stream.ofNullable(value);
    }

    /** The size that IAM's limits mean: white space does not count. */
    static int size(String text) {
        return (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** As IAM returns documents: percent-encoded after RFC 3986. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(2 * text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.get(b & 0xff)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
