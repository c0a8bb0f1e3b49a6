package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.IndependentEvaluator;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.KnownActions;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares random policies with random permits, and asks the evaluator of single requests about every answer. */
class RandomComparisonTest {

    private static final long SEED = 20261127;
    private static final int COMPARISONS = Integer.getInteger("tests.comparisons", 300);
    private static final int QUESTIONS = 100;
    private static final int WITNESSES = Integer.getInteger("tests.witnesses", 200);

    private static final ConditionKeys DOCUMENTED = new ConditionKeys();
    private static final KnownActions TABLE = new KnownActions();
    private static final Principal ALICE = Principal.user("arn:aws:iam::123456789012:user/alice", "AIDA1");
    private static final Map<String, List<String>> FIXED = Map.of(
            "aws:username", List.of("alice"),
            "aws:PrincipalTag/team", List.of("red"),
            "aws:PrincipalTag/none", List.of());

    /** The same user before somebody changed its tag. */
    private static final Map<String, List<String>> FIXED_BEFORE = Map.of(
            "aws:username", List.of("alice"),
            "aws:PrincipalTag/team", List.of("a"),
            "aws:PrincipalTag/none", List.of());

    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
    /** The last three are AWS's, which asks about them only with a resource and keys of theirs. */
    private static final List<String> ACTIONS = List.of(
            "*",
            "sagemaker:*",
            "sagemaker:Describe*",
            "sagemaker:?top*",
            "iam:*",
            "sagemaker:StopModel",
            "sagemaker:DescribeModel",
            "sagemaker:ListModels",
            "sagemaker:CreateModel");

    private static final List<String> REAL_ACTIONS = List.of(
            "sagemaker:DescribeModel",
            "sagemaker:ListModels",
            "sagemaker:CreateModel",
            "sagemaker:StopModel",
            "sagemaker:stopjob",
            "iam:GetRole",
            "s3:GetObject",
            "iam:FutureAction");
    private static final List<String> RESOURCES = List.of(
            "*",
            ARN + "model/acme--*",
            ARN + "model/acme*",
            ARN + "*/acme--?",
            "arn:aws:*:*:*:model/*",
            "arn:aws:sagemaker:*",
            ARN + "model/${aws:username}--*",
            ARN + "model/${aws:PrincipalTag/none}*",
            ARN + "model/${aws:PrincipalTag/none, 'acme'}*",
            ARN + "model/${aws:RequestTag/x}*");
    private static final List<String> REAL_RESOURCES = List.of(
            "*",
            ARN + "model/acme--x",
            ARN + "model/acme-west",
            ARN + "model/alice--1",
            ARN + "job/acme--y",
            ARN + "notebook-instance/acme--z",
            "arn:aws:s3:::bucket/model/x",
            "arn:aws:iam::123456789012:role/model/a");

    private static final List<String> WORDS =
            List.of("a", "b", "ab", "A", "", "red", "alice", "arn:aws:iam::123456789012:role/a", "true", "false");
    private static final List<String> WORD_PATTERNS =
            List.of("a", "b", "a*", "?", "*b", "*", "", "A", "${aws:username}", "${aws:RequestTag/x}", "red");
    private static final List<String> ARN_PATTERNS = List.of(
            "arn:aws:iam::*:role/*",
            "arn:*:iam::123456789012:role/a",
            "arn:aws:iam::123456789012:user/${aws:username}");
    private static final List<String> NUMBERS = List.of("1", "5", "5.5", "10", "x");
    private static final List<String> DATES = List.of("2026-01-01", "2026-06-01T00:00:00Z", "1767225600", "never");
    private static final List<String> ADDRESSES =
            List.of("203.0.113.0/24", "203.0.113.7", "10.0.0.0/8", "2001:db8::/32", "::1");
    private static final List<String> REAL_ADDRESSES =
            List.of("203.0.113.7", "203.0.114.1", "10.1.2.3", "2001:db8::5", "::1", "none");

