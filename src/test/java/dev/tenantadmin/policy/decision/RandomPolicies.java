package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.decision.Tables.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Policies put together at random, with conditions and context values mixed from the table of operators, drawn from a seed. */
final class RandomPolicies {
    private static final String NOTEBOOK = "arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/";
    private static final List<String> ACTIONS = List.of(
            "*",
            "sagemaker:*",
            "sagemaker:Describe*",
            "sagemaker:?escribeNotebookInstance",
            "iam:*",
            "sagemaker:Stop*");
    private static final List<String> RESOURCES = List.of(
            "*",
            NOTEBOOK + "acme--*",
            NOTEBOOK + "acme-*",
            NOTEBOOK + "acme-west--*",
            NOTEBOOK + "*--main",
            NOTEBOOK + "${aws:PrincipalTag/tenant}--*",
            NOTEBOOK + "${aws:PrincipalTag/none}--*",
            NOTEBOOK + "${aws:PrincipalTag/none, 'acme'}--*",
            "arn:aws:sagemaker:us-*:123456789012:notebook-instance/*",
            "arn:aws:sagemaker:*:*:notebook-instance/acme--mai?");

    private final Random random;
    private final List<Row> rows;

    /** With the conditions of rows that both evaluators are known to see alike. */
    RandomPolicies(long seed, Set<String> disputed) {
        this.random = new Random(seed);
        this.rows = Tables.operators().stream()
                .filter(row -> row.key().startsWith("aws:") && !row.key().equals("aws:PrincipalTag/none"))
                .filter(row -> disputed.stream().noneMatch(name -> name.endsWith(" " + row)))
                .toList();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> supplier) {
        List<T> all = new ArrayList<>();
        int count = least + random.nextInt(most - least + 1);
        while (all.size() < count) {
            all.add(supplier.get());
        }
        return all;
    }

    List<Case> draw(int count) {
        List<Case> cases = new ArrayList<>();
        while (cases.size() < count) {
            cases.add(draw("random policies " + cases.size()));
        }
        return cases;
    }

    private Case draw(String name) {
        boolean isSession = random.nextBoolean();
        Map<String, Row> conditions = new LinkedHashMap<>();
        some(0, 4, () -> one(rows)).forEach(row -> conditions.put(row.key(), row));
        Map<String, List<String>> context = new TreeMap<>(Map.of(
                "aws:username", List.of("alice"),
                "aws:PrincipalTag/team", List.of("red"),
                "aws:PrincipalTag/star", List.of("*"),
                "aws:PrincipalTag/truth", List.of("true"),
                "aws:PrincipalTag/tenant", List.of(random.nextBoolean() ? "acme" : "acme-west")));
        conditions.values().forEach(row -> {
            // Its own value or another row's of the same operator, so that both answers occur.
            List<Row> same = rows.stream()
                    .filter(other -> other.operator().equals(row.operator())
                            && other.key().equals(row.key()))
                    .toList();
            List<String> given = one(same).given();
            if (!given.isEmpty() && !given.equals(List.of(""))) {
                context.put(row.key(), given);
            }
        });
        List<Row> used = List.copyOf(conditions.values());
        return new Case(
                name,
                isSession ? Case.SESSION : Case.USER,
                one(List.of("sagemaker:DescribeNotebookInstance", "sagemaker:StopNotebookInstance")),
                NOTEBOOK + one(List.of("acme--main", "acme-west--main", "acme--x")),
                context,
                some(1, 3, () -> policy(used)),
                maybe(() -> policy(used)),
                isSession ? maybe(() -> policy(used)) : null,
                null);
    }

    private @Nullable String maybe(Supplier<String> policy) {
        return random.nextInt(3) == 0 ? policy.get() : null;
    }

    private String policy(List<Row> conditions) {
        return Case.document(some(1, 3, () -> statement(conditions)));
    }

    private Map<String, Object> statement(List<Row> conditions) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
        statement.put(random.nextInt(5) == 0 ? "NotAction" : "Action", some(1, 2, () -> one(ACTIONS)));
        statement.put(random.nextInt(5) == 0 ? "NotResource" : "Resource", some(1, 2, () -> one(RESOURCES)));
        Map<String, Map<String, Object>> condition = new LinkedHashMap<>();
        for (Row row : conditions) {
            if (random.nextInt(3) == 0) {
                condition
                        .computeIfAbsent(row.operator(), operator -> new LinkedHashMap<>())
                        .put(row.key(), row.values());
            }
        }
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        return statement;
    }
}
