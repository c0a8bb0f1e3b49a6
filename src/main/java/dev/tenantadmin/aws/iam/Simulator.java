package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.policy.language.ConditionKeys;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Statement;

/** IAM's policy simulator: what a principal's actual policies decide. It ignores trust policies. */
public record Simulator(IamClient iam) {

    /** The maximum number of answers of a call: those that one page holds. AWS documents no other limit. */
    static final int MOST = 1000;

    private static final String ALLOWED = "allowed";
    private static final String EXPLICIT_DENY = "explicitDeny";

    private static final ConditionKeys KEYS = new ConditionKeys();

    /**
     * The result for one action on one resource.
     *
     * @param decision the simulator's word: allowed, implicitDeny or explicitDeny
     * @param policies the policies that decided, in order
     * @param missing condition keys that policies use and the question did not give
     * @param deniedByBoundary whether the permissions boundary does not allow it
     * @param deniedByOrganisation whether the organisation's policies do not allow it
     */
    public record Result(
            String action,
            String decision,
            List<String> policies,
            List<String> missing,
            boolean deniedByBoundary,
            boolean deniedByOrganisation) {

        private static Result of(EvaluationResult result) {
            return new Result(
                    result.evalActionName(),
                    result.evalDecisionAsString(),
                    result.matchedStatements().stream()
                            .map(Statement::sourcePolicyId)
                            .filter(Objects::nonNull)
                            .distinct()
                            .sorted()
                            .toList(),
                    result.missingContextValues(),
                    result.permissionsBoundaryDecisionDetail() != null
                            && Boolean.FALSE.equals(
                                    result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()),
                    result.organizationsDecisionDetail() != null
                            && Boolean.FALSE.equals(
                                    result.organizationsDecisionDetail().allowedByOrganizations()));
        }

        public boolean isAllowed() {
            return decision.equals(ALLOWED);
        }

        public boolean isExplicitDeny() {
            return decision.equals(EXPLICIT_DENY);
        }

        /** What decided, for a person; may be empty. */
        public String by() {
            return deniedByOrganisation ? "the organization's own policies" : String.join(", ", policies);
        }
    }

    /**
     * The results of a call.
     *
     * @param refusal why there is no answer at all: the principal is gone, a policy cannot be evaluated, or the caller may not ask
     * @param isDenied whether the caller may not ask
     */
    public record Answers(
            Map<String, Result> results, @Nullable String refusal, boolean isDenied) {

        /** The answer to one question, unless it was left out. */
        public Optional<Result> to(String action, String resource) {
            return Optional.ofNullable(results.get(key(action, resource)));
        }
    }

    /** For a proof, at its own pace: IAM limits calls of its simulator differently. */
    public static Simulator of(AwsClients clients) {
        return new Simulator(clients.proofIam());
    }

    /** Asks about each action on each resource. */
    public Answers ask(
            String principal,
            Collection<String> actions,
            Collection<String> resources,
            Map<String, List<String>> context) {
        return ask(principal, actions, resources, context, false);
    }

    /** The same; that the caller may not ask is an answer too. */
    public Answers askIfAllowed(
            String principal,
            Collection<String> actions,
            Collection<String> resources,
            Map<String, List<String>> context) {
        return ask(principal, actions, resources, context, true);
    }

    private Answers ask(
            String principal,
            Collection<String> actions,
            Collection<String> resources,
            Map<String, List<String>> context,
            boolean toleratesDenial) {
        Map<String, Result> results = new HashMap<>();
        try {
            iam.simulatePrincipalPolicyPaginator(r -> r.policySourceArn(principal)
                            .actionNames(actions)
                            .resourceArns(resources)
                            .contextEntries(entries(context))
                            .maxItems(MOST))
                    .evaluationResults()
                    .forEach(result -> add(results, result));
        } catch (IamException e) {
            boolean isDenied = AwsFailures.denied(e);
            if ((isDenied && !toleratesDenial) || e.isThrottlingException() || e.statusCode() >= 500) {
                throw e;
            }
            return new Answers(Map.of(), AwsFailures.message(e), isDenied);
        }
        return new Answers(results, null, false);
    }

    private static void add(Map<String, Result> results, EvaluationResult result) {
        results.put(key(result.evalActionName(), result.evalResourceName()), Result.of(result));
        // Each resource of the question has its own; without any there is the result for "*" alone.
        result.resourceSpecificResults()
                .forEach(specific -> results.put(
                        key(result.evalActionName(), specific.evalResourceName()),
                        Result.of(result.toBuilder()
                                .evalDecision(specific.evalResourceDecisionAsString())
                                .matchedStatements(specific.matchedStatements())
                                .missingContextValues(specific.missingContextValues())
                                .permissionsBoundaryDecisionDetail(
                                        specific.permissionsBoundaryDecisionDetail() == null
                                                ? result.permissionsBoundaryDecisionDetail()
                                                : specific.permissionsBoundaryDecisionDetail())
                                .build())));
    }

    private static String key(String action, String resource) {
        return action.toLowerCase(Locale.ROOT) + " " + resource;
    }

    private static List<ContextEntry> entries(Map<String, List<String>> context) {
        return context.entrySet().stream()
                .map(key -> ContextEntry.builder()
                        .contextKeyName(key.getKey())
                        .contextKeyValues(key.getValue())
                        .contextKeyType(type(key.getKey(), key.getValue()))
                        .build())
                .toList();
    }

    private static ContextKeyTypeEnum type(String key, List<String> values) {
        boolean isList = values.size() > 1;
        return switch (KEYS.type(key).orElse("String").replace("ArrayOf", "")) {
            case "Bool" -> isList ? ContextKeyTypeEnum.BOOLEAN_LIST : ContextKeyTypeEnum.BOOLEAN;
            case "Numeric" -> isList ? ContextKeyTypeEnum.NUMERIC_LIST : ContextKeyTypeEnum.NUMERIC;
            case "Date" -> isList ? ContextKeyTypeEnum.DATE_LIST : ContextKeyTypeEnum.DATE;
            case "IPAddress" -> isList ? ContextKeyTypeEnum.IP_LIST : ContextKeyTypeEnum.IP;
            default -> isList ? ContextKeyTypeEnum.STRING_LIST : ContextKeyTypeEnum.STRING;
        };
    }
}
