package dev.tenantadmin.sandbox.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key under one operator.
 *
 * @param quantifier how many of the key's values have to match
 * @param operator how they are compared
 * @param ifExists whether a missing key meets it
 * @param key such as aws:PrincipalArn
 * @param values any of which may match, or, for a negated operator, none
 */
public record Condition(Quantifier quantifier, Operator operator, boolean ifExists, String key, List<String> values) {
    public Condition {
        values = List.copyOf(values);
    }

    /** Why the condition cannot be judged, if so. */
    @Nullable
    String gap(Request request) {
        List<String> given = request.context().get(key);
        if (given.isEmpty()) {
            return request.knowledge().gap(key);
        }
        boolean isList = given.size() > 1 || request.knowledge().isMultivalued(key);
        // IAM documents set operators as required for lists, not what it does without one.
        return isList && quantifier == Quantifier.THE_ONE && operator != Operator.NULL
                ? "The condition key " + key + " is a list and needs ForAnyValue or ForAllValues."
                : null;
    }

    boolean isMet(Context context, Variables variables) {
        List<String> given = context.get(key);
        if (operator == Operator.NULL) {
            return values.contains(String.valueOf(given.isEmpty()));
        } else if (given.isEmpty()) {
            return isMetByNothing();
        }
        return switch (quantifier) {
            case THE_ONE -> given.size() == 1 && isMet(given.get(0), variables);
            case FOR_ANY -> given.stream().anyMatch(value -> isMet(value, variables));
            case FOR_ALL ->
                // Empty text counts as no value at all (IAM user guide, "multivalued context keys").
                given.stream().allMatch(String::isEmpty) || given.stream().allMatch(value -> isMet(value, variables));
        };
    }

    private boolean isMetByNothing() {
        return switch (quantifier) {
            case THE_ONE -> ifExists || operator.isNegated();
            case FOR_ANY -> ifExists;
            case FOR_ALL -> true;
        };
    }

    private boolean isMet(String given, Variables variables) {
        boolean any = false;
        for (String value : values) {
            Match match = operator.compare(value, given, variables);
            if (match == Match.INVALID && operator.isNegated()) {
                return false;
            }
            any |= match == Match.YES;
        }
        return any != operator.isNegated();
    }
}
