package dev.tenantadmin.command.doctor;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Decision;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Position;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.option.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the caller's own policies demand of requests: the values of condition keys under which they allow what they otherwise deny. */
final class CreationDemands {

    private static final Position NOWHERE = new Position(1, 1);
    private static final String VARIABLE = "${";
    private static final String OTHER = "x";
    private static final List<String> TRUTHS = List.of("true", "false");
    private static final String PRINCIPAL_TAG = "aws:PrincipalTag/";

    /** Tags that create-tenant gives itself and no option changes. */
    private static final Set<String> OURS = Set.of(Tags.TENANT, Tags.MANAGED_BY);

    private final ConditionKeys documented = new ConditionKeys();
    private final Reasoner reasoner = new Reasoner(documented);
    private final CallerPolicies caller;
    private final Set<String> used = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    CreationDemands(CallerPolicies caller) {
        this.caller = caller;
        documents().flatMap(policy -> policy.statements().stream()).forEach(statement -> used.addAll(statement.keys()));
    }

    private Stream<Policy> documents() {
        PolicySource boundary = caller.policies().boundary();
        return Stream.concat(
                caller.policies().identity().stream().map(PolicySource::policy),
                boundary == null ? Stream.of() : Stream.of(boundary.policy()));
    }

    /** What they say to one request. */
    sealed interface Answer {

        /** They allow it as it is. */
        record Allowed() implements Answer {}

        /**
         * They allow it with these values of condition keys. A tag has the key that it has in a request.
         *
         * @param values of each key, one of which is demanded; none if any value does
         * @param example one value of each
         */
        record Demanding(Map<String, List<String>> values, Map<String, List<String>> example) implements Answer {}

        /** They deny it, whatever else it has. */
        record Denied(Decision decision) implements Answer {}

        /** It could not be decided. */
        record NotDecided() implements Answer {}
    }

    /** What may be other than it is, in the order in which that is tried: what options change, what the way of calling changes, both. */
    private enum Free {
        OPTIONS,
        CIRCUMSTANCES,
        BOTH
    }

    /** Judges a request. */
    Answer of(CreationRequest request) {
        Optional<Decision> asItIs = decide(request);
        if (asItIs.filter(Decision::isAllowed).isPresent()) {
            return new Answer.Allowed();
        }
        boolean decided = true;
        for (Free free : Free.values()) {
            Possibility answer = reasoner.among(
                    new Access(caller.principal(), fixed(request, free), caller.policies()),
                    List.of(question(request)));
            if (answer instanceof Possibility.Certain certain) {
                Optional<Answer> demanding = demanding(request, certain.witness());
                if (demanding.isPresent()) {
                    return demanding.get();
                }
            }
            decided &= answer instanceof Possibility.None;
        }
        return decided && asItIs.isPresent() ? new Answer.Denied(asItIs.get()) : new Answer.NotDecided();
    }

    private static Policy question(CreationRequest request) {
        return new Policy(
                false,
                List.of(new Statement(
                        null,
                        Effect.ALLOW,
                        null,
                        new Patterns(false, List.of(request.action())),
                        new Patterns(false, List.of(request.resource())),
                        List.of(),
                        NOWHERE,
                        NOWHERE)));
    }

    /** The keys that stay as they are. One that a policy asks for and that is not free is absent. */
    private Map<String, List<String>> fixed(CreationRequest request, Free free) {
        Map<String, List<String>> all = new HashMap<>();
        used.forEach(key -> all.put(key.toLowerCase(Locale.ROOT), List.of()));
        caller.keys().forEach((key, values) -> all.put(key.toLowerCase(Locale.ROOT), values));
        request.keys().forEach((key, values) -> all.put(key.toLowerCase(Locale.ROOT), values));
        all.keySet().removeIf(key -> isFree(key, request, free));
        return all;
    }

    private boolean isFree(String key, CreationRequest request, Free free) {
        boolean isOption = isOption(key);
        boolean isCircumstance = !isOption
                && request.keys().keySet().stream().noneMatch(key::equalsIgnoreCase)
                && !isPrincipals(key)
                && !isTag(key);
        return switch (free) {
            case OPTIONS -> isOption && isPartOf(key, request);
            case CIRCUMSTANCES -> isCircumstance;
            case BOTH -> isCircumstance || (isOption && isPartOf(key, request));
        };
    }

    /** Whether the caller has it in every request. A session's tags can be other than its role's. */
    private boolean isPrincipals(String key) {
        if (caller.principal().kind() == Principal.Kind.SESSION && startsWith(key, PRINCIPAL_TAG)) {
            return false;
        }
        return caller.keys().keySet().stream()
                .anyMatch(known -> known.endsWith("*")
                        ? startsWith(key, known.substring(0, known.length() - 1))
                        : known.equalsIgnoreCase(key));
    }

