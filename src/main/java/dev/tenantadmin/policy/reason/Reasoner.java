package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.PrincipalMatch;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.KnownActions;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares all that a principal's policies allow with a permit. The claim is about every question of action, resource and condition keys that can be
 * put to these policies; see src/site/markdown/design/proof.md.
 */
public final class Reasoner {

    private static final long STATES = 400_000;
    private static final long NODES = 20_000;

    private final ConditionKeys documented;
    private final AtomicReference<KnownActions> actions = new AtomicReference<>();
    private final long states;
    private final long nodes;

    /** With a budget that our own documents never use up. */
    public Reasoner(ConditionKeys documented) {
        this(documented, STATES, NODES);
    }

    /**
     * @param states of texts that one comparison may look at
     * @param nodes of the search that it may open
     */
    public Reasoner(ConditionKeys documented, long states, long nodes) {
        this.documented = documented;
        this.states = states;
        this.nodes = nodes;
    }

    /**
     * Whether anything is allowed outside of the permit.
     *
     * @param permit what is meant to be allowed: allowing statements
     */
    public Possibility outside(Access access, List<Policy> permit) {
        return find(new Comparison(access, null, permit, false));
    }

    /**
     * Whether any of some questions is allowed.
     *
     * @param questions what is looked for: allowing statements
     */
    public Possibility among(Access access, List<Policy> questions) {
        return among(access, questions, List.of());
    }

    /**
     * Whether any of some questions is allowed outside of the permit.
     *
     * @param questions what is looked for: allowing statements
     */
    public Possibility among(Access access, List<Policy> questions, List<Policy> permit) {
        return find(new Comparison(access, questions, permit, false));
    }

    /**
     * The same, where the names of resources in the questions are meant in any case: SageMaker takes a name in any and finds the same thing, and IAM
     * compares what the request says. So one casing that is allowed is enough, and a deny has to be of all.
     */
    public Possibility amongInAnyCase(Access access, List<Policy> questions) {
        return find(new Comparison(access, questions, List.of(), true));
    }

    /** Only where something is allowed are they asked for. */
    private KnownActions actions() {
        return actions.updateAndGet(known -> known == null ? new KnownActions() : known);
    }

    private static Possibility find(Comparison comparison) {
        try {
            Set<String> gaps = new TreeSet<>();
            Optional<Possibility.Question> above = comparison.find(true, gaps);
            if (above.isEmpty()) {
                return new Possibility.None();
            }
            Optional<Possibility.Question> below = gaps.isEmpty() ? above : comparison.find(false, new TreeSet<>());
            return below.filter(comparison::isAllowed)
                    .<Possibility>map(Possibility.Certain::new)
                    .orElseGet(() -> new Possibility.Perhaps(above.get(), gaps));
        } catch (Budget.OverBudgetException e) {
            return new Possibility.NotDecided();
        }
    }

    /** One principal's policies, what is looked for in them, and what is meant to be there. */
    private final class Comparison {

        private final Access access;
        private final Knowns knowns;
        private final @Nullable List<Policy> questions;
        private final List<Policy> permit;
        private final boolean inAnyCase;
        private final Keys keys;
        private final ArnKeys arnKeys;

        Comparison(Access access, @Nullable List<Policy> questions, List<Policy> permit, boolean inAnyCase) {
            this.access = access;
            this.knowns = Knowns.of(access.fixed());
            this.questions = questions;
            this.permit = permit;
            this.inAnyCase = inAnyCase;
            List<Policy> all = new ArrayList<>(permit);
            all.addAll(questions == null ? List.of() : questions);
            all.addAll(identity());
            all.addAll(boundary());
            all.addAll(resource());
            this.keys = new Keys(documented, all);
            this.arnKeys = new ArnKeys(keys.used(), knowns);
        }

        private List<Policy> identity() {
            return access.policies().identity().stream()
                    .map(PolicySource::policy)
                    .toList();
        }

        private List<Policy> boundary() {
            return policy(access.policies().boundary());
        }

        private List<Policy> resource() {
            return policy(access.policies().resource());
        }

        private static List<Policy> policy(@Nullable PolicySource source) {
            return source == null ? List.of() : List.of(source.policy());
        }

