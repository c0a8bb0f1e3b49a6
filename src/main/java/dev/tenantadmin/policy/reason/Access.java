package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
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

    /** The same principal while nothing is allowed to it, as before it is made. */
    public Access withoutPolicies() {
        return new Access(principal, fixed, PolicySet.of(List.of()));
    }

    /** Of the statements that allow in identity policies, this one alone. Whatever is allowed, one of them allows. */
    public Access with(PolicySource source, Statement statement) {
        List<PolicySource> identity = policies.identity().stream()
                .map(one -> new PolicySource(
                        one.id(),
                        one.kind(),
                        new Policy(
                                one.policy().hasVariables(),
                                one.policy().statements().stream()
                                        .filter(other -> other.effect() == Effect.DENY
                                                || (one.equals(source) && other.equals(statement)))
                                        .toList())))
                .toList();
        return new Access(
                principal,
                fixed,
                new PolicySet(
                        identity, policies.boundary(), policies.session(), policies.resource(), policies.isTrust()),
                unknownBoundary);
    }
}
