package dev.tenantadmin.tenant.permit;

import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Possibility;

/**
 * A statement that allows a principal more than is meant.
 *
 * @param source the policy that has it
 * @param statement it
 * @param isAtHome whether all that it allows stays in the tenant's own namespace
 * @param found what it allows, or why nobody knows; never {@link Possibility.None}
 */
public record Excess(PolicySource source, Statement statement, boolean isAtHome, Possibility found) {}
