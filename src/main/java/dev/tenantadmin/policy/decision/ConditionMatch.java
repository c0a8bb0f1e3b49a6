package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.policy.language.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the keys of a request meet a condition. */
final class ConditionMatch {
    private ConditionMatch() {}

    /** Why the condition cannot be decided; null if it can. */
    static @Nullable String gap(Condition condition, Request request) {
        String key = condition.key();
        List<String> given = request.context().get(key);
        if (given.isEmpty()) {
            return request.knowledge().gap(key);
        }
        boolean isList = given.size() > 1 || request.knowledge().isMultivalued(key);
        // IAM documents that lists require set operators, but not what it does without one.
        return isList && condition.quantifier() == Quantifier.THE_ONE && condition.operator() != ConditionOperator.NULL
                ? "The condition key " + key + " is a list and needs ForAnyValue or ForAllValues."
                : null;
    }

    static boolean isMet(Condition condition, Context context, Variables variables) {
        List<String> given = context.get(condition.key());
        if (condition.operator() == ConditionOperator.NULL) {
            return condition.values().contains(String.valueOf(given.isEmpty()));
        } else if (given.isEmpty()) {
            return isMetByNothing(condition);
        }
        return switch (condition.quantifier()) {
            case THE_ONE -> given.size() == 1 && isMet(condition, given.get(0), variables);
            case FOR_ANY -> given.stream().anyMatch(value -> isMet(condition, value, variables));
            case FOR_ALL ->
                // Empty text counts as no value (IAM user guide, "multivalued context keys").
                given.stream().allMatch(String::isEmpty)
                        || given.stream().allMatch(value -> isMet(condition, value, variables));
        };
    }

    private static boolean isMetByNothing(Condition condition) {
        return switch (condition.quantifier()) {
            case THE_ONE -> condition.ifExists() || condition.operator().isNegated();
            case FOR_ANY -> condition.ifExists();
            case FOR_ALL -> true;
        };
    }

    private static boolean isMet(Condition condition, String given, Variables variables) {
        boolean negated = condition.operator().isNegated();
        boolean any = false;
        for (String value : condition.values()) {
            Match match = Comparisons.compare(condition.operator(), value, given, variables);
            if (match == Match.INVALID && negated) {
                return false;
            }
            any |= match == Match.YES;
        }
        return any != negated;
    }
}