        /** A question that is allowed, from above or from below, is looked for, and is not in the permit. */
        Optional<Possibility.Question> find(boolean above, Set<String> gaps) {
            Budget budget = new Budget(states, nodes);
            Facts start = start(new Facts.Emptiness(budget));
            List<List<List<Atom>>> clauses = new ArrayList<>();
            deny(identity(), statement -> true, above, gaps, clauses);
            deny(boundary(), statement -> true, above, gaps, clauses);
            deny(resource(), statement -> match(statement) != PrincipalMatch.NONE, above, gaps, clauses);
            alternatives(permit, Comparison::allows, !above, gaps).forEach(meant -> clauses.add(negated(meant)));
            clauses.addAll(arnKeys.clauses());
            Search search = new Search(budget, facts -> askable().missing(facts));
            for (List<List<List<Atom>>> allowing : ways(above, gaps)) {
                Optional<Facts> found = search.find(start, allowing, clauses);
                if (found.isPresent()) {
                    return found.map(facts -> preferred(facts, search));
                }
            }
            return Optional.empty();
        }

        private Askable askable() {
            return new Askable(actions(), keys, access.principal());
        }

        /** A better example, where that is within the budget. */
        private Possibility.Question preferred(Facts facts, Search search) {
            Possibility.Question found = question(facts);
            try {
                return question(askable().preferred(facts, search));
            } catch (Budget.OverBudgetException e) {
                return found;
            }
        }

        /**
         * The ways in which a question can be allowed, each a list of clauses of which one alternative has to hold: by identity policies
         * within the boundary, or by the resource's policy, which needs the less beside it the closer it names the principal (IAM user
         * guide, "policy evaluation logic").
         */
        private List<List<List<List<Atom>>>> ways(boolean above, Set<String> gaps) {
            List<List<List<Atom>>> byIdentity = List.of(alternatives(identity(), Comparison::allows, above, gaps));
            List<List<List<Atom>>> byBoundary = within(above, gaps);
            List<List<List<Atom>>> wanted = questions == null ? List.of() : List.of(wanted(questions, above, gaps));
            List<List<List<List<Atom>>>> ways = new ArrayList<>();
            if (!access.policies().isTrust()) {
                ways.add(Stream.of(wanted, byIdentity, byBoundary)
                        .flatMap(List::stream)
                        .toList());
            }
            if (!resource().isEmpty()) {
                ways.add(Stream.of(wanted, resource(PrincipalMatch.PRINCIPAL, above, gaps))
                        .flatMap(List::stream)
                        .toList());
                ways.add(Stream.of(wanted, resource(PrincipalMatch.ROLE, above, gaps), byBoundary)
                        .flatMap(List::stream)
                        .toList());
                ways.add(Stream.of(wanted, resource(PrincipalMatch.ACCOUNT, above, gaps), byIdentity, byBoundary)
                        .flatMap(List::stream)
                        .toList());
            }
            return ways;
        }

        private List<List<List<Atom>>> within(boolean above, Set<String> gaps) {
            if (access.unknownBoundary() != null) {
                gaps.add("the boundary " + access.unknownBoundary());
                return above ? List.of() : List.of(List.of());
            }
            return boundary().isEmpty()
                    ? List.of()
                    : List.of(alternatives(boundary(), Comparison::allows, above, gaps));
        }

        private List<List<List<Atom>>> resource(PrincipalMatch match, boolean above, Set<String> gaps) {
            return List.of(
                    alternatives(resource(), statement -> allows(statement) && match(statement) == match, above, gaps));
        }

        private PrincipalMatch match(Statement statement) {
            return statement.principals() == null
                    ? PrincipalMatch.PRINCIPAL
                    : PrincipalMatch.of(statement.principals(), access.principal());
        }

        private static boolean allows(Statement statement) {
            return statement.effect() == Effect.ALLOW;
        }

        private void deny(
                List<Policy> of,
                Predicate<Statement> which,
                boolean above,
                Set<String> gaps,
                List<List<List<Atom>>> clauses) {
            alternatives(of, statement -> !allows(statement) && which.test(statement), !above, gaps)
                    .forEach(denied -> clauses.add(negated(denied)));
        }

