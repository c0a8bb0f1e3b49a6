package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Effect;
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
import org.jspecify.annotations.Nullable;

/**
 * Compares all that a principal's policies allow with a permit. The claim is about every question of action, resource and condition keys that can be
 * put to these policies; see src/site/markdown/design/proof.md.
 */
public final class Reasoner {

    private static final long STATES = 400_000;
    private static final long NODES = 20_000;

    private final ConditionKeys documented;
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
     * Whether the policies allow a principal anything outside of the permit.
     *
     * @param fixed the condition keys that are the same in every question, because the principal has them; without values for keys that no question has
     * @param policies identity policies and boundary
     * @param permit what is meant to be allowed: allowing statements
     */
    public Containment outside(
            Principal principal, Map<String, List<String>> fixed, PolicySet policies, List<Policy> permit) {
        Comparison comparison = new Comparison(principal, new Knowns(fixed), policies, permit);
        try {
            Set<String> gaps = new TreeSet<>();
            Optional<Containment.Question> above = comparison.find(true, gaps);
            if (above.isEmpty()) {
                return new Containment.Proved();
            }
            Optional<Containment.Question> below = gaps.isEmpty() ? above : comparison.find(false, new TreeSet<>());
            return below.filter(comparison::isAllowed)
                    .<Containment>map(Containment.Outside::new)
                    .orElseGet(() -> new Containment.Perhaps(above.get(), gaps));
        } catch (Budget.OverBudgetException e) {
            return new Containment.NotDecided();
        }
    }

    /** One principal against one permit. */
    private final class Comparison {

        private final Principal principal;
        private final Knowns knowns;
        private final PolicySet policies;
        private final List<Policy> permit;
        private final Keys keys;

        Comparison(Principal principal, Knowns knowns, PolicySet policies, List<Policy> permit) {
            this.principal = principal;
            this.knowns = knowns;
            this.policies = policies;
            this.permit = permit;
            List<Policy> all = new ArrayList<>(permit);
            policies.identity().forEach(source -> all.add(source.policy()));
            if (policies.boundary() != null) {
                all.add(policies.boundary().policy());
            }
            this.keys = new Keys(documented, all);
        }

        /** A question that is allowed, from above or from below, and that the permit does not have. */
        Optional<Containment.Question> find(boolean above, Set<String> gaps) {
            Budget budget = new Budget(states, nodes);
            List<List<List<Atom>>> choices = new ArrayList<>();
            List<Policy> identity =
                    policies.identity().stream().map(PolicySource::policy).toList();
            choices.add(alternatives(identity, Effect.ALLOW, above, gaps));
            PolicySource boundary = policies.boundary();
            List<Policy> all = new ArrayList<>(identity);
            if (boundary != null) {
                choices.add(alternatives(List.of(boundary.policy()), Effect.ALLOW, above, gaps));
                all.add(boundary.policy());
            }
            List<List<List<Atom>>> clauses = new ArrayList<>();
            alternatives(all, Effect.DENY, !above, gaps).forEach(denied -> clauses.add(negated(denied)));
            alternatives(permit, Effect.ALLOW, !above, gaps).forEach(meant -> clauses.add(negated(meant)));
            Facts start = start(new Facts.Emptiness(budget));
            return new Search(budget).find(start, choices, clauses).map(this::question);
        }

        private Facts start(Facts.Emptiness emptiness) {
            List<Atom> known = new ArrayList<>();
            TextPattern action = TextPattern.of(
                    List.of(TextPattern.ANY_IN_PART, (int) ':', TextPattern.ONE_IN_PART, TextPattern.ANY_IN_PART));
            known.add(Atom.meets(Dimension.ACTION, Texts.of(action)));
            known.add(Atom.meets(Dimension.RESOURCE, Texts.EMPTY.negated()));
            knowns.values().forEach((key, values) -> {
                Dimension dimension = new Dimension(keys.name(key), keys.isList(key));
                Texts own = new Texts(
                        false, values.stream().map(TextPattern::literal).toList());
                known.add(Atom.within(dimension, own));
                values.forEach(value -> known.add(Atom.meets(dimension, Texts.of(TextPattern.literal(value)))));
            });
            Facts facts = new Facts(emptiness).with(known);
            if (facts == null) {
                throw new IllegalArgumentException("a key of one value has several: " + knowns);
            }
            return facts;
        }

        private List<List<Atom>> alternatives(Collection<Policy> of, Effect effect, boolean above, Set<String> gaps) {
            List<List<Atom>> all = new ArrayList<>();
            for (Policy policy : of) {
                StatementForm form = new StatementForm(above, policy.hasVariables(), keys, knowns, gaps);
                for (Statement statement : policy.statements()) {
                    if (statement.effect() == effect) {
                        all.addAll(form.of(statement));
                    }
                }
            }
            return all;
        }

        private List<List<Atom>> negated(List<Atom> all) {
            return all.stream().map(atom -> List.of(atom.negated())).toList();
        }

        private Containment.Question question(Facts facts) {
            Map<String, List<String>> values = new TreeMap<>();
            Map<Dimension, List<String>> example = facts.example();
            example.forEach((dimension, all) -> {
                if (!dimension.isAlwaysThere() && !all.isEmpty()) {
                    values.put(dimension.name(), all);
                }
            });
            return new Containment.Question(
                    one(example.get(Dimension.ACTION)), one(example.get(Dimension.RESOURCE)), values);
        }

        private static String one(@Nullable List<String> values) {
            return values == null ? "" : values.get(0);
        }

        /** Whether the evaluator of single requests says so too; not if it cannot decide. */
        boolean isAllowed(Containment.Question question) {
            Request request = new Request(
                    principal,
                    question.action(),
                    question.resource(),
                    new Context(context(question)),
                    Knowledge.complete(keys::isList));
            List<PolicySource> meant = permit.stream()
                    .map(policy -> new PolicySource("permit", "permit", policy))
                    .toList();
            try {
                return Evaluation.decide(policies, request).isAllowed()
                        && !Evaluation.decide(PolicySet.of(meant), request).isAllowed();
            } catch (UndecidableException e) {
                return false;
            }
        }

        /** With the service's own names for the tags of the resource too. */
        private Map<String, List<String>> context(Containment.Question question) {
            Map<String, List<String>> all = new TreeMap<>(question.keys());
            question.keys().forEach((key, values) -> {
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
