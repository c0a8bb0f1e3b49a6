package dev.tenantadmin.policy.language;

import java.util.List;

/**
 * A parsed policy document.
 *
 * @param hasVariables whether its version has policy variables; in the older version they are plain text
 * @param statements at least one in a document
 */
public record Policy(boolean hasVariables, List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
    }
}
