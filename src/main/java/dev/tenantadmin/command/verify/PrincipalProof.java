package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.snapshot.AccountPrincipals.Origin;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Situation;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.tenant.permit.Excess;
import java.util.List;
import java.util.Set;

/**
 * What is proved of a tenant's principal from its policies.
 *
 * @param causes the statements that allow more than is meant; none is the proof that nothing else is allowed
 * @param unmet what its work needs and is not allowed
 * @param musts how many things that its work needs were looked at
 * @param unreadable what is not known of it: policies that cannot be read, a boundary, settings
 */
record PrincipalProof(Subject subject, List<Cause> causes, List<Unmet> unmet, int musts, List<String> unreadable) {

    /**
     * A statement that allows more than is meant.
     *
     * @param origin where the principal has its policy from
     * @param reached the names of the tenants whose things it reaches
     * @param perhaps the names of those of which that cannot be told
     * @param isBeyondAll whether it reaches things of no tenant, or of tenants that do not exist
     */
    record Cause(Excess excess, Origin origin, Set<String> reached, Set<String> perhaps, boolean isBeyondAll) {

        Cause {
            reached = Set.copyOf(reached);
            perhaps = Set.copyOf(perhaps);
        }
    }

    /** What is needed and not allowed. */
    record Unmet(Ask ask, Situation situation) {}

    PrincipalProof {
        causes = List.copyOf(causes);
        unmet = List.copyOf(unmet);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether it can do what is meant and nothing else. */
    boolean holds() {
        return causes.isEmpty() && unmet.isEmpty() && unreadable.isEmpty();
    }
}
