package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Decision;
import dev.tenantadmin.policy.decision.Decision.MatchedStatement;
import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.model.Statement;

/**
 * The operations that simulate policies. Like IAM's, they know of the request only what the caller says: a key that is not given counts as
 * absent and is reported as missing, and trust policies are ignored.
 */
public record Simulations(Directory directory, Identities identities, Clock clock) {

    /** The input of both operations. */
    private record Question(
            PolicySet policies,
            Principal principal,
            List<String> actions,
            List<String> resources,
            Context context,
            @Nullable String marker,
            @Nullable Integer most) {}

    /** A page of answers and the marker for the next. */
    private record Answers(
            List<EvaluationResult> results, @Nullable String next) {}

    SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
            SimulatePrincipalPolicyRequest request, CallerIdentity caller) {
        requireKnown(request.resourceHandlingOption(), request.resourceOwner(), caller);
        String source = request.policySourceArn();
        Owner owner = owner(source, caller);
        List<PolicySource> identity = new ArrayList<>(owner.policies());
        identity.addAll(given(request.policyInputList(), "PolicyInputList"));
        List<PolicySource> boundaries =
                given(request.permissionsBoundaryPolicyInputList(), "PermissionsBoundaryPolicyInputList");
        requireOneBoundary(boundaries);
        PolicySource boundary = boundaries.isEmpty() ? owner.boundary() : boundaries.get(0);
        String acting = request.callerArn() == null ? source : request.callerArn();
        Answers answers = answer(new Question(
                new PolicySet(identity, boundary, null, resourcePolicy(request.resourcePolicy()), false),
                principal(acting),
                request.actionNames(),
                request.resourceArns(),
                context(acting, request.contextEntries()),
                request.marker(),
                request.maxItems()));
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(answers.results())
                .isTruncated(answers.next() != null)
                .marker(answers.next())
                .build();
    }

    SimulateCustomPolicyResponse simulateCustomPolicy(SimulateCustomPolicyRequest request, CallerIdentity caller) {
        requireKnown(request.resourceHandlingOption(), request.resourceOwner(), caller);
        List<PolicySource> boundaries =
                given(request.permissionsBoundaryPolicyInputList(), "PermissionsBoundaryPolicyInputList");
        requireOneBoundary(boundaries);
        String acting = request.callerArn() == null ? caller.iamArn("user", "/", "simulated") : request.callerArn();
        Answers answers = answer(new Question(
                new PolicySet(
                        given(request.policyInputList(), "PolicyInputList"),
                        boundaries.isEmpty() ? null : boundaries.get(0),
                        null,
                        resourcePolicy(request.resourcePolicy()),
                        false),
                principal(acting),
                request.actionNames(),
                request.resourceArns(),
                context(request.callerArn() == null ? "" : acting, request.contextEntries()),
                request.marker(),
                request.maxItems()));
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(answers.results())
                .isTruncated(answers.next() != null)
                .marker(answers.next())
                .build();
    }

    /** Refuses options that change the answer in AWS but that the sandbox does not support. */
    private static void requireKnown(@Nullable String handling, @Nullable String owner, CallerIdentity caller) {
        if (handling != null || (owner != null && !owner.contains(caller.account()))) {
            throw Refusals.invalidInput(
                    "The sandbox simulates no ResourceHandlingOption, and no ResourceOwner but its own account.");
        }
    }

    /** The policies of the simulated entity. */
    private record Owner(
            List<PolicySource> policies, @Nullable PolicySource boundary) {}

    private Owner owner(String arn, CallerIdentity caller) {
        String name = ResourceNames.lastPart(arn);
        if (caller.isAdministrator() && arn.equals(caller.arn())) {
            return new Owner(identities.of(caller).policies().identity(), null);
        } else if (arn.contains(":role/")) {
            if (directory.roleByArn(arn).isEmpty()) {
                throw missing(arn);
            }
            return new Owner(identities.ofRole(name), identities.boundary(EntityKind.ROLE, name));
        } else if (arn.contains(":user/")) {
            requireSame(directory.user(name).arn(), arn);
            return new Owner(identities.ofUser(name), identities.boundary(EntityKind.USER, name));
        } else if (arn.contains(":group/")) {
            requireSame(directory.group(name).arn(), arn);
            return new Owner(identities.own(EntityKind.GROUP, name), null);
        }
        throw Refusals.invalidInput("Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }

    private static RuntimeException missing(String arn) {
        return Refusals.noSuchEntity("Could not find entity " + arn);
    }

    private static void requireSame(String there, String asked) {
        if (!there.equals(asked)) {
            throw missing(asked);
        }
    }

    private static List<PolicySource> given(List<String> documents, String list) {
        List<PolicySource> policies = new ArrayList<>();
        for (String document : documents) {
            policies.add(source(list + "." + (policies.size() + 1), document, Grammar.IDENTITY));
        }
        return policies;
    }

    private static PolicySource source(String id, String document, Grammar grammar) {
        try {
            return new PolicySource(id, Identities.KIND, PolicyReader.read(document, grammar));
        } catch (MalformedPolicyException e) {
            throw Refusals.invalidInput(e.getMessage());
        }
    }

    private static void requireOneBoundary(List<PolicySource> boundaries) {
        if (boundaries.size() > 1) {
            throw Refusals.invalidInput("Only one permissions boundary can be simulated.");
        }
    }

    private static @Nullable PolicySource resourcePolicy(@Nullable String document) {
        return document == null ? null : source("ResourcePolicy", document, Grammar.RESOURCE);
    }

    private static Principal principal(String arn) {
        return arn.contains(":role/") ? Principal.session(arn, arn, "") : Principal.user(arn, "");
    }

    private Context context(String principalArn, List<ContextEntry> entries) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        keys.put("aws:CurrentTime", List.of(now.toString()));
        keys.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
        if (!principalArn.isEmpty()) {
            keys.put("aws:PrincipalArn", List.of(principalArn));
            keys.put("aws:PrincipalAccount", List.of(principal(principalArn).account()));
            if (principalArn.contains(":user/")) {
                keys.put("aws:username", List.of(ResourceNames.lastPart(principalArn)));
            }
        }
        Context context = new Context(keys);
        for (ContextEntry entry : entries) {
            requireType(entry);
            context = context.with(Map.of(entry.contextKeyName(), entry.contextKeyValues()));
        }
        return context;
    }

    private static void requireType(ContextEntry entry) {
        String type = entry.contextKeyTypeAsString() == null ? "string" : entry.contextKeyTypeAsString();
        String pattern = switch (type.replace("List", "").toLowerCase(Locale.ROOT)) {
            case "numeric" -> "-?\\d+(\\.\\d+)?";
            case "boolean" -> "(?i)true|false";
            case "ip" -> "[0-9a-fA-F.:]+(/\\d{1,3})?";
            case "binary" -> "[A-Za-z0-9+/]*={0,2}";
            case "date" -> "-?\\d+|\\d{4}-\\d{2}.*";
            default -> "(?s).*";
        };
        boolean isList = type.endsWith("List");
        if (entry.contextKeyValues().stream().anyMatch(value -> !value.matches(pattern))
                || (!isList && entry.contextKeyValues().size() > 1)) {
            throw Refusals.invalidInput("Invalid value of context key " + entry.contextKeyName() + ", which is of type "
                    + type + ": " + entry.contextKeyValues());
        }
    }

    /**
     * What applies to an action on any resource.
     *
     * @param missing the keys that statements on the action need and the question does not give
     */
    private record Concern(PolicySet policies, Set<String> missing) {

        static Concern of(Question question, String action) {
            PolicySet policies = question.policies().about(action);
            Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Stream.concat(
                            policies.identity().stream(),
                            Stream.of(policies.boundary(), policies.resource()).flatMap(Stream::ofNullable))
                    .flatMap(source -> source.policy().statements().stream())
                    .flatMap(statement -> statement.keys().stream())
                    .filter(key -> question.context().get(key).isEmpty())
                    .forEach(missing::add);
            return new Concern(policies, missing);
        }
    }

    /** One result for each action, with one for each of the resources that the question names. */
    private static Answers answer(Question question) {
        int start = question.marker() == null ? 0 : offset(question.marker());
        int end = (int) Math.min(question.actions().size(), (long) start + Directory.pageSize(question.most()));
        List<EvaluationResult> results = question.actions().subList(Math.min(start, end), end).stream()
                .map(action -> result(question, action))
                .toList();
        return new Answers(results, end < question.actions().size() ? String.valueOf(end) : null);
    }

    private static int offset(String marker) {
        try {
            return Integer.parseUnsignedInt(marker);
        } catch (NumberFormatException e) {
            throw Refusals.invalid("Invalid Marker.");
        }
    }

    private static EvaluationResult result(Question question, String action) {
        Concern concern = Concern.of(question, action);
        List<Decision> decisions = Stream.of(question.resources())
                .map(resources -> resources.isEmpty() ? List.of("*") : resources)
                .flatMap(List::stream)
                .map(resource -> decision(question, action, resource, concern))
                .toList();
        List<ResourceSpecificResult> specific = new ArrayList<>();
        for (int i = 0; i < question.resources().size(); i++) {
            specific.add(specific(question.resources().get(i), decisions.get(i), concern));
        }
        return EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(question.resources().stream()
                        .findFirst()
                        .flatMap(ServiceReference::template)
                        .orElse("*"))
                .evalDecision(summary(decisions).word())
                .evalDecisionDetails(Map.of())
                .matchedStatements(matched(decisions))
                .missingContextValues(concern.missing())
                .organizationsDecisionDetail(detail -> detail.allowedByOrganizations(true))
                .permissionsBoundaryDecisionDetail(boundary(decisions))
                .resourceSpecificResults(specific)
                .build();
    }

    private static Decision decision(Question question, String action, String resource, Concern concern) {
        try {
            return Evaluation.decide(
                    concern.policies(),
                    new Request(question.principal(), action, resource, question.context(), Knowledge.COMPLETE));
        } catch (UndecidableException e) {
            throw Refusals.invalidInput(e.getMessage());
        }
    }

    private static ResourceSpecificResult specific(String resource, Decision decision, Concern concern) {
        List<Decision> one = List.of(decision);
        return ResourceSpecificResult.builder()
                .evalResourceName(resource)
                .evalResourceDecision(decision.outcome().word())
                .matchedStatements(matched(one))
                .missingContextValues(concern.missing())
                .permissionsBoundaryDecisionDetail(boundary(one))
                .build();
    }

    /** The worst of the resources' decisions; what AWS says where they differ is not recorded. */
    private static Outcome summary(List<Decision> decisions) {
        return Stream.of(Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)
                .filter(outcome -> decisions.stream().anyMatch(decision -> decision.outcome() == outcome))
                .findFirst()
                .orElse(Outcome.ALLOWED);
    }

    private static @Nullable PermissionsBoundaryDecisionDetail boundary(List<Decision> decisions) {
        return decisions.stream().anyMatch(decision -> decision.allowedByBoundary() == null)
                ? null
                : PermissionsBoundaryDecisionDetail.builder()
                        .allowedByPermissionsBoundary(decisions.stream()
                                .allMatch(decision -> Boolean.TRUE.equals(decision.allowedByBoundary())))
                        .build();
    }

    private static List<Statement> matched(List<Decision> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision.matched().stream())
                .map(Simulations::view)
                .distinct()
                .toList();
    }

    private static Statement view(MatchedStatement matched) {
        return Statement.builder()
                .sourcePolicyId(matched.source().id())
                .sourcePolicyType(matched.source().kind())
                // Behind the brace, as the end is.
                .startPosition(view(matched.statement().start())
                        .copy(start -> start.column(start.build().column() + 1)))
                .endPosition(view(matched.statement().end()))
                .build();
    }

    private static Position view(dev.tenantadmin.policy.language.Position position) {
        return Position.builder()
                .line(position.line())
                .column(position.column())
                .build();
    }
}
