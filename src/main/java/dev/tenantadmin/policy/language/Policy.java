package dev.tenantadmin.policy.language;

import java.util.List;

/**
 * A policy document that has been read.
 *
 * @param hasVariables whether its version knows policy variables; in an older one they are plain text
 * @param statements at least one in a document
 */
public record Policy(boolean hasVariables, List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
    }
}
