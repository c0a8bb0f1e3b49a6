package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Position;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Possibility.Question;
import dev.tenantadmin.policy.reason.Reasoner;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether an actor is allowed several things at once. That is certain if each is certain in a plain call, the same for all; where it takes
 * other circumstances than those, it is perhaps.
 */
final class Asking {

    private static final Position NOWHERE = new Position(1, 1);

    /** What a call of somebody has who does nothing about it. All other circumstances are absent. */
    private static final Map<String, List<String>> PLAIN = Map.of(
            // Reserved (RFC 1112, section 4): lists of addresses do not name it, and those of all addresses contain it.
            "aws:sourceip", List.of("240.0.0.1"),
            "aws:securetransport", List.of("true"),
            "aws:viaawsservice", List.of("false"));

    /** When it is made is not known: what holds has to hold at both ends of time. */
    private static final List<Map<String, List<String>>> TIMES = List.of(
            Map.of("aws:currenttime", List.of("1970-01-01T00:00:00Z"), "aws:epochtime", List.of("0")),
            Map.of("aws:currenttime", List.of("2999-01-01T00:00:00Z"), "aws:epochtime", List.of("32472144000")));

    /** A session is begun after all that was written into a policy. */
    private static final Map<String, List<String>> NEW_SESSION =
            Map.of("aws:tokenissuetime", List.of("2999-01-01T00:00:00Z"));

    /** Condition keys by how they begin that the caller chooses, as every key of a service that is not among {@link #GIVEN}. */
    private static final List<String> CHOSEN =
            List.of("aws:requesttag/", "aws:tagkeys", "aws:requestedregion", "aws:useragent", "aws:referer");

    /** Keys of services that the thing has, and not the request. */
    private static final List<String> GIVEN =
            List.of("s3:existingobjecttag/", "s3:resourceaccount", "ec2:sourceinstancearn");

    /** Those of them that all requests of one way have in common. */
    private static final String REGION = "aws:requestedregion";

    private static final String GLOBAL = "aws:";
    private static final String TAG = ":resourcetag/";

    private final Reasoner reasoner;

    /** The names of condition keys, by these objects themselves, which are long to compare. */
    private final IdentityHashMap<PolicySet, Map<String, String>> ofPolicies = new IdentityHashMap<>();

    private final IdentityHashMap<Policy, Map<String, String>> ofPolicy = new IdentityHashMap<>();

    private final IdentityHashMap<PolicySet, Boolean> byName = new IdentityHashMap<>();

    private final IdentityHashMap<Policy, Integer> numbers = new IdentityHashMap<>();

    Asking(Reasoner reasoner) {
        this.reasoner = reasoner;
    }

    /**
     * A question.
     *
     * @param any allowing statements; one of them is looked for
     * @param keys condition keys that are known of the request and the thing
     * @param trust the trust policy of the role that it is about; null for other questions
     */
    record Asked(
            List<Statement> any,
            Map<String, List<String>> keys,
            @Nullable PolicySource trust) {

        Policy question() {
            return new Policy(false, any);
        }
    }

    /** Whether one of the actions is allowed on one of the ARNs, which may be patterns. */
    static Statement statement(List<String> actions, List<String> arns) {
        return new Statement(
                null,
                Effect.ALLOW,
                null,
                new Patterns(false, actions),
                new Patterns(false, arns),
                List.of(),
                NOWHERE,
                NOWHERE);
    }

    /** Whether it is out of the question that this is allowed by the policies that are known. */
    boolean isNone(Actor actor, Asked asked) {
        return ask(actor, asked, Map.of()) instanceof Possibility.None;
    }

    private Possibility ask(Actor actor, Asked asked, Map<String, List<String>> more) {
        Set<String> used = used(actor, asked);
        Map<String, List<String>> fixed = new TreeMap<>();
        put(actor.fixed(), used, fixed);
        put(asked.keys(), used, fixed);
        more.forEach((key, values) -> {
            if (!isFixed(asked.keys(), key)) {
                fixed.put(key, values);
            }
        });
        PolicySet policies =
                asked.trust() == null ? actor.policies() : actor.policies().withTrust(asked.trust());
        Access access = new Access(actor.principal(), fixed, policies, actor.unknownBoundary());
        List<Policy> question = List.of(asked.question());
        return caseMatters(actor) ? reasoner.amongInAnyCase(access, question) : reasoner.among(access, question);
    }