    private static boolean startsWith(String key, String beginning) {
        return key.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static boolean isOption(String key) {
        return key.equalsIgnoreCase(CreationRequest.BOUNDARY)
                || key.equalsIgnoreCase(CreationRequest.TAG_KEYS)
                || (isTag(key) && !OURS.contains(tag(key)));
    }

    private static boolean isPartOf(String key, CreationRequest request) {
        if (key.equalsIgnoreCase(CreationRequest.BOUNDARY)) {
            return request.hasBoundary();
        }
        return isResourceTag(key) ? request.hasResourceTags() : request.sendsTags();
    }

    private static boolean isTag(String key) {
        return isResourceTag(key) || startsWith(key, CreationRequest.REQUEST_TAG);
    }

    private static boolean isResourceTag(String key) {
        return key.toLowerCase(Locale.ROOT).contains(":resourcetag/");
    }

    private static String tag(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    /** What of the witness the request lacks and needs. */
    private Optional<Answer> demanding(CreationRequest request, Possibility.Question witness) {
        Map<String, List<String>> lacking = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        witness.keys().forEach((key, values) -> {
            if (key.equalsIgnoreCase(CreationRequest.TAG_KEYS)) {
                values.stream()
                        .map(tag -> CreationRequest.REQUEST_TAG + tag)
                        .filter(tag -> request.keys().keySet().stream().noneMatch(tag::equalsIgnoreCase))
                        .forEach(tag -> lacking.putIfAbsent(tag, List.of("")));
            } else if (!isPrincipals(key)) {
                lacking.put(isTag(key) ? CreationRequest.REQUEST_TAG + tag(asWritten(key)) : asWritten(key), values);
            }
        });
        if (!isAllowed(request.with(lacking))) {
            return Optional.empty();
        }
        for (String key : List.copyOf(lacking.keySet())) {
            Map<String, List<String>> less = new TreeMap<>(lacking);
            less.remove(key);
            if (isAllowed(request.with(less))) {
                lacking.remove(key);
            }
        }
        Map<String, List<String>> values = new TreeMap<>();
        Map<String, List<String>> example = new TreeMap<>(lacking);
        lacking.forEach((key, found) -> {
            List<String> fit = fitting(request, lacking, key, found);
            values.put(key, fit);
            example.put(key, fit.isEmpty() ? found : List.of(fit.get(0)));
        });
        return Optional.of(new Answer.Demanding(values, example));
    }

    /** The key with the capitals that a policy gives it. */
    private String asWritten(String key) {
        return used.stream()
                .filter(written -> written.equalsIgnoreCase(key) || (isResourceTag(key) && isSameTag(written, key)))
                .findFirst()
                .orElse(key);
    }

    private static boolean isSameTag(String key, String other) {
        return isTag(key) && tag(key).equalsIgnoreCase(tag(other));
    }

    /** Which of the values that conditions name do, beside the others that are lacking; none if one does that no condition names. */
    private List<String> fitting(
            CreationRequest request, Map<String, List<String>> lacking, String key, List<String> found) {
        List<String> named = documents()
                .flatMap(policy -> policy.statements().stream())
                .flatMap(statement -> statement.conditions().stream())
                .filter(condition -> condition.operator() != ConditionOperator.NULL
                        && (condition.key().equalsIgnoreCase(key) || (isTag(key) && isSameTag(condition.key(), key))))
                .map(Condition::values)
                .flatMap(List::stream)
                .filter(value -> !value.contains(VARIABLE))
                .distinct()
                .toList();
        boolean isBoundary = key.equalsIgnoreCase(CreationRequest.BOUNDARY);
        if (!isBoundary && isText(key) && fits(request, lacking, key, unnamed(named, found.get(0)))) {
            return List.of();
        }
        List<String> fit = (isTruth(key) ? TRUTHS : named)
                .stream().filter(value -> fits(request, lacking, key, value)).toList();
        return fit.isEmpty() && !isBoundary ? found : fit;
    }

    private boolean isTruth(String key) {
        return documented.type(key).filter("Bool"::equals).isPresent();
    }

    private boolean isText(String key) {
        return documented.type(key).filter(type -> !type.endsWith("String")).isEmpty();
    }

    /** A value that no condition names; the one found if there is none. */
    private static String unnamed(List<String> named, String found) {
        return Stream.of(found + OTHER, OTHER + found, OTHER)
                .filter(value ->
                        named.stream().noneMatch(pattern -> Glob.of(pattern).matchesIgnoringCase(value)))
                .findFirst()
                .orElse(found);
    }

    private boolean fits(CreationRequest request, Map<String, List<String>> lacking, String key, String value) {
        Map<String, List<String>> other = new TreeMap<>(lacking);
        other.put(key, List.of(value));
        return isAllowed(request.with(other));
    }

    private boolean isAllowed(CreationRequest request) {
        return decide(request).filter(Decision::isAllowed).isPresent();
    }

    private Optional<Decision> decide(CreationRequest request) {
        Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caller.keys().forEach((key, values) -> {
            if (!key.endsWith("*")) {
                context.put(key, values);
            }
        });
        context.putAll(request.keys());
        try {
            return Optional.of(Evaluation.decide(
                    caller.policies(),
                    new Request(
                            caller.principal(),
                            request.action(),
                            request.resource(),
                            new Context(context),
                            Knowledge.complete(documented::isList))));
        } catch (UndecidableException e) {
            return Optional.empty();
        }
    }
}