        private Facts start(Facts.Emptiness emptiness) {
            List<Atom> known = new ArrayList<>();
            TextPattern action = TextPattern.of(List.of(
                    TextPattern.ONE_IN_PART,
                    TextPattern.ANY_IN_PART,
                    (int) ':',
                    TextPattern.ONE_IN_PART,
                    TextPattern.ANY_IN_PART));
            known.add(Atom.meets(Dimension.ACTION, Texts.of(action)));
            known.add(Atom.meets(Dimension.RESOURCE, Texts.EMPTY.negated()));
            Set<String> fixed = new TreeSet<>(knowns.values().keySet());
            keys.used().stream().filter(knowns::isFixed).forEach(fixed::add);
            fixed.forEach(key -> {
                Dimension dimension = new Dimension(keys.name(key), keys.isList(key));
                List<String> values = knowns.all(key);
                Texts own = new Texts(
                        false, values.stream().map(TextPattern::literal).toList());
                known.add(Atom.within(dimension, own));
                values.forEach(value -> known.add(Atom.meets(dimension, Texts.of(TextPattern.literal(value)))));
            });
            for (String key : keys.used()) {
                Dimension dimension = new Dimension(key, keys.isList(key));
                keys.domain(key).ifPresent(values -> known.add(Atom.within(dimension, values)));
            }
            Facts facts = new Facts(emptiness).with(known);
            if (facts == null) {
                throw new IllegalArgumentException("a key of one value has several: " + knowns);
            }
            return facts;
        }

        private List<List<Atom>> wanted(List<Policy> wanted, boolean above, Set<String> gaps) {
            return alternatives(wanted, Comparison::allows, above, gaps, inAnyCase);
        }

        private List<List<Atom>> alternatives(
                Collection<Policy> of, Predicate<Statement> which, boolean above, Set<String> gaps) {
            return alternatives(of, which, above, gaps, false);
        }

        private List<List<Atom>> alternatives(
                Collection<Policy> of, Predicate<Statement> which, boolean above, Set<String> gaps, boolean folded) {
            List<List<Atom>> all = new ArrayList<>();
            for (Policy policy : of) {
                StatementForm form = new StatementForm(above, policy.hasVariables(), keys, knowns, gaps, folded);
                policy.statements().stream().filter(which).map(form::of).forEach(all::addAll);
            }
            return all;
        }

        private List<List<Atom>> negated(List<Atom> all) {
            return all.stream().map(atom -> List.of(atom.negated())).toList();
        }

        private Possibility.Question question(Facts facts) {
            Map<String, List<String>> values = new TreeMap<>();
            Map<Dimension, List<String>> example = facts.example();
            example.forEach((dimension, all) -> {
                if (!dimension.isAlwaysThere() && !all.isEmpty()) {
                    values.put(dimension.name(), all);
                }
            });
            String action = one(example.get(Dimension.ACTION));
            String resource = one(example.get(Dimension.RESOURCE));
            return new Possibility.Question(
                    actions().kind(action).stream()
                            .flatMap(kind -> kind.names().stream())
                            .filter(action::equalsIgnoreCase)
                            .findFirst()
                            .orElse(action),
                    resource,
                    Askable.withTagKeys(arnKeys.with(values, resource), keys.used()));
        }

        private static String one(@Nullable List<String> values) {
            return values == null ? "" : values.get(0);
        }

        /** Whether the evaluator of single requests says so too; not if it cannot decide. */
        boolean isAllowed(Possibility.Question question) {
            Request request = new Request(
                    access.principal(),
                    question.action(),
                    question.resource(),
                    new Context(context(question)),
                    Knowledge.complete(keys::isList));
            try {
                return access.unknownBoundary() == null
                        && Evaluation.decide(access.policies(), request).isAllowed()
                        && (questions == null || isWanted(questions, request))
                        && !isAmong(permit, request);
            } catch (UndecidableException e) {
                return false;
            }
        }

        private boolean isWanted(List<Policy> wanted, Request request) {
            if (!inAnyCase) {
                return isAmong(wanted, request);
            }
            List<Policy> lower = wanted.stream()
                    .map(policy -> new Policy(
                            policy.hasVariables(),
                            policy.statements().stream()
                                    .map(Comparison::withLowerNames)
                                    .toList()))
                    .toList();
            return isAmong(
                    lower,
                    new Request(
                            request.principal(),
                            request.action(),
                            lowerName(request.resource()),
                            request.context(),
                            request.knowledge()));
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
                                            .map(Comparison::lowerName)
                                            .toList()),
                            statement.conditions(),
                            statement.start(),
                            statement.end());
        }

        private static String lowerName(String resource) {
            int slash = resource.indexOf('/');
            return slash < 0
                    ? resource
                    : resource.substring(0, slash) + resource.substring(slash).toLowerCase(Locale.ROOT);
        }

        private static boolean isAmong(List<Policy> statements, Request request) {
            List<PolicySource> sources = statements.stream()
                    .map(policy -> new PolicySource("permit", "permit", policy))
                    .toList();
            return Evaluation.decide(PolicySet.of(sources), request).isAllowed();
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
}
