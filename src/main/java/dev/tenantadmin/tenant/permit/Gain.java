package dev.tenantadmin.tenant.permit;

import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Possibility;

/**
 * A statement that allows a principal what it was not allowed before.
 *
 * @param source the policy that has it
 * @param statement it
 * @param found what it newly allows; never {@link Possibility.None}
 * @param unmeant what of that is not meant
 */
public record Gain(PolicySource source, Statement statement, Possibility found, Possibility unmeant) {

    /** Whether all that is newly allowed is meant. */
    public boolean isMeant() {
        return unmeant instanceof Possibility.None;
    }
}
