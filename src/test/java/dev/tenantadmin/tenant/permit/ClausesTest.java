package dev.tenantadmin.tenant.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.Enumerated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each clause of our documents is weakened, in one document and in all that have it. Either the proof finds what leaks, or it is known what still
 * holds, and it leaks without that.
 */
@Tag("slow")
class ClausesTest {

    private static final String BOUNDARY = "boundary";
    private static final String OWN = "acme--*";
    private static final Settings SETTINGS =
            Objects.requireNonNull(PermitTest.settings().get("everything"));

    /** What is changed in all documents and leaks nothing, because something else holds; {@link #whatHoldsWithoutTheDenyOfForeignRoles}. */
    private static final Set<String> HELD = Set.of("ForeignRole is dropped", "ForeignRole exempts *");

    private static final Map<String, Integer> LEAST = Map.of(
            "clauses of boundary", 100,
            "clauses of access", 54,
            "clauses of assume", 19,
            "clauses of execution", 154,
            "witnesses, changed in one document", 122,
            "held by the identity policies; witnesses, changed in all", 98,
            "held by the boundary; witnesses, changed in all", 100);

    /** What is added to the values of a condition that allows with more values. */
    private static final Map<ConditionOperator, List<String>> ADDED = Map.of(
            ConditionOperator.STRING_EQUALS, List.of("other"),
            ConditionOperator.STRING_NOT_EQUALS, List.of("other"),
            ConditionOperator.STRING_LIKE, List.of("*"),
            ConditionOperator.STRING_NOT_LIKE, List.of("*"),
            ConditionOperator.ARN_LIKE, List.of("arn:*:*:*:*:*"),
            ConditionOperator.ARN_NOT_LIKE, List.of("arn:*:*:*:*:*"),
            ConditionOperator.NOT_IP_ADDRESS, List.of("0.0.0.0/0"));

