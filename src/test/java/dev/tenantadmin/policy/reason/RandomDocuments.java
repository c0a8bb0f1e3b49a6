package dev.tenantadmin.policy.reason;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Draws policies with every operator. */
final class RandomDocuments {

    static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
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

    private static final List<String> WORD_PATTERNS =
            List.of("a", "b", "a*", "?", "*b", "*", "", "A", "${aws:username}", "${aws:RequestTag/x}", "red");
    private static final List<String> ARN_PATTERNS = List.of(
            "arn:aws:iam::*:role/*",
            "arn:*:iam::123456789012:role/a",
            "arn:aws:iam::123456789012:user/${aws:username}");
    static final List<String> NUMBERS = List.of("1", "5", "5.5", "10", "x");
    static final List<String> DATES = List.of("2026-01-01", "2026-06-01T00:00:00Z", "1767225600", "never");
    private static final List<String> ADDRESSES =
            List.of("203.0.113.0/24", "203.0.113.7", "10.0.0.0/8", "2001:db8::/32", "::1");

    private final Random random;
    private final Draw draw;
    private final Map<Policy, String> texts = new HashMap<>();
    private final Map<ConditionOperator, Integer> used = new EnumMap<>(ConditionOperator.class);

    RandomDocuments(Random random) {
        this.random = random;
        this.draw = new Draw(random);
    }

    /** One that IAM takes. */
    Policy policy() {
        List<Map<String, Object>> statements = draw.some(3, this::statement);
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
        statement.put(random.nextInt(5) == 0 ? "NotAction" : "Action", draw.some(2, () -> draw.one(ACTIONS)));
        statement.put(random.nextInt(5) == 0 ? "NotResource" : "Resource", draw.some(2, () -> draw.one(RESOURCES)));
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
        ConditionOperator operator = draw.one(List.of(ConditionOperator.values()));
        String word = operator.word();
        boolean isNull = operator == ConditionOperator.NULL;
        boolean isList = !isNull && random.nextInt(4) == 0;
        String name = (isList ? draw.one(List.of("ForAnyValue:", "ForAllValues:")) : "")
                + word
                + (!isNull && random.nextInt(4) == 0 ? "IfExists" : "");
        String key = word.startsWith("Numeric")
                ? "sagemaker:MaxRuntimeInSeconds"
                : word.startsWith("Date")
                        ? "aws:CurrentTime"
                        : word.endsWith("IpAddress")
                                ? "aws:SourceIp"
                                : isList
                                        ? draw.one(List.of("aws:TagKeys", "aws:CalledVia"))
                                        : draw.one(List.of(
                                                "aws:RequestTag/x", "aws:ResourceTag/y", "aws:PrincipalTag/team"));
        List<String> values = isNull
                ? List.of(draw.one(List.of("true", "false")))
                : word.startsWith("Numeric")
                        ? draw.some(2, () -> draw.one(NUMBERS))
                        : word.startsWith("Date")
                                ? draw.some(2, () -> draw.one(DATES))
                                : word.endsWith("IpAddress")
                                        ? draw.some(2, () -> draw.one(ADDRESSES))
                                        : word.startsWith("Arn")
                                                ? draw.some(2, () -> draw.one(ARN_PATTERNS))
                                                : word.equals("Bool")
                                                        ? List.of(draw.one(List.of("true", "False")))
                                                        : word.startsWith("Binary")
                                                                ? List.of("QQ==")
                                                                : draw.some(2, () -> draw.one(WORD_PATTERNS));
        if (conditions.computeIfAbsent(name, operators -> new LinkedHashMap<>()).putIfAbsent(key, values) == null) {
            used.merge(operator, 1, Integer::sum);
        }
    }

    /** One or two of a principal's own, and for every third principal a boundary. */
    PolicySet policies() {
        List<PolicySource> identity =
                draw.some(2, this::policy).stream().map(RandomDocuments::source).toList();
        return new PolicySet(identity, draw.oneIn(3) ? source(policy()) : null, null, null, false);
    }

    static PolicySource source(Policy policy) {
        return new PolicySource("p", "policy", policy);
    }

    /** The JSON of a policy that was drawn here. */
    String text(Policy policy) {
        return Objects.requireNonNull(texts.get(policy));
    }

    /** How often each operator was drawn. */
    Map<ConditionOperator, Integer> used() {
        return Map.copyOf(used);
    }
}
