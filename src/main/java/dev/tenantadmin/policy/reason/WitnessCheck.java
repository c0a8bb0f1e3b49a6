package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a question that a search found to the evaluator of single requests: the search is not taken at its word.
 *
 * @param isList whether a condition key can have several values
 * @param inAnyCase whether names of resources in wanted questions are meant in any case
 */
record WitnessCheck(Predicate<String> isList, boolean inAnyCase) {

    /** Whether the policies allow it; not if that cannot be decided. */
    boolean isAllowed(Access access, Possibility.Question question) {
        return access.unknownBoundary() == null
                && Boolean.TRUE.equals(decision(access.policies(), request(access, question)));
    }

    /** Whether a principal with other keys of its own was surely not allowed it. */
    boolean isRefused(Access before, Possibility.Question question) {
        return before.unknownBoundary() == null
                && Boolean.FALSE.equals(decision(before.policies(), request(before, asked(before, question))));
    }

    /** Whether it is one of the questions that some statements describe. */
    boolean isWanted(Access access, List<Policy> wanted, Possibility.Question question) {
        Request request = request(access, question);
        return Boolean.TRUE.equals(
                inAnyCase
                        ? decision(set(withLowerNames(wanted)), withLowerName(request))
                        : decision(set(wanted), request));
    }

    /** Whether it is surely none of what a permit allows. */
    boolean isOutside(Access access, List<Policy> permit, Possibility.Question question) {
        return Boolean.FALSE.equals(decision(set(permit), request(access, question)));
    }

    private static PolicySet set(List<Policy> statements) {
        return PolicySet.of(statements.stream()
                .map(policy -> new PolicySource("permit", "permit", policy))
                .toList());
    }

    private static @Nullable Boolean decision(PolicySet policies, Request request) {
        try {
            return Evaluation.decide(policies, request).isAllowed();
        } catch (UndecidableException e) {
            return null;
        }
    }

    /** With the keys that the principal itself had. */
    private static Possibility.Question asked(Access before, Possibility.Question question) {
        Knowns knowns = Knowns.of(before.fixed());
        Map<String, List<String>> keys = question.keys().entrySet().stream()
                .filter(key -> !knowns.isFixed(key.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, again) -> one, TreeMap::new));
        knowns.values().forEach((key, values) -> {
            if (!values.isEmpty()) {
                keys.put(key, values);
            }
        });
        return new Possibility.Question(question.action(), question.resource(), keys);
    }

    private Request request(Access access, Possibility.Question question) {
        return new Request(
                access.principal(),
                question.action(),
                question.resource(),
                new Context(context(question)),
                Knowledge.complete(isList));
    }

    private static List<Policy> withLowerNames(List<Policy> policies) {
        return policies.stream()
                .map(policy -> new Policy(
                        policy.hasVariables(),
                        policy.statements().stream()
                                .map(WitnessCheck::withLowerNames)
                                .toList()))
                .toList();
    }

    private static Request withLowerName(Request request) {
        return new Request(
                request.principal(),
                request.action(),
                lowerName(request.resource()),
                request.context(),
                request.knowledge());
    }

    private static Statement withLowerNames(Statement statement) {
        Patterns resources = statement.resources();
        return resources == null
                ? statement
                : new Statement(
                        statement.sid(),
                        statement.effect(),
                        statement.principals(),
                        statement.actions(),
                        new Patterns(
                                resources.negated(),
                                resources.values().stream()
                                        .map(WitnessCheck::lowerName)
                                        .toList()),
                        statement.conditions(),
                        statement.start(),
                        statement.end());
    }

    private static String lowerName(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 || !StatementForm.foldsNames(resource)
                ? resource
                : resource.substring(0, slash) + resource.substring(slash).toLowerCase(Locale.ROOT);
    }

    /** With the service's own names for the tags of the resource too. */
    private Map<String, List<String>> context(Possibility.Question question) {
        Map<String, List<String>> all = new TreeMap<>(question.keys());
        question.keys().forEach((key, values) -> {
            if (key.equals(Keys.NOW)) {
                all.put(
                        Keys.EPOCH,
                        values.stream()
                                .map(value -> Ranges.number(Ranges.Kind.DATE, value)
                                        .map(seconds ->
                                                seconds.stripTrailingZeros().toPlainString())
                                        .orElse(value))
                                .toList());
            }
            if (key.startsWith("aws:resourcetag/")) {
                String service =
                        question.action().substring(0, question.action().indexOf(':'));
                all.put(service + key.substring("aws".length()), values);
            }
        });
        return all;
    }
}