    private static final Map<PrincipalKind, List<String>> IDENTITY = new TreeMap<>(Map.of(
            PrincipalKind.USER, List.of("access", "assume"), PrincipalKind.EXECUTION_ROLE, List.of("execution")));

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());
    private final Map<String, Policy> ours = documents();

    /** What becomes of a statement: itself if it does not have the clause, none if it is dropped. */
    private record Change(String what, Statement of, Function<Statement, List<Statement>> apply) {

        Policy in(Policy policy, boolean isOneStatement) {
            return new Policy(
                    policy.hasVariables(),
                    policy.statements().stream()
                            .flatMap(statement -> isOneStatement && !statement.equals(of)
                                    ? Stream.of(statement)
                                    : apply.apply(statement).stream())
                            .toList());
        }
    }

    private static Map<String, Policy> documents() {
        PolicyDocuments documents = new PolicyDocuments(PermitTest.ACME, SETTINGS);
        Map<String, Policy> all = new LinkedHashMap<>();
        all.put(BOUNDARY, PermitTest.source(documents.boundary()).policy());
        all.put("access", PermitTest.source(documents.access()).policy());
        all.put("assume", PermitTest.source(documents.assume()).policy());
        all.put("execution", PermitTest.source(documents.execution()).policy());
        return all;
    }

    private static PolicySource source(Map<String, Policy> documents, String name) {
        return new PolicySource(name, name, Objects.requireNonNull(documents.get(name)));
    }

    /**
     * Whether anything is allowed that is not meant: by the statements that changed, or by any if a deny changed. Without the boundary the others
     * allow what is meant (see PermitTest).
     */
    private boolean leaks(Map<String, Policy> documents) {
        return IDENTITY.entrySet().stream()
                .filter(kind -> kind.getValue().stream()
                        .anyMatch(name -> !source(documents, name).equals(source(ours, name))))
                .anyMatch(kind -> leaks(documents, kind.getKey(), kind.getValue()));
    }

    private boolean leaks(Map<String, Policy> documents, PrincipalKind kind, List<String> names) {
        List<PolicySource> identity =
                names.stream().map(name -> source(documents, name)).toList();
        Access access =
                PermitTest.access(kind, new PolicySet(identity, source(documents, BOUNDARY), null, null, false));
        List<Policy> meant = Permit.policies(new Permit(PermitTest.ACME, SETTINGS).meant(kind, "acme--alice"));
        List<Possibility> answers = new ArrayList<>();
        boolean isDeny =
                identity.stream().anyMatch(source -> !denies(source).equals(denies(source(ours, source.id()))));
        if (isDeny) {
            answers.add(reasoner.outside(access, meant));
        } else {
            for (PolicySource source : identity) {
                source.policy().statements().stream()
                        .filter(statement ->
                                !source(ours, source.id()).policy().statements().contains(statement))
                        .forEach(statement -> answers.add(reasoner.outside(access.with(source, statement), meant)));
            }
        }
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).isInstanceOfAny(Possibility.None.class, Possibility.Certain.class));
        return answers.stream().anyMatch(Possibility.Certain.class::isInstance);
    }

    private static List<Statement> denies(PolicySource source) {
        return source.policy().statements().stream()
                .filter(statement -> statement.effect() == Effect.DENY)
                .toList();
    }

    private static Stream<Change> changes(Statement statement) {
        return statement.effect() == Effect.DENY ? ofDeny(statement) : ofAllow(statement);
    }

    private static Stream<Change> ofDeny(Statement statement) {
        List<Change> all = new ArrayList<>();
        all.add(deny(statement, "is dropped", one -> List.of()));
        List<String> actions = statement.actions().values();
        if (actions.size() > 1) {
            for (String action : actions) {
                all.add(deny(
                        statement,
                        "without " + action,
                        one -> List.of(with(
                                one,
                                one.actions().values().stream()
                                        .filter(other -> !other.equals(action))
                                        .toList()))));
            }
        }
        Patterns resources = Objects.requireNonNull(statement.resources());
        if (resources.negated()) {
            for (String wider : wider(resources.values().get(0))) {
                all.add(deny(
                        statement, "exempts " + wider, one -> List.of(on(one, new Patterns(true, List.of(wider))))));
            }
        }
        for (int i = 0; i < statement.conditions().size(); i++) {
            int at = i;
            Condition condition = statement.conditions().get(i);
            String what = "%s %s".formatted(condition.operator().word(), condition.key());
            all.add(deny(
                    statement,
                    what + " has another value",
                    one -> List.of(with(
                            one,
                            at,
                            condition.operator() == ConditionOperator.STRING_EQUALS
                                    ? values(condition, List.of("other"))
                                    : widened(condition)))));
            if (condition.ifExists()) {
                all.add(deny(
                        statement,
                        what + " without IfExists",
                        one -> List.of(with(
                                one,
                                at,
                                new Condition(
                                        condition.quantifier(),
                                        condition.operator(),
                                        false,
                                        condition.key(),
                                        condition.values())))));
            }
        }
        return all.stream();
    }

    private static Change deny(Statement of, String what, Function<Statement, List<Statement>> weaken) {
        return new Change(
                name(of) + " " + what,
                of,
                one -> Objects.equals(one.sid(), of.sid()) ? weaken.apply(one) : List.of(one));
    }

    private static Stream<Change> ofAllow(Statement statement) {
        List<Change> all = new ArrayList<>();
        services(statement)
                .forEach(service -> all.add(allow(
                        statement,
                        "allows " + service + ":*",
                        one -> with(
                                one,
                                one.actions().values().stream()
                                        .map(action -> action.startsWith(service + ":") ? service + ":*" : action)
                                        .distinct()
                                        .toList()))));
        List<String> resources = Objects.requireNonNull(statement.resources()).values();
        for (String resource : resources) {
            for (String wider : wider(resource)) {
                all.add(allow(
                        statement,
                        "on " + wider,
                        one -> on(
                                one,
                                new Patterns(
                                        false,
                                        Objects.requireNonNull(one.resources()).values().stream()
                                                .map(other -> meets(other, resource) ? wider : other)
                                                .toList()))));
            }
        }
        for (Condition condition : statement.conditions()) {
            String what = "%s %s".formatted(condition.operator().word(), condition.key());
            all.add(allow(
                    statement,
                    "without " + what,
                    one -> conditions(
                            one,
                            one.conditions().stream()
                                    .filter(other -> !other.key().equals(condition.key()))
                                    .toList())));
            all.add(allow(
                    statement,
                    what + " has another value",
                    one -> conditions(
                            one,
                            one.conditions().stream()
                                    .map(other -> other.key().equals(condition.key()) ? widened(other) : other)
                                    .toList())));
        }
        return all.stream();
    }

    /** Of every statement that allows something of the same service on the same resources. */
    private static Change allow(Statement of, String what, Function<Statement, Statement> widen) {
        return new Change(name(of) + " " + what, of, one -> List.of(isAbout(one, of) ? widen.apply(one) : one));
    }

    private static String name(Statement statement) {
        return statement.sid() == null ? String.join(", ", statement.actions().values()) : statement.sid();
    }

    private static boolean isAbout(Statement one, Statement other) {
        Set<String> services = services(one);
        services.retainAll(services(other));
        return one.effect() == Effect.ALLOW
                && !services.isEmpty()
                && Objects.requireNonNull(one.resources()).values().stream()
                        .anyMatch(resource -> Objects.requireNonNull(other.resources()).values().stream()
                                .anyMatch(same -> meets(resource, same)));
    }

    private static boolean meets(String one, String other) {
        return Glob.of(one).covers(other) || Glob.of(other).covers(one);
    }

    private static Set<String> services(Statement statement) {
        return statement.actions().values().stream()
                .map(action -> action.substring(0, action.indexOf(':')))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> wider(String resource) {
        return resource.contains(OWN)
                ? List.of(resource.replace(OWN, "acme-*"), resource.replace(OWN, "*"))
                : Stream.of("*").filter(wider -> !wider.equals(resource)).toList();
    }

    private static Condition widened(Condition condition) {
        List<String> added = ADDED.getOrDefault(condition.operator(), List.of());
        List<String> values = switch (condition.operator()) {
            case NULL, BOOL -> List.of(condition.values().contains("true") ? "false" : "true");
            case NUMERIC_GREATER_THAN -> List.of(condition.values().get(0) + "0");
            default ->
                Stream.concat(condition.values().stream(), added.stream()).toList();
        };
        assertThat(values).isNotEqualTo(condition.values());
        return values(condition, values);
    }

    private static Condition values(Condition condition, List<String> values) {
        return new Condition(
                condition.quantifier(), condition.operator(), condition.ifExists(), condition.key(), values);
    }

    private static Statement with(Statement one, List<String> actions) {
        return new Statement(
                one.sid(),
                one.effect(),
                one.principals(),
                new Patterns(one.actions().negated(), actions),
                one.resources(),
                one.conditions(),
                one.start(),
                one.end());
    }

    private static Statement on(Statement one, Patterns resources) {
        return new Statement(
                one.sid(),
                one.effect(),
                one.principals(),
                one.actions(),
                resources,
                one.conditions(),
                one.start(),
                one.end());
    }

    private static Statement with(Statement one, int at, Condition condition) {
        List<Condition> all = new ArrayList<>(one.conditions());
        all.set(at, condition);
        return conditions(one, all);
    }

    private static Statement conditions(Statement one, List<Condition> conditions) {
        return new Statement(
                one.sid(),
                one.effect(),
                one.principals(),
                one.actions(),
                one.resources(),
                conditions,
                one.start(),
                one.end());
    }

    /** The boundary alone is held by the identity policies: without it they allow what is meant (see PermitTest). */
    @Test
    void everyClauseIsMissed() {
        Map<Map<String, Policy>, Boolean> known = new HashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        Set<String> held = new TreeSet<>();
        ours.forEach((name, policy) -> policy.statements().stream()
                .flatMap(ClausesTest::changes)
                .forEach(change -> {
                    counts.merge("clauses of " + name, 1, Integer::sum);
                    Map<String, Policy> alone = new LinkedHashMap<>(ours);
                    alone.put(name, change.in(policy, true));
                    if (!name.equals(BOUNDARY) && leaks(alone)) {
                        counts.merge("witnesses, changed in one document", 1, Integer::sum);
                    } else if (known.computeIfAbsent(everywhere(change), this::leaks)) {
                        String holder = name.equals(BOUNDARY) ? "the identity policies" : "the boundary";
                        counts.merge("held by " + holder + "; witnesses, changed in all", 1, Integer::sum);
                    } else {
                        held.add(change.what());
                    }
                }));
        LEAST.forEach((what, least) -> Enumerated.atLeast(least, what, counts.getOrDefault(what, 0)));
        Enumerated.atLeast(HELD.size(), "held by what is allowed", held.size());
        assertThat(held).isEqualTo(HELD);
    }

    /** What holds where {@link #HELD} are changed: only the access role is allowed. Without that both are missed. */
    @Test
    void whatHoldsWithoutTheDenyOfForeignRoles() {
        Statement assume = source(ours, "assume").policy().statements().get(0);
        Change anyRole = changes(assume)
                .filter(change -> change.what().equals("Assume on *"))
                .findFirst()
                .orElseThrow();
        Map<String, Policy> wide = everywhere(anyRole);
        assertThat(assumes(wide)).isEqualTo(new Possibility.None());
        List<Change> both = source(ours, BOUNDARY).policy().statements().stream()
                .flatMap(ClausesTest::changes)
                .filter(change -> HELD.contains(change.what()))
                .toList();
        assertThat(both).hasSameSizeAs(HELD).allSatisfy(change -> {
            Map<String, Policy> wider = new LinkedHashMap<>(wide);
            wider.replaceAll((name, policy) -> change.in(policy, false));
            assertThat(assumes(wider)).isInstanceOf(Possibility.Certain.class);
        });
    }

    /** Whether a user can assume another role than its own. */
    private Possibility assumes(Map<String, Policy> documents) {
        List<PolicySource> identity = Stream.of("access", "assume")
                .map(name -> source(documents, name))
                .toList();
        return reasoner.among(
                PermitTest.access(
                        PrincipalKind.USER, new PolicySet(identity, source(documents, BOUNDARY), null, null, false)),
                Permit.policies(List.of(Permission.of("assume", List.of("sts:AssumeRole"), List.of("*")))),
                Permit.policies(new Permit(PermitTest.ACME, SETTINGS).meant(PrincipalKind.USER, "acme--alice")));
    }

    private Map<String, Policy> everywhere(Change change) {
        Map<String, Policy> all = new LinkedHashMap<>(ours);
        all.replaceAll((name, policy) -> change.in(policy, false));
        return all;
    }
}
