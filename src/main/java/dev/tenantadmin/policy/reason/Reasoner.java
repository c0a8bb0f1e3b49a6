package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.PrincipalMatch;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.KnownActions;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    /** Whether any of some questions is allowed, with the names of SageMaker's resources in any case. */
    public Possibility amongInAnyCase(Access access, List<Policy> questions) {
        return amongInAnyCase(access, questions, List.of());
    }

    /**
     * Whether any of some questions is allowed outside of the permit, where the names of SageMaker's resources in the questions are meant in any
     * case: SageMaker takes a name in any and finds the same thing, and IAM compares what the request says. So one casing that is allowed is enough,
     * and a deny has to be of all.
     */
    public Possibility amongInAnyCase(Access access, List<Policy> questions, List<Policy> permit) {
        return find(new Comparison(access, questions, permit, true));
    }

    /**
     * Whether anything is allowed now, outside of the permit, that was not allowed before. A question counts as the same though the keys that the
     * principal itself has, such as its tags, have changed in between.
     *
     * @param before the same principal as it was
     * @param permit what is not looked for: allowing statements
     */
    public Possibility beyond(Access now, Access before, List<Policy> permit) {
        Possibility one = find(new Comparison(now, permit, before, EmptyText.A_VALUE));
        Possibility other = find(new Comparison(now, permit, before, EmptyText.NO_VALUE));
        // What IAM does with empty text it did before too.
        return Stream.of(one, other)
                .filter(found -> found instanceof Possibility.Certain certain
                        && certain.witness().keys().values().stream().noneMatch(values -> values.contains("")))
                .findFirst()
                .orElseGet(() -> one.equals(other) ? one : perhaps(one, other));
    }

    private static Possibility perhaps(Possibility one, Possibility other) {
        for (Possibility found : List.of(one, other)) {
            if (found instanceof Possibility.Perhaps) {
                return found;
            }
            if (found instanceof Possibility.Certain certain) {
                return new Possibility.Perhaps(certain.witness(), Set.of("empty text as a value"));
            }
        }
        return new Possibility.NotDecided();
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
        private final @Nullable Comparison before;
        private final EmptyText emptyText;

        Comparison(Access access, @Nullable List<Policy> questions, List<Policy> permit, boolean inAnyCase) {
            this(access, questions, permit, inAnyCase, null, EmptyText.EITHER);
        }

        Comparison(Access access, List<Policy> permit, Access before, EmptyText emptyText) {
            this(access, null, permit, false, before, emptyText);
        }

        private Comparison(
                Access access,
                @Nullable List<Policy> questions,
                List<Policy> permit,
                boolean inAnyCase,
                @Nullable Access before,
                EmptyText emptyText) {
            this.access = access;
            this.knowns = Knowns.of(access.fixed());
            this.questions = questions;
            this.permit = permit;
            this.inAnyCase = inAnyCase;
            List<Policy> all = new ArrayList<>(permit);
            all.addAll(questions == null ? List.of() : questions);
            Stream.of(Optional.of(access), Optional.ofNullable(before))
                    .flatMap(Optional::stream)
                    .forEach(one -> {
                        all.addAll(identity(one));
                        all.addAll(boundary(one));
                        all.addAll(resource(one));
                    });
            this.keys = new Keys(documented, all);
            this.arnKeys = new ArnKeys(keys.used(), knowns);
            this.before = before == null ? null : new Comparison(before, keys, emptyText);
            this.emptyText = emptyText;
        }

        /** The principal as it was: what it could do then is not to be found. */
        private Comparison(Access access, Keys keys, EmptyText emptyText) {
            this.access = access;
            this.knowns = Knowns.of(access.fixed());
            this.questions = null;
            this.permit = List.of();
            this.inAnyCase = false;
            this.keys = keys;
            this.arnKeys = new ArnKeys(keys.used(), knowns);
            this.before = null;
            this.emptyText = emptyText;
        }

        private List<Policy> identity() {
            return identity(access);
        }

        private static List<Policy> identity(Access access) {
            return access.policies().identity().stream()
                    .map(PolicySource::policy)
                    .toList();
        }

        private List<Policy> boundary() {
            return boundary(access);
        }

        private static List<Policy> boundary(Access access) {
            return policy(access.policies().boundary());
        }

        private List<Policy> resource() {
            return resource(access);
        }

        private static List<Policy> resource(Access access) {
            return policy(access.policies().resource());
        }

        private static List<Policy> policy(@Nullable PolicySource source) {
            return source == null ? List.of() : List.of(source.policy());
        }

        /** A question that is allowed, from above or from below, is looked for, and is not in the permit. */
        Optional<Possibility.Question> find(boolean above, Set<String> gaps) {
            Budget budget = new Budget(states, nodes);
            Facts start = start(budget);
            List<List<List<Atom>>> clauses = new ArrayList<>();
            deny(identity(), statement -> true, above, gaps, clauses);
            deny(boundary(), statement -> true, above, gaps, clauses);
            deny(resource(), statement -> match(statement) != PrincipalMatch.NONE, above, gaps, clauses);
            alternatives(permit, Comparison::allows, !above, gaps).forEach(meant -> clauses.add(negated(meant)));
            clauses.addAll(arnKeys.clauses());
            Search search = new Search(budget, facts -> askable().missing(facts));
            List<Refusal> refusals =
                    before == null ? List.of(new Refusal(List.of(), List.of())) : before.refusals(above, gaps);
            for (List<List<List<Atom>>> allowing : ways(above, gaps)) {
                for (Refusal refusal : refusals) {
                    Optional<Facts> found =
                            search.find(start, joined(allowing, refusal.choices()), joined(clauses, refusal.clauses()));
                    if (found.isPresent()) {
                        return found.map(facts -> preferred(facts, search));
                    }
                }
            }
            return Optional.empty();
        }

        /**
         * The ways in which a question was not allowed: something denied it, or each way of allowing it lacked one of the policies that it needs. In
         * the principal's own keys, as they were, all is known.
         */
        private List<Refusal> refusals(boolean above, Set<String> gaps) {
            Facts then = start(new Budget(states, nodes));
            List<List<Atom>> denies = new ArrayList<>(alternatives(identity(), Comparison::denies, above, gaps));
            denies.addAll(alternatives(boundary(), Comparison::denies, above, gaps));
            denies.addAll(alternatives(
                    resource(),
                    statement -> denies(statement) && match(statement) != PrincipalMatch.NONE,
                    above,
                    gaps));
            List<Refusal> all = new ArrayList<>();
            List<List<Atom>> possible = denies.stream()
                    .flatMap(denying -> asItWas(denying, then).stream())
                    .toList();
            if (!possible.isEmpty()) {
                all.add(new Refusal(List.of(possible), List.of()));
            }
            List<List<List<List<Atom>>>> lacking = List.of(List.of());
            for (List<List<List<Atom>>> way : ways(!above, gaps)) {
                lacking = lacking.stream()
                        .flatMap(clauses -> way.stream().map(allowing -> joined(clauses, noneOf(allowing, then))))
                        .toList();
            }
            lacking.forEach(clauses -> all.add(new Refusal(List.of(), clauses)));
            return all;
        }

        private List<List<List<Atom>>> noneOf(List<List<Atom>> alternatives, Facts then) {
            return alternatives.stream()
                    .flatMap(alternative -> asItWas(alternative, then).stream())
                    .map(this::negated)
                    .toList();
        }

        /** Without what was so in every question; empty if it was so in none. */
        private Optional<List<Atom>> asItWas(List<Atom> atoms, Facts then) {
            List<Atom> open = new ArrayList<>();
            for (Atom atom : atoms) {
                if (!knowns.isFixed(atom.dimension().name())) {
                    open.add(atom);
                } else if (then.with(List.of(atom)) == null) {
                    return Optional.empty();
                }
            }
            return Optional.of(open);
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

        private static boolean denies(Statement statement) {
            return !allows(statement);
        }

        private void deny(
                List<Policy> of,
                Predicate<Statement> which,
                boolean above,
                Set<String> gaps,
                List<List<List<Atom>>> clauses) {
            alternatives(of, statement -> denies(statement) && which.test(statement), !above, gaps)
                    .forEach(denied -> clauses.add(negated(denied)));
        }

        private Facts start(Budget budget) {
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
            Facts facts = new Facts(budget).with(known);
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
                StatementForm form =
                        new StatementForm(above, policy.hasVariables(), keys, knowns, gaps, folded, emptyText);
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
            WitnessCheck check = new WitnessCheck(keys::isList, inAnyCase);
            return check.isAllowed(access, question)
                    && (questions == null || check.isWanted(access, questions, question))
                    && check.isOutside(access, permit, question)
                    && (before == null || check.isRefused(before.access, question));
        }
    }

    /** A way in which a question was not allowed: one alternative of each of the choices holds, and of each of the clauses. */
    private record Refusal(List<List<List<Atom>>> choices, List<List<List<Atom>>> clauses) {}

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.of(one, other).flatMap(List::stream).toList();
    }
}