    /** Whether its policies tell names of SageMaker's resources apart by their case; asking in any case takes longer. */
    private boolean caseMatters(Actor actor) {
        return byName.computeIfAbsent(
                actor.policies(),
                policies -> Stream.concat(policies.identity().stream(), Stream.ofNullable(policies.boundary()))
                        .flatMap(source -> source.policy().statements().stream())
                        .flatMap(statement -> Stream.ofNullable(statement.resources()))
                        .flatMap(resources -> resources.values().stream())
                        .anyMatch(Asking::namesSageMakers));
    }

    private static boolean namesSageMakers(String pattern) {
        List<String> parts = Arn.partsOfPattern(pattern);
        String resource = parts.get(Arn.PARTS - 1);
        return Glob.of(parts.get(2)).matches("sagemaker")
                && resource.substring(resource.indexOf('/') + 1).chars().anyMatch(Character::isLetter);
    }

    /** Those keys alone that a policy asks for: each of the others costs time. */
    private static void put(Map<String, List<String>> known, Set<String> used, Map<String, List<String>> fixed) {
        if (!used.isEmpty()) {
            known.forEach((key, values) -> {
                String name = name(key);
                boolean matters = name.endsWith("*")
                        ? used.stream().anyMatch(one -> one.startsWith(name.substring(0, name.length() - 1)))
                        : used.contains(name);
                if (matters) {
                    fixed.put(key, values);
                }
            });
        }
    }

    private Set<String> used(Actor actor, Asked asked) {
        Set<String> own = names(actor).keySet();
        PolicySource trust = asked.trust();
        if (trust == null) {
            return own;
        }
        Set<String> both = new TreeSet<>(own);
        both.addAll(names(trust.policy()).keySet());
        return both;
    }

    /** What decides about the actor's requests, but for trust policies: the same for all actors of which it is equal. */
    List<Object> whatDecides(Actor actor) {
        Map<String, List<String>> fixed = new TreeMap<>();
        put(actor.fixed(), names(actor).keySet(), fixed);
        return List.of(
                Stream.concat(
                                actor.policies().identity().stream(),
                                Stream.ofNullable(actor.policies().boundary()))
                        .map(source -> numbers.computeIfAbsent(source.policy(), none -> numbers.size()))
                        .toList(),
                actor.hasBoundary(),
                String.valueOf(actor.unknownBoundary()),
                actor.unread(),
                actor.isUser(),
                fixed);
    }

    /** Whether all of it is allowed; empty if it is not. */
    Optional<Verdict> all(Actor actor, List<Asked> questions) {
        List<Question> witnesses = new ArrayList<>();
        Set<String> because = new TreeSet<>(actor.unread());
        boolean decided = true;
        for (Asked asked : questions) {
            Possibility possibility = ask(actor, asked, Map.of());
            if (possibility instanceof Possibility.None) {
                return Optional.empty();
            } else if (possibility instanceof Possibility.Certain certain) {
                witnesses.add(certain.witness());
            } else if (possibility instanceof Possibility.Perhaps perhaps) {
                witnesses.add(perhaps.witness());
                because.addAll(perhaps.because());
            } else {
                decided = false;
            }
        }
        if (!decided) {
            return Optional.of(new Verdict(Certainty.NOT_DECIDED, because, List.of()));
        }
        Map<String, String> names = names(actor, questions);
        boolean isPlain =
                names.keySet().stream().noneMatch(key -> key.equals(REGION) || isCircumstance(actor, questions, key));
        if (because.isEmpty() && isPlain) {
            return Optional.of(new Verdict(Certainty.CERTAIN, Set.of(), witnesses));
        }
        if (because.isEmpty()) {
            Optional<List<Question>> plain = plainly(actor, questions, names.keySet());
            if (plain.isPresent()) {
                return Optional.of(new Verdict(Certainty.CERTAIN, Set.of(), plain.get()));
            }
        }
        names.forEach((key, name) -> {
            if (isCircumstance(actor, questions, key)
                    && plainly(actor, questions, Set.of(key)).isEmpty()) {
                because.add(name);
            }
        });
        if (because.isEmpty()) {
            // None of them alone: all of them together, or the region that several requests share.
            names.forEach((key, name) -> {
                if (key.equals(REGION) || isCircumstance(actor, questions, key)) {
                    because.add(name);
                }
            });
        }
        return Optional.of(new Verdict(Certainty.PERHAPS, because, witnesses));
    }

