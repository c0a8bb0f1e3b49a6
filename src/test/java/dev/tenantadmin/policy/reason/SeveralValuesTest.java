package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.testing.Enumerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions on a key with several values, against all sets of values that they could tell apart. */
@Tag("slow")
class SeveralValuesTest {

    private static final long SEED = 20261127;
    private static final int DENIED = 2_000;
    private static final String KEY = "aws:CalledVia";
    private static final ConditionKeys DOCUMENTED = new ConditionKeys();
    private static final Principal ALICE = Principal.user("arn:aws:iam::123456789012:user/alice", "AIDA1");

    /** The last stands for all values that no condition names. */
    private static final List<String> VALUES = List.of("a", "b", "", "c");

    private final Reasoner reasoner = new Reasoner(DOCUMENTED);
    private final Map<String, Integer> answers = new TreeMap<>();

    private static List<String> conditions() {
        List<String> all = new ArrayList<>(List.of("'Null': {'%s': 'true'}", "'Null': {'%s': 'false'}"));
        for (String quantifier : List.of("ForAnyValue:", "ForAllValues:")) {
            for (String operator : List.of("StringEquals", "StringNotEquals")) {
                for (String exists : List.of("", "IfExists")) {
                    for (String values : List.of("'a'", "['a', 'b']", "''")) {
                        all.add("'" + quantifier + operator + exists + "': {'%s': " + values + "}");
                    }
                }
            }
        }
        return all.stream().map(condition -> condition.formatted(KEY)).toList();
    }

    private static List<List<String>> sets() {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        for (String value : VALUES) {
            List.copyOf(all)
                    .forEach(some -> all.add(
                            Stream.concat(some.stream(), Stream.of(value)).toList()));
        }
        return all;
    }

    private static String statement(String effect, String condition) {
        return "{'Effect': '%s', 'Action': 'a:B', 'Resource': '*', 'Condition': {%s}}".formatted(effect, condition);
    }

    private static PolicySet policies(String... statements) {
        String document = "{'Version': '2012-10-17', 'Statement': [" + String.join(", ", statements) + "]}";
        return PolicySet.of(List.of(
                new PolicySource("p", "policy", PolicyReader.read(document.replace('\'', '"'), Grammar.IDENTITY))));
    }

    private static boolean isAllowed(PolicySet policies, List<String> values) {
        return Evaluation.decide(
                        policies,
                        new Request(
                                ALICE,
                                "a:B",
                                "*",
                                new Context(Map.of(KEY, values)),
                                Knowledge.complete(DOCUMENTED::isList)))
                .isAllowed();
    }

    private void compare(PolicySet policies, PolicySet permit, String what) {
        Possibility answer = reasoner.outside(
                new Access(ALICE, Map.of(), policies),
                List.of(permit.identity().get(0).policy()));
        answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
        List<List<String>> outside = sets().stream()
                .filter(values -> isAllowed(policies, values) && !isAllowed(permit, values))
                .toList();
        if (answer instanceof Possibility.Perhaps perhaps) {
            // Whether empty text is a value to Null nobody documents.
            assertThat(what).contains("'Null'");
            assertThat(perhaps.because()).containsExactly(KEY + " as empty text");
        } else {
            assertThat(answer)
                    .as(what + " " + outside)
                    .isInstanceOf(outside.isEmpty() ? Possibility.None.class : Possibility.Certain.class);
        }
    }

    @Test
    void everyAnswerIsThatOfAllSets() {
        List<String> conditions = conditions();
        for (String allowed : conditions) {
            for (String meant : conditions) {
                compare(
                        policies(statement("Allow", allowed)),
                        policies(statement("Allow", meant)),
                        allowed + " within " + meant);
            }
        }
        Random random = new Random(SEED);
        for (int i = 0; i < DENIED; i++) {
            String allowed = conditions.get(random.nextInt(conditions.size()));
            String denied = conditions.get(random.nextInt(conditions.size()));
            String meant = conditions.get(random.nextInt(conditions.size()));
            compare(
                    policies(statement("Allow", allowed), statement("Deny", denied)),
                    policies(statement("Allow", meant)),
                    allowed + " without " + denied + " within " + meant);
        }
        Enumerated.atLeast(
                2_600,
                "comparisons of several values " + answers,
                answers.values().stream().mapToInt(n -> n).sum());
        assertThat(answers).containsOnlyKeys("None", "Certain", "Perhaps");
        assertThat(answers.getOrDefault("Perhaps", DENIED)).isLessThan(DENIED / 4);
    }
}
