package dev.tenantadmin.policy.language;

import java.util.List;

/**
 * One condition: a key and an operator.
 *
 * @param quantifier how many of the key's values must match
 * @param operator how they are compared
 * @param ifExists whether a missing key meets it
 * @param key such as aws:PrincipalArn
 * @param values one of them must match, or, for a negated operator, none
 */
public record Condition(
        Quantifier quantifier, ConditionOperator operator, boolean ifExists, String key, List<String> values) {
    public Condition {
        values = List.copyOf(values);
    }
}
