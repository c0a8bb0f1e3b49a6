package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A principal and the policies that decide what it can do.
 *
 * @param fixed the condition keys that are the same in every question, because the principal has them; without values for keys that no question
 *     has. A key that ends in {@code *} stands for all other keys that begin so.
 * @param policies identity policies and boundary, and for a question to a role its trust policy; session policies are not considered
 * @param unknownBoundary the boundary that it has and whose document is not known; null if it has none or it is among the policies
 */
public record Access(
        Principal principal,
        Map<String, List<String>> fixed,
        PolicySet policies,
        @Nullable String unknownBoundary) {

    public Access {
        fixed = Map.copyOf(fixed);
    }

    /** With all policies known. */
    public Access(Principal principal, Map<String, List<String>> fixed, PolicySet policies) {
        this(principal, fixed, policies, null);
    }
}
