package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.IndependentEvaluator;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares random policies with random permits, and asks the evaluator of single requests about every answer. */
@Tag("slow")
class RandomComparisonTest {

    private static final long SEED = 20261127;
    private static final int COMPARISONS = Integer.getInteger("tests.comparisons", 300);
    private static final int QUESTIONS = 100;
    private static final int WITNESSES = Integer.getInteger("tests.witnesses", 200);

    private static final Principal ALICE = RandomQuestions.ALICE;
    private static final Map<String, List<String>> FIXED = RandomQuestions.FIXED;

    /** The same user before somebody changed its tag. */
    private static final Map<String, List<String>> FIXED_BEFORE = Map.of(
            "aws:username", List.of("alice"),
            "aws:PrincipalTag/team", List.of("a"),
            "aws:PrincipalTag/none", List.of());

    private final Random random = new Random(SEED);
    private final RandomDocuments documents = new RandomDocuments(random);
    private final RandomQuestions questions = new RandomQuestions(random);

    @Test
    void theEvaluatorAgreesWithEveryAnswer() {
        Reasoner reasoner = new Reasoner(RandomQuestions.DOCUMENTED);
        Map<String, Integer> answers = new TreeMap<>();
        Map<Boolean, Integer> asked = new TreeMap<>();
        Map<String, Integer> atEdges = new TreeMap<>();
        for (int i = 0; i < COMPARISONS; i++) {
            PolicySet policies = documents.policies();
            Policy permit = i % 4 == 0 ? opposite(policies).orElseGet(documents::policy) : documents.policy();
            Possibility answer = reasoner.outside(new Access(ALICE, FIXED, policies), List.of(permit));
            answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
            PolicySet meant = PolicySet.of(List.of(allowing(permit)));
            String what = i + ": " + policies + " beside " + permit;
            if (answer instanceof Possibility.Certain outside) {
                asked.merge(
                        RandomQuestions.TABLE.kind(outside.witness().action()).isPresent(), 1, Integer::sum);
                assertThat(RandomQuestions.canBeAsked(outside.witness()))
                        .as(what + outside)
                        .isTrue();
                assertThat(isAllowed(policies, outside.witness()))
                        .as(what + outside)
                        .isTrue();
                assertThat(isAllowed(meant, outside.witness()))
                        .as(what + outside)
                        .isFalse();
            } else if (answer instanceof Possibility.None) {
                Stream.concat(
                                Stream.generate(questions::question).limit(QUESTIONS),
                                atEdges(i, policies, meant, atEdges))
                        .forEach(question -> assertThat(isAllowed(policies, question) && !isAllowed(meant, question))
                                .as(() -> what + question)
                                .isFalse());
            }
        }
        Enumerated.atLeast(COMPARISONS, "comparisons of random policies " + answers, COMPARISONS);
        assertThat(answers).containsKeys("None", "Certain", "Perhaps").doesNotContainKey("NotDecided");
        assertThat(answers.getOrDefault("Certain", 0)).isGreaterThan(COMPARISONS / 3);
        // Where AWS has such an action, the question is about one.
        assertThat(asked.getOrDefault(true, 0)).as("of AWS's actions: " + asked).isGreaterThan(COMPARISONS / 4);
        assertThat(documents.used()).hasSize(ConditionOperator.values().length);
        documents
                .used()
                .forEach((operator, times) ->
                        assertThat(times).as(operator.word()).isGreaterThan(COMPARISONS / 50));
        assertMany("random policies", atEdges);
        Enumerated.atLeast(
                COMPARISONS / 10, "of which at the edges of denies, allowed", atEdges.getOrDefault("deny, allowed", 0));
    }

    /** All that a deny leaves: so what is allowed lies within, up to the deny's very edge. */
    private static Optional<Policy> opposite(PolicySet policies) {
        return statements(policies.identity().stream()).stream()
                .filter(statement -> statement.effect() == Effect.DENY)
                .findFirst()
                .map(EdgeQuestions::opposite);
    }

