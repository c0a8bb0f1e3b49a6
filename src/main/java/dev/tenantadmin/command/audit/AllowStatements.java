package dev.tenantadmin.command.audit;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the Allow statements of a policy amount to together. Security Hub's IAM.1 and IAM.21 name Effect, Action and Resource alone, so
 * conditions and Deny statements do not count.
 */
final class AllowStatements {

    private static final String ALL = "*";

    /** A policy variable stands for itself on both sides of a comparison. */
    private static final boolean VARIABLES = false;

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());
    private final List<Statement> statements;
    private final Statement everyResource;

    private AllowStatements(List<Statement> statements, String partition) {
        this.statements = statements;
        this.everyResource = only(
                statements.get(0), patterns(ALL), patterns(String.join(":", "arn", partition, ALL, ALL, ALL, ALL)));
    }

    /**
     * Reads a policy.
     *
     * @param partition of its account
     * @return empty if it has no Allow statement
     * @throws MalformedPolicyException if it cannot be judged
     */
    static Optional<AllowStatements> of(String document, String partition) {
        List<Statement> allowing = PolicyReader.read(document, Grammar.STORED).statements().stream()
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .map(statement -> only(statement, statement.actions(), resources(statement)))
                .toList();
        return allowing.isEmpty() ? Optional.empty() : Optional.of(new AllowStatements(allowing, partition));
    }

    private static Patterns patterns(String... values) {
        return new Patterns(false, List.of(values));
    }

    private static Patterns resources(Statement statement) {
        return statement.resources() == null ? patterns(ALL) : statement.resources();
    }

    private static Statement only(Statement statement, Patterns actions, Patterns resources) {
        return new Statement(
                null, Effect.ALLOW, null, actions, resources, List.of(), statement.start(), statement.end());
    }

    /** The statement, if they allow every action on every ARN of the partition (IAM.1); or that this is not decided. */
    Optional<String> everything() {
        return allowed(everyResource, statements, "* on *");
    }

    /**
     * The statement, if they allow all actions of a service on one of the resources that they name (IAM.21), services included that they do not name; or
     * that this is not decided.
     */
    Optional<String> wholeService() {
        return Stream.concat(Stream.of(ALL), services().stream().map(service -> service + ":*"))
                .filter(this::isWholeSomewhere)
                .flatMap(actions -> named().flatMap(resources -> allowed(
                        only(everyResource, patterns(actions), resources),
                        statements,
                        words(actions) + " on " + (resources.negated() ? "all but " : "")
                                + String.join(", ", resources.values()))
                        .stream()))
                .findFirst();
    }

    /** Quick, and true for few policies: whether the actions are all there when resources are left aside. */
    private boolean isWholeSomewhere(String actions) {
        List<Statement> anywhere = statements.stream()
                .map(statement -> only(statement, statement.actions(), patterns(ALL)))
                .toList();
        return allowed(only(everyResource, patterns(actions), patterns(ALL)), anywhere, actions)
                .isPresent();
    }

    /** Each resource that a statement names, by itself. */
    private Stream<Patterns> named() {
        return statements.stream()
                .map(AllowStatements::resources)
                .flatMap(resources -> resources.negated()
                        ? Stream.of(resources)
                        : resources.values().stream().map(AllowStatements::patterns))
                .distinct();
    }

    /** The services that the statements name, and one that they do not, which stands for all others. */
    private List<String> services() {
        Set<String> all = new TreeSet<>();
        statements.forEach(statement -> statement.actions().values().stream()
                .filter(action -> action.contains(":"))
                .map(action -> action.substring(0, action.indexOf(':')).toLowerCase(Locale.ROOT))
                .forEach(all::add));
        return Stream.concat(all.stream(), Stream.of(unnamed())).toList();
    }

    private String unnamed() {
        return Stream.iterate("other", name -> name + "-")
                .filter(name -> statements.stream()
                        .noneMatch(statement -> statement.actions().values().stream()
                                .anyMatch(action ->
                                        action.toLowerCase(Locale.ROOT).startsWith(name + ":"))))
                .findFirst()
                .orElseThrow();
    }

    private String words(String actions) {
        return actions.equals(unnamed() + ":*") ? "all actions of services that it does not name" : actions;
    }

    /** Says so, if all that a statement allows is among these, or it is not decided. */
    private Optional<String> allowed(Statement all, List<Statement> among, String what) {
        Possibility beyond = reasoner.outside(
                new Access(
                        Principal.service("any"),
                        Map.of(),
                        PolicySet.of(List.of(new PolicySource(what, what, new Policy(VARIABLES, List.of(all)))))),
                List.of(new Policy(VARIABLES, among)));
        if (beyond instanceof Possibility.None) {
            return Optional.of("allows " + what);
        }
        return beyond instanceof Possibility.NotDecided
                ? Optional.of("perhaps allows %s: this is too long to decide".formatted(what))
                : Optional.empty();
    }
}
