package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Policy;

/**
 * A policy and its origin.
 *
 * @param id such as the policy's name
 * @param kind as the policy simulator names it, such as "IAM Policy"
 * @param policy the document
 */
public record PolicySource(String id, String kind, Policy policy) {

    /** Returns the policy with only the statements about an action. */
    public PolicySource about(String action) {
        return new PolicySource(
                id,
                kind,
                new Policy(
                        policy.hasVariables(),
                        policy.statements().stream()
                                .filter(statement -> StatementMatch.isAbout(statement, action))
                                .toList()));
    }
}