    /**
     * Questions at the edges of each statement that the policies allow or deny by, and that the others do.
     *
     * @param counts how many there are, and how many of them the policies allow
     */
    private static Stream<Possibility.Question> atEdges(
            int comparison, PolicySet policies, PolicySet others, Map<String, Integer> counts) {
        EdgeQuestions questions = new EdgeQuestions(new Random(SEED + comparison));
        List<Statement> own = statements(policies.identity().stream());
        List<Statement> boundary = statements(Stream.ofNullable(policies.boundary()));
        List<Statement> meant =
                statements(Stream.concat(others.identity().stream(), Stream.ofNullable(others.boundary())));
        List<List<Statement>> allowing = List.of(allowing(own), allowing(boundary));
        List<Possibility.Question> all = new ArrayList<>();
        for (Statement edge :
                Stream.of(own, boundary, meant).flatMap(List::stream).toList()) {
            List<Possibility.Question> around =
                    questions.around(edge, allowing, meant.contains(edge) ? QUESTIONS / 4 : QUESTIONS);
            String kind = (meant.contains(edge) ? "others " : "")
                    + edge.effect().name().toLowerCase(Locale.ROOT);
            counts.merge(kind, around.size(), Integer::sum);
            counts.merge(
                    kind + ", allowed",
                    (int) around.stream()
                            .filter(question -> isAllowed(policies, question))
                            .count(),
                    Integer::sum);
            all.addAll(around);
        }
        return all.stream();
    }

    private static List<Statement> statements(Stream<PolicySource> sources) {
        return sources.flatMap(source -> source.policy().statements().stream()).toList();
    }

    private static List<Statement> allowing(List<Statement> statements) {
        return statements.stream()
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .toList();
    }

    private static void assertMany(String what, Map<String, Integer> atEdges) {
        String at = "questions where nothing was found about " + what + ", at edges of ";
        Enumerated.atLeast(20 * COMPARISONS, at + "allows, of all " + atEdges, atEdges.getOrDefault("allow", 0));
        Enumerated.atLeast(15 * COMPARISONS, at + "denies", atEdges.getOrDefault("deny", 0));
        // Where nothing is allowed nothing can be wrong.
        Enumerated.atLeast(COMPARISONS, at + "allows, allowed", atEdges.getOrDefault("allow, allowed", 0));
    }

    @Test
    void theEvaluatorAgreesWithWhatIsNew() {
        Reasoner reasoner = new Reasoner(RandomQuestions.DOCUMENTED);
        Map<String, Integer> answers = new TreeMap<>();
        Map<String, Integer> atEdges = new TreeMap<>();
        for (int i = 0; i < COMPARISONS; i++) {
            PolicySet now = documents.policies();
            PolicySet before = documents.policies();
            boolean isTagged = random.nextBoolean();
            Map<String, List<String>> fixed = isTagged ? FIXED_BEFORE : FIXED;
            Possibility answer =
                    reasoner.beyond(new Access(ALICE, FIXED, now), new Access(ALICE, fixed, before), List.of());
            answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
            String what = i + ": " + now + " after " + before + isTagged;
            if (answer instanceof Possibility.Certain found) {
                assertThat(isAllowed(now, found.witness())).as(what + found).isTrue();
                assertThat(RandomQuestions.isAllowed(before, found.witness(), fixed))
                        .as(what + found)
                        .isFalse();
            } else if (answer instanceof Possibility.None) {
                Stream.concat(Stream.generate(questions::question).limit(QUESTIONS), atEdges(i, now, before, atEdges))
                        .forEach(question -> assertThat(
                                        isAllowed(now, question) && !RandomQuestions.isAllowed(before, question, fixed))
                                .as(() -> what + question)
                                .isFalse());
            }
        }
        Enumerated.atLeast(COMPARISONS, "comparisons of random policies with earlier ones " + answers, COMPARISONS);
        assertThat(answers).containsKeys("None", "Certain", "Perhaps").doesNotContainKey("NotDecided");
        assertThat(answers.getOrDefault("Certain", 0)).isGreaterThan(COMPARISONS / 3);
        assertMany("random policies that were changed", atEdges);
    }

