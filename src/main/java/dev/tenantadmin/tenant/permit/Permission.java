package dev.tenantadmin.tenant.permit;

import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Position;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.policy.language.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a principal may do.
 *
 * @param what it is, for a person: "use its notebooks"
 * @param actions patterns of actions
 * @param resources patterns of ARNs
 * @param conditions all must be met
 */
public record Permission(String what, List<String> actions, List<String> resources, List<Condition> conditions) {

    public Permission {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    static Permission of(String what, Collection<String> actions, Collection<String> resources) {
        return new Permission(what, List.copyOf(actions), List.copyOf(resources), List.of());
    }

    Permission on(Condition... more) {
        return with(List.of(more));
    }

    Permission with(Collection<Condition> more) {
        return new Permission(
                what,
                actions,
                resources,
                Stream.concat(conditions.stream(), more.stream()).toList());
    }

    /** As a statement that allows it. */
    public Statement statement() {
        return new Statement(
                null,
                Effect.ALLOW,
                null,
                new Patterns(false, actions),
                new Patterns(false, resources),
                conditions,
                new Position(1, 1),
                new Position(1, 1));
    }

    /** A key that has one of these values. */
    static Condition is(ConditionOperator operator, String key, String... values) {
        return new Condition(Quantifier.THE_ONE, operator, false, key, List.of(values));
    }

    static Condition is(ConditionOperator operator, String key, Collection<String> values) {
        return new Condition(Quantifier.THE_ONE, operator, false, key, List.copyOf(values));
    }

    /** The same, or the key is absent. */
    static Condition absentOr(ConditionOperator operator, String key, String... values) {
        return new Condition(Quantifier.THE_ONE, operator, true, key, List.of(values));
    }

    /** A list that has no other values. */
    static Condition all(ConditionOperator operator, String key, Collection<String> values) {
        return new Condition(Quantifier.FOR_ALL, operator, false, key, List.copyOf(values));
    }

    static Condition isThere(String key) {
        return new Condition(Quantifier.THE_ONE, ConditionOperator.NULL, false, key, List.of("false"));
    }

    static Condition isAbsent(String key) {
        return new Condition(Quantifier.THE_ONE, ConditionOperator.NULL, false, key, List.of("true"));
    }
}