    private final Random random = new Random(SEED);
    private final Map<Policy, String> texts = new HashMap<>();
    private final Map<ConditionOperator, Integer> used = new EnumMap<>(ConditionOperator.class);

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        return Stream.generate(supplier)
                .limit(1 + random.nextInt(most))
                .distinct()
                .toList();
    }

    private Policy policy() {
        List<Map<String, Object>> statements = some(3, this::statement);
        try {
            String text = JSON.std.asString(Map.of("Version", "2012-10-17", "Statement", statements));
            Policy policy = PolicyReader.read(text, Grammar.IDENTITY);
            texts.put(policy, text);
            return policy;
        } catch (MalformedPolicyException e) {
            // What IAM would not take is no policy.
            return policy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> statement() {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
        statement.put(random.nextInt(5) == 0 ? "NotAction" : "Action", some(2, () -> one(ACTIONS)));
        statement.put(random.nextInt(5) == 0 ? "NotResource" : "Resource", some(2, () -> one(RESOURCES)));
        Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            condition(conditions);
        }
        if (!conditions.isEmpty()) {
            statement.put("Condition", conditions);
        }
        return statement;
    }

    private void condition(Map<String, Map<String, Object>> conditions) {
        ConditionOperator operator = one(List.of(ConditionOperator.values()));
        String word = operator.word();
        boolean isNull = operator == ConditionOperator.NULL;
        boolean isList = !isNull && random.nextInt(4) == 0;
        String name = (isList ? one(List.of("ForAnyValue:", "ForAllValues:")) : "")
                + word
                + (!isNull && random.nextInt(4) == 0 ? "IfExists" : "");
        String key = word.startsWith("Numeric")
                ? "sagemaker:MaxRuntimeInSeconds"
                : word.startsWith("Date")
                        ? "aws:CurrentTime"
                        : word.endsWith("IpAddress")
                                ? "aws:SourceIp"
                                : isList
                                        ? one(List.of("aws:TagKeys", "aws:CalledVia"))
                                        : one(List.of(
                                                "aws:RequestTag/x", "aws:ResourceTag/y", "aws:PrincipalTag/team"));
        List<String> values = isNull
                ? List.of(one(List.of("true", "false")))
                : word.startsWith("Numeric")
                        ? some(2, () -> one(NUMBERS))
                        : word.startsWith("Date")
                                ? some(2, () -> one(DATES))
                                : word.endsWith("IpAddress")
                                        ? some(2, () -> one(ADDRESSES))
                                        : word.startsWith("Arn")
                                                ? some(2, () -> one(ARN_PATTERNS))
                                                : word.equals("Bool")
                                                        ? List.of(one(List.of("true", "False")))
                                                        : word.startsWith("Binary")
                                                                ? List.of("QQ==")
                                                                : some(2, () -> one(WORD_PATTERNS));
        if (conditions.computeIfAbsent(name, operators -> new LinkedHashMap<>()).putIfAbsent(key, values) == null) {
            used.merge(operator, 1, Integer::sum);
        }
    }

    private Possibility.Question question() {
        Map<String, List<String>> keys = new TreeMap<>();
        maybe(() -> List.of(one(WORDS)), keys, "aws:RequestTag/x");
        maybe(() -> List.of(one(WORDS)), keys, "aws:ResourceTag/y");
        maybe(() -> some(3, () -> one(random.nextBoolean() ? List.of("x") : WORDS)), keys, "aws:TagKeys");
        maybe(() -> some(3, () -> one(WORDS)), keys, "aws:CalledVia");
        maybe(() -> List.of(one(NUMBERS)), keys, "sagemaker:MaxRuntimeInSeconds");
        maybe(() -> List.of(one(DATES)), keys, "aws:CurrentTime");
        maybe(() -> List.of(one(REAL_ADDRESSES)), keys, "aws:SourceIp");
        Possibility.Question question = new Possibility.Question(one(REAL_ACTIONS), one(REAL_RESOURCES), keys);
        return canBeAsked(question) ? question : question();
    }

    /** What src/site/markdown/design/proof.md says of an action's resources and keys. */
    private static boolean canBeAsked(Possibility.Question question) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.putAll(question.keys());
        List<String> tags = keys.getOrDefault("aws:TagKeys", List.of());
        boolean hasTag = keys.containsKey("aws:RequestTag/x");
        boolean isNamed = tags.stream().anyMatch("x"::equalsIgnoreCase);
        KnownActions.Kind kind = TABLE.kind(question.action()).orElse(null);
        if (kind == null) {
            return isNamed || !hasTag;
        }
        return (isNamed == hasTag || (isNamed && !kind.keys().contains("aws:requesttag/")))
                && kind.resources().stream()
                        .anyMatch(pattern -> pattern.equals("*")
                                ? question.resource().equals("*")
                                : Glob.of(pattern).matches(question.resource()))
                && keys.keySet().stream().allMatch(key -> TABLE.isPossible(kind, key.toLowerCase(Locale.ROOT)));
    }

    private void maybe(Supplier<List<String>> values, Map<String, List<String>> keys, String key) {
        if (random.nextInt(3) > 0) {
            keys.put(key, values.get());
        }
    }

    private static boolean isAllowed(PolicySet policies, Possibility.Question question) {
        return isAllowed(policies, question, FIXED);
    }

    private static boolean isAllowed(
            PolicySet policies, Possibility.Question question, Map<String, List<String>> fixed) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.putAll(question.keys());
        keys.putAll(fixed);
        keys.values().removeIf(List::isEmpty);
        Knowledge lists = Knowledge.complete(DOCUMENTED::isList);
        return Evaluation.decide(
                        policies, new Request(ALICE, question.action(), question.resource(), new Context(keys), lists))
                .isAllowed();
    }

    private static PolicySource source(Policy policy) {
        return new PolicySource("p", "policy", policy);
    }

    @Test
    void theEvaluatorAgreesWithEveryAnswer() {
        Reasoner reasoner = new Reasoner(DOCUMENTED);
        Map<String, Integer> answers = new TreeMap<>();
        Map<Boolean, Integer> asked = new TreeMap<>();
        for (int i = 0; i < COMPARISONS; i++) {
            List<Policy> documents = some(2, this::policy);
            PolicySource boundary = random.nextInt(3) == 0 ? source(policy()) : null;
            PolicySet policies = new PolicySet(
                    documents.stream().map(RandomComparisonTest::source).toList(), boundary, null, null, false);
            List<Policy> permit = new ArrayList<>();
            permit.add(policy());
            Possibility answer = reasoner.outside(new Access(ALICE, FIXED, policies), permit);
            answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
            PolicySet meant = PolicySet.of(
                    permit.stream().map(RandomComparisonTest::allowing).toList());
            String what = i + ": " + documents + " within " + boundary + " beside " + permit;
            if (answer instanceof Possibility.Certain outside) {
                asked.merge(TABLE.kind(outside.witness().action()).isPresent(), 1, Integer::sum);
                assertThat(canBeAsked(outside.witness())).as(what + outside).isTrue();
                assertThat(isAllowed(policies, outside.witness()))
                        .as(what + outside)
                        .isTrue();
                assertThat(isAllowed(meant, outside.witness()))
                        .as(what + outside)
                        .isFalse();
            } else if (answer instanceof Possibility.None) {
                for (int n = 0; n < QUESTIONS; n++) {
                    Possibility.Question question = question();
                    assertThat(isAllowed(policies, question) && !isAllowed(meant, question))
                            .as(what + question)
                            .isFalse();
                }
            }
        }
        Enumerated.atLeast(COMPARISONS, "comparisons of random policies " + answers, COMPARISONS);
        assertThat(answers).containsKeys("None", "Certain", "Perhaps").doesNotContainKey("NotDecided");
        assertThat(answers.getOrDefault("Certain", 0)).isGreaterThan(COMPARISONS / 3);
        // Where AWS has such an action, the question is about one.
        assertThat(asked.getOrDefault(true, 0)).as("of AWS's actions: " + asked).isGreaterThan(COMPARISONS / 4);
        assertThat(used).hasSize(ConditionOperator.values().length);
        used.forEach((operator, times) -> assertThat(times).as(operator.word()).isGreaterThan(COMPARISONS / 50));
    }

    private PolicySet policies() {
        List<Policy> documents = some(2, this::policy);
        PolicySource boundary = random.nextInt(3) == 0 ? source(policy()) : null;
        return new PolicySet(
                documents.stream().map(RandomComparisonTest::source).toList(), boundary, null, null, false);
    }

    @Test
    void theEvaluatorAgreesWithWhatIsNew() {
        Reasoner reasoner = new Reasoner(DOCUMENTED);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < COMPARISONS; i++) {
            PolicySet now = policies();
            PolicySet before = policies();
            boolean isTagged = random.nextBoolean();
            Map<String, List<String>> fixed = isTagged ? FIXED_BEFORE : FIXED;
            Possibility answer =
                    reasoner.beyond(new Access(ALICE, FIXED, now), new Access(ALICE, fixed, before), List.of());
            answers.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
            String what = i + ": " + now + " after " + before + isTagged;
            if (answer instanceof Possibility.Certain found) {
                assertThat(isAllowed(now, found.witness())).as(what + found).isTrue();
                assertThat(isAllowed(before, found.witness(), fixed))
                        .as(what + found)
                        .isFalse();
            } else if (answer instanceof Possibility.None) {
                for (int n = 0; n < QUESTIONS; n++) {
                    Possibility.Question question = question();
                    assertThat(isAllowed(now, question) && !isAllowed(before, question, fixed))
                            .as(what + question)
                            .isFalse();
                }
            }
        }
        Enumerated.atLeast(COMPARISONS, "comparisons of random policies with earlier ones " + answers, COMPARISONS);
        assertThat(answers).containsKeys("None", "Certain", "Perhaps").doesNotContainKey("NotDecided");
        assertThat(answers.getOrDefault("Certain", 0)).isGreaterThan(COMPARISONS / 3);
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

    private boolean areSeenAlike(Stream<Policy> policies) {
        return policies.map(policy -> texts.getOrDefault(policy, ""))
                .noneMatch(text -> SEEN_OTHERWISE.stream().anyMatch(text::contains)
                        || SHORT_IN_NOT_RESOURCE.matcher(text).find());
    }

    private static boolean isSeenAlike(Possibility.Question question) {
        return question.keys().values().stream().noneMatch(values -> values.contains(""));
    }

    private Map<String, Object> asked(List<Policy> identity, @Nullable Policy boundary, Possibility.Question question) {
        try {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("principal", ALICE.arn());
            line.put("account", ALICE.account());
            line.put("action", question.action());
            line.put("resource", question.resource());
            Map<String, Object> context = new LinkedHashMap<>();
            question.keys().forEach((key, values) -> context.put(key, values.size() == 1 ? values.get(0) : values));
            line.put("context", context);
            List<Object> documents = new ArrayList<>();
            for (Policy policy : identity) {
                documents.add(JSON.std.mapFrom(texts.getOrDefault(policy, "")));
            }
            line.put("identity", documents);
            if (boundary != null) {
                line.put("boundary", JSON.std.mapFrom(texts.getOrDefault(boundary, "")));
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
        Reasoner reasoner = new Reasoner(DOCUMENTED);
        List<String> lines = new ArrayList<>();
        while (lines.size() < WITNESSES) {
            List<Policy> documents = some(2, this::policy);
            Policy boundary = random.nextInt(3) == 0 ? policy() : null;
            if (!areSeenAlike(Stream.concat(documents.stream(), Stream.ofNullable(boundary)))) {
                continue;
            }
            PolicySet policies = new PolicySet(
                    documents.stream().map(RandomComparisonTest::source).toList(),
                    boundary == null ? null : source(boundary),
                    null,
                    null,
                    false);
            Possibility answer = reasoner.outside(new Access(ALICE, FIXED, policies), List.of(policy()));
            if (answer instanceof Possibility.Certain outside
                    && TABLE.kind(outside.witness().action()).isPresent()
                    && isSeenAlike(outside.witness())) {
                lines.add(JSON.std.asString(asked(documents, boundary, outside.witness())));
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
        return source(new Policy(
                permit.hasVariables(),
                permit.statements().stream()
                        .filter(statement -> statement.effect() == Effect.ALLOW)
                        .toList()));
    }
}