    private static boolean isAllowed(PolicySet policies, Possibility.Question question) {
        return RandomQuestions.isAllowed(policies, question);
    }

    /**
     * What the other evaluator is known to see otherwise: set operators, dates in seconds, binary values, single addresses of version 6, a star for an
     * empty part of an ARN, a number that is none, a wildcard for a type of resources. See disagreements.txt beside the evaluator's own test.
     */
    private static final List<String> SEEN_OTHERWISE =
            List.of("For", "1767225600", "Binary", "\"::1\"", "\"Arn", "[\"x\"]", "\"x\",", ",\"x\"", "*/acme--?");

    /** In NotResource it takes a pattern of fewer parts than an ARN has for everything, and empty text for no value. */
    private static final Pattern SHORT_IN_NOT_RESOURCE =
            Pattern.compile("\"NotResource\":\\[[^]]*\"arn:aws:sagemaker:\\*\"");

    private boolean areSeenAlike(PolicySet policies) {
        return Stream.concat(policies.identity().stream(), Stream.ofNullable(policies.boundary()))
                .map(source -> documents.text(source.policy()))
                .noneMatch(text -> SEEN_OTHERWISE.stream().anyMatch(text::contains)
                        || SHORT_IN_NOT_RESOURCE.matcher(text).find());
    }

    private static boolean isSeenAlike(Possibility.Question question) {
        return question.keys().values().stream().noneMatch(values -> values.contains(""));
    }

    private Map<String, Object> asked(PolicySet policies, Possibility.Question question) {
        try {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("principal", ALICE.arn());
            line.put("account", ALICE.account());
            line.put("action", question.action());
            line.put("resource", question.resource());
            Map<String, Object> context = new LinkedHashMap<>();
            question.keys().forEach((key, values) -> context.put(key, values.size() == 1 ? values.get(0) : values));
            line.put("context", context);
            List<Object> identity = new ArrayList<>();
            for (PolicySource source : policies.identity()) {
                identity.add(JSON.std.mapFrom(documents.text(source.policy())));
            }
            line.put("identity", identity);
            if (policies.boundary() != null) {
                line.put(
                        "boundary",
                        JSON.std.mapFrom(documents.text(policies.boundary().policy())));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It knows AWS's actions alone, and refuses a resource or drops a key that does not come with them. */
    @Test
    void anIndependentEvaluatorAllowsWhatWasFound(@TempDir Path folder) throws IOException, InterruptedException {
        IndependentEvaluator.assumeWanted();
        Reasoner reasoner = new Reasoner(RandomQuestions.DOCUMENTED);
        List<String> lines = new ArrayList<>();
        while (lines.size() < WITNESSES) {
            PolicySet policies = documents.policies();
            Policy permit = documents.policy();
            if (!areSeenAlike(policies)) {
                continue;
            }
            Possibility answer = reasoner.outside(new Access(ALICE, FIXED, policies), List.of(permit));
            if (answer instanceof Possibility.Certain outside
                    && RandomQuestions.TABLE.kind(outside.witness().action()).isPresent()
                    && isSeenAlike(outside.witness())) {
                lines.add(JSON.std.asString(asked(policies, outside.witness())));
            }
        }
        List<String> answers = IndependentEvaluator.answers(folder, lines);
        assertThat(answers).hasSameSizeAs(lines);
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!IndependentEvaluator.ALLOWED.equals(
                    JSON.std.mapFrom(answers.get(i)).get("result"))) {
                differing.add(answers.get(i) + " to " + lines.get(i));
            }
        }
        assertThat(differing).isEmpty();
        Enumerated.atLeast(WITNESSES, "witnesses that an independent evaluator allows", lines.size());
    }

    /** What a permit denies it does not have. */
    private static PolicySource allowing(Policy permit) {
        return RandomDocuments.source(new Policy(
                permit.hasVariables(),
                permit.statements().stream()
                        .filter(statement -> statement.effect() == Effect.ALLOW)
                        .toList()));
    }
}
