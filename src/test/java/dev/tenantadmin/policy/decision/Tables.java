package dev.tenantadmin.policy.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of hand-written cases beside the tests. */
final class Tables {
    private static final String NOTEBOOK = "arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/acme--main";

    private Tables() {}

    /** A line of operators.txt. */
    record Row(String operator, String key, List<Object> values, List<String> given, boolean isMet) {
        /** The condition alone in a statement that allows everything, or denies it beside another that allows. */
        Case toCase(boolean denies) {
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("Effect", denies ? "Deny" : "Allow");
            statement.put("Action", "*");
            statement.put("Resource", "*");
            statement.put("Condition", Map.of(operator, Map.of(key, values)));
            Map<String, List<String>> context = new TreeMap<>(Map.of(
                    "aws:username", List.of("alice"),
                    "aws:PrincipalTag/team", List.of("red"),
                    "aws:PrincipalTag/star", List.of("*"),
                    "aws:PrincipalTag/truth", List.of("true")));
            if (!given.isEmpty()) {
                context.put(key, given);
            }
            boolean isModel = key.startsWith("sagemaker:");
            return new Case(
                    (denies ? "Deny " : "Allow ") + this,
                    Case.USER,
                    isModel ? "sagemaker:CreateEndpointConfig" : "sagemaker:DescribeNotebookInstance",
                    isModel ? NOTEBOOK.replace("notebook-instance", "endpoint-config") : NOTEBOOK,
                    context,
                    List.of(Case.document(
                            denies
                                    ? List.of(Map.of("Effect", "Allow", "Action", "*", "Resource", "*"), statement)
                                    : List.of(statement))),
                    null,
                    null,
                    null);
        }

        @Override
        public String toString() {
            return operator + " " + key + " " + values + " given " + given;
        }
    }

    /** A line of cases.jsonl. */
    record Expected(Case asked, String outcome) {
        @Override
        public String toString() {
            return asked.name() + ": " + outcome;
        }
    }

    static List<Row> operators() {
        List<Row> rows = new ArrayList<>();
        for (String line : lines("operators.txt")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split(" \\| ", -1);
                rows.add(new Row(
                        cells[0],
                        cells[1],
                        array(cells[2]),
                        cells[3].equals("-")
                                ? List.of()
                                : array(cells[3]).stream().map(Object::toString).toList(),
                        cells[4].equals("yes")));
            }
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // A JSON array is a list.
    private static List<Object> array(String json) {
        return (List<Object>)
                Objects.requireNonNull(Case.read("{\"array\": " + json + "}").get("array"));
    }

    static List<Expected> cases() {
        return lines("cases.jsonl").stream()
                .map(Case::read)
                .map(Tables::expected)
                .toList();
    }

    private static Expected expected(Map<String, Object> json) {
        Map<String, List<String>> context = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(json.get("context")))
                .forEach((key, value) -> context.put(
                        key.toString(),
                        value instanceof List<?> list
                                ? list.stream().map(Object::toString).toList()
                                : List.of(value.toString())));
        List<String> identity = ((List<?>) Objects.requireNonNull(json.get("identity")))
                .stream().map(statements -> Case.document((List<?>) statements)).toList();
        return new Expected(
                new Case(
                        text(json, "name"),
                        text(json, "principal").equals("user") ? Case.USER : Case.SESSION,
                        text(json, "action"),
                        text(json, "resource"),
                        context,
                        identity,
                        document(json.get("boundary")),
                        document(json.get("session")),
                        document(json.get("resourcePolicy"))),
                text(json, "expect"));
    }

    private static String text(Map<String, Object> json, String key) {
        return Objects.requireNonNull(json.get(key)).toString();
    }

    private static @Nullable String document(@Nullable Object statements) {
        return statements == null ? null : Case.document((List<?>) statements);
    }

    /** The cases on which both differ, each with the reason why ours is right. */
    static Map<String, String> disagreements() {
        Map<String, String> known = new LinkedHashMap<>();
        for (String line : lines("disagreements.txt")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split(" \\| ", -1);
                known.put(cells[0], cells[1]);
            }
        }
        return known;
    }

    static List<String> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(Tables.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
