package dev.tenantadmin.aws;

import dev.tenantadmin.proof.Answer;
import dev.tenantadmin.proof.Ask;
import dev.tenantadmin.proof.Inquiry;
import dev.tenantadmin.proof.Situation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Statement;

/** IAM's policy simulator: what the policies that a principal really has would decide. Trust policies have no say in it. */
record Simulator(IamClient iam) {

    /** Refusals of a question that leave others to be asked: the principal is gone, or a policy cannot be judged. */
    private static final Set<String> NO_ANSWER = Set.of("InvalidInput", "NoSuchEntity", "PolicyEvaluation");

    private static final Map<String, ContextKeyTypeEnum> TYPES = Map.of(
            "aws:MultiFactorAuthPresent", ContextKeyTypeEnum.BOOLEAN,
            "aws:SourceIp", ContextKeyTypeEnum.IP,
            "kms:GrantIsForAWSResource", ContextKeyTypeEnum.BOOLEAN,
            "sagemaker:MaxRuntimeInSeconds", ContextKeyTypeEnum.NUMERIC);

    /** The answers to an inquiry, in the order of its questions. */
    List<Answer> ask(Inquiry inquiry) {
        Map<String, EvaluationResult> results;
        try {
            results = ask(inquiry.subject().arn(), inquiry.actions(), inquiry.resources(), inquiry.situation());
        } catch (IamException e) {
            if (!NO_ANSWER.contains(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            Answer none = new Answer(Answer.NONE, AwsFailures.message(e));
            return inquiry.asks().stream().map(ask -> none).toList();
        }
        return inquiry.asks().stream().map(ask -> answer(ask, results)).toList();
    }

    private static Answer answer(Ask ask, Map<String, EvaluationResult> results) {
        EvaluationResult result = results.get(key(ask.action(), ask.target().arn()));
        return result == null
                ? new Answer(Answer.NONE, "the simulator left this question out")
                : new Answer(result.evalDecisionAsString(), by(result));
    }

    /** Each action on each resource, by {@link #key}. */
    Map<String, EvaluationResult> ask(
            String principal, Collection<String> actions, Collection<String> resources, Situation situation) {
        Map<String, EvaluationResult> results = new HashMap<>();
        iam.simulatePrincipalPolicyPaginator(r -> r.policySourceArn(principal)
                        .actionNames(actions)
                        .resourceArns(resources)
                        .contextEntries(context(situation))
                        .maxItems(Inquiry.MOST))
                .evaluationResults()
                .forEach(result -> {
                    results.put(key(result.evalActionName(), result.evalResourceName()), result);
                    // Documented for several resources in one call; where it is left out, each has a result of its own.
                    result.resourceSpecificResults()
                            .forEach(specific -> results.put(
                                    key(result.evalActionName(), specific.evalResourceName()),
                                    result.toBuilder()
                                            .evalDecision(specific.evalResourceDecisionAsString())
                                            .matchedStatements(specific.matchedStatements())
                                            .missingContextValues(specific.missingContextValues())
                                            .build()));
                });
        return results;
    }

    static String key(String action, String resource) {
        return action.toLowerCase(Locale.ROOT) + " " + resource;
    }

    private static List<ContextEntry> context(Situation situation) {
        return situation.keys().entrySet().stream()
                .map(key -> ContextEntry.builder()
                        .contextKeyName(key.getKey())
                        .contextKeyValues(key.getValue())
                        .contextKeyType(type(key.getKey(), key.getValue()))
                        .build())
                .toList();
    }

    private static ContextKeyTypeEnum type(String key, List<String> values) {
        return TYPES.getOrDefault(key, values.size() > 1 ? ContextKeyTypeEnum.STRING_LIST : ContextKeyTypeEnum.STRING);
    }

    private static String by(EvaluationResult result) {
        String policies = result.matchedStatements().stream()
                .map(Statement::sourcePolicyId)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        boolean byOrganization = result.organizationsDecisionDetail() != null
                && Boolean.FALSE.equals(result.organizationsDecisionDetail().allowedByOrganizations());
        return byOrganization ? "the organization's own policies" : policies;
    }
}
