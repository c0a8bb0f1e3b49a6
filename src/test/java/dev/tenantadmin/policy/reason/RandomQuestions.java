package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.KnownActions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws questions that can be asked, and puts them to the evaluator. */
final class RandomQuestions {

    static final ConditionKeys DOCUMENTED = new ConditionKeys();
    static final KnownActions TABLE = new KnownActions();
    static final Principal ALICE = Principal.user("arn:aws:iam::123456789012:user/alice", "AIDA1");
    static final Map<String, List<String>> FIXED = Map.of(
            "aws:username", List.of("alice"),
            "aws:PrincipalTag/team", List.of("red"),
            "aws:PrincipalTag/none", List.of());

    static final List<String> ACTIONS = List.of(
            "sagemaker:DescribeModel",
            "sagemaker:ListModels",
            "sagemaker:CreateModel",
            "sagemaker:StopModel",
            "sagemaker:stopjob",
            "iam:GetRole",
            "s3:GetObject",
            "iam:FutureAction");
    static final List<String> RESOURCES = List.of(
            "*",
            RandomDocuments.ARN + "model/acme--x",
            RandomDocuments.ARN + "model/acme-west",
            RandomDocuments.ARN + "model/alice--1",
            RandomDocuments.ARN + "job/acme--y",
            RandomDocuments.ARN + "notebook-instance/acme--z",
            "arn:aws:s3:::bucket/model/x",
            "arn:aws:iam::123456789012:role/model/a");

    private static final List<String> WORDS =
            List.of("a", "b", "ab", "A", "", "red", "alice", "arn:aws:iam::123456789012:role/a", "true", "false");
    private static final List<String> ADDRESSES =
            List.of("203.0.113.7", "203.0.114.1", "10.1.2.3", "2001:db8::5", "::1", "none");

    /** The keys of several values among those here. To look them up in all of AWS's keys takes longer than to decide. */
    private static final Set<String> LISTS = Stream.of("aws:TagKeys", "aws:CalledVia")
            .filter(DOCUMENTED::isList)
            .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));

    private final Random random;
    private final Draw draw;

    RandomQuestions(Random random) {
        this.random = random;
        this.draw = new Draw(random);
    }

    /** One that can be asked. */
    Possibility.Question question() {
        Possibility.Question question = any();
        return canBeAsked(question) ? question : question();
    }

    /** One that may go together or not. */
    Possibility.Question any() {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        maybe(() -> List.of(draw.one(WORDS)), keys, "aws:RequestTag/x");
        maybe(() -> List.of(draw.one(WORDS)), keys, "aws:ResourceTag/y");
        maybe(() -> draw.some(3, () -> draw.one(random.nextBoolean() ? List.of("x") : WORDS)), keys, "aws:TagKeys");
        maybe(() -> draw.some(3, () -> draw.one(WORDS)), keys, "aws:CalledVia");
        maybe(() -> List.of(draw.one(RandomDocuments.NUMBERS)), keys, "sagemaker:MaxRuntimeInSeconds");
        maybe(() -> List.of(draw.one(RandomDocuments.DATES)), keys, "aws:CurrentTime");
        maybe(() -> List.of(draw.one(ADDRESSES)), keys, "aws:SourceIp");
        return new Possibility.Question(draw.one(ACTIONS), draw.one(RESOURCES), keys);
    }

    private void maybe(Supplier<List<String>> values, Map<String, List<String>> keys, String key) {
        if (random.nextInt(3) > 0) {
            keys.put(key, values.get());
        }
    }

    static boolean isList(String key) {
        return LISTS.contains(key);
    }

    /** What src/site/markdown/design/proof.md says of an action's resources and keys. */
    static boolean canBeAsked(Possibility.Question question) {
        String[] action = question.action().split(":", -1);
        if (action.length != 2
                || action[0].isEmpty()
                || action[1].isEmpty()
                || question.resource().isEmpty()) {
            return false;
        }
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
                && isAskedOn(question.action(), question.resource())
                && keys.keySet().stream().allMatch(key -> isAskedWith(question.action(), key));
    }

    static boolean isAskedOn(String action, String resource) {
        return TABLE.kind(action)
                .map(kind -> kind.resources().stream().anyMatch(pattern -> isOf(pattern, resource)))
                .orElse(true);
    }

    static boolean isAskedWith(String action, String key) {
        return TABLE.kind(action)
                .map(kind -> TABLE.isPossible(kind, key.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /** In Alice's partition, part by part; no name in SageMaker has a colon. */
    private static boolean isOf(String pattern, String resource) {
        List<String> patterns = Arn.parts(pattern);
        List<String> parts = Arn.parts(resource);
        if (patterns.size() < Arn.PARTS || parts.size() < Arn.PARTS) {
            return pattern.equals(resource);
        }
        for (int i = 0; i < Arn.PARTS; i++) {
            boolean isMissing = i < Arn.PARTS - 1
                    && parts.get(i).isEmpty()
                    && !patterns.get(i).isEmpty();
            if (isMissing || !Glob.of(patterns.get(i)).matches(parts.get(i))) {
                return false;
            }
        }
        return parts.get(1).equals("aws")
                && !(parts.get(2).equals("sagemaker")
                        && parts.get(Arn.PARTS - 1).contains(":"));
    }

    static boolean isAllowed(PolicySet policies, Possibility.Question question) {
        return isAllowed(policies, question, FIXED);
    }

    /**
     * What the evaluator says.
     *
     * @param fixed the keys of the principal
     */
    static boolean isAllowed(PolicySet policies, Possibility.Question question, Map<String, List<String>> fixed) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.putAll(question.keys());
        keys.putAll(fixed);
        keys.values().removeIf(List::isEmpty);
        Knowledge lists = Knowledge.complete(LISTS::contains);
        return Evaluation.decide(
                        policies, new Request(ALICE, question.action(), question.resource(), new Context(keys), lists))
                .isAllowed();
    }
}