    /** Requests that are surely allowed in a plain call, whenever it is made; empty if there are none. Other keys than those given are free. */
    private Optional<List<Question>> plainly(Actor actor, List<Asked> questions, Set<String> used) {
        List<Question> witnesses = List.of();
        for (Map<String, List<String>> time : TIMES) {
            Optional<List<Question>> found = at(time, actor, questions, used);
            if (found.isEmpty()) {
                return found;
            }
            witnesses = found.get();
            if (used.stream().noneMatch(time::containsKey)) {
                break;
            }
        }
        return Optional.of(witnesses);
    }

    private Optional<List<Question>> at(
            Map<String, List<String>> time, Actor actor, List<Asked> questions, Set<String> used) {
        Map<String, List<String>> plain = new TreeMap<>();
        for (String key : used) {
            if (isCircumstance(actor, questions, key)) {
                plain.put(key, value(key, actor, time));
            }
        }
        List<Question> witnesses = new ArrayList<>();
        for (Asked asked : questions) {
            if (!(ask(actor, asked, plain) instanceof Possibility.Certain certain)) {
                return Optional.empty();
            }
            witnesses.add(certain.witness());
            List<String> region = certain.witness().keys().get(REGION);
            if (questions.size() > 1 && region != null) {
                plain.putIfAbsent(REGION, region);
            }
        }
        // The first ones have been asked before the region was known.
        boolean agreed = !plain.containsKey(REGION)
                || questions.stream().allMatch(asked -> ask(actor, asked, plain) instanceof Possibility.Certain);
        return agreed ? Optional.of(witnesses) : Optional.empty();
    }

    private static List<String> value(String key, Actor actor, Map<String, List<String>> time) {
        List<String> now = time.getOrDefault(key, PLAIN.getOrDefault(key, List.of()));
        return actor.isUser() ? now : NEW_SESSION.getOrDefault(key, now);
    }

    /** Whether it is neither known nor of the caller's choice. */
    private static boolean isCircumstance(Actor actor, List<Asked> questions, String key) {
        boolean chosen = key.startsWith(GLOBAL)
                ? CHOSEN.stream().anyMatch(key::startsWith)
                : GIVEN.stream().noneMatch(key::startsWith);
        return !chosen
                && !isFixed(actor.fixed(), key)
                && questions.stream().noneMatch(asked -> isFixed(asked.keys(), key));
    }

    private static boolean isFixed(Map<String, List<String>> fixed, String key) {
        return fixed.keySet().stream()
                .anyMatch(name -> name.endsWith("*")
                        ? key.regionMatches(true, 0, name, 0, name.length() - 1)
                        : name.equalsIgnoreCase(key));
    }

    /** The condition keys of all policies that decide, with their names as written there. */
    private Map<String, String> names(Actor actor, List<Asked> questions) {
        Map<String, String> names = new TreeMap<>(names(actor));
        questions.stream()
                .flatMap(asked -> Stream.ofNullable(asked.trust()))
                .forEach(trust -> names(trust.policy()).forEach(names::putIfAbsent));
        return names;
    }

    private Map<String, String> names(Actor actor) {
        return ofPolicies.computeIfAbsent(actor.policies(), policies -> {
            Map<String, String> names = new TreeMap<>();
            Stream.concat(policies.identity().stream(), Stream.ofNullable(policies.boundary()))
                    .forEach(source -> names(source.policy()).forEach(names::putIfAbsent));
            return names;
        });
    }

    private Map<String, String> names(Policy policy) {
        return ofPolicy.computeIfAbsent(policy, one -> {
            Map<String, String> names = new TreeMap<>();
            one.statements().stream()
                    .flatMap(statement -> statement.keys().stream())
                    .forEach(key -> names.putIfAbsent(name(key), key));
            return names;
        });
    }

    /** In lower case; what a service says of a thing's tag, the global key says too. */
    private static String name(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        int tag = lower.indexOf(TAG);
        return tag > 0 ? "aws" + lower.substring(tag) : lower;
    }
}
