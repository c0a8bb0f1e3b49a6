package dev.tenantadmin.policy.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All policies that apply to a request.
 *
 * @param identity the principal's own and those of its groups
 * @param boundary its permissions boundary, if it has one
 * @param session its session policies, if any
 * @param resource the policy of the resource, if it has one
 * @param isTrust whether that is a role's trust policy, which must always allow
 */
public record PolicySet(
        List<PolicySource> identity,
        @Nullable PolicySource boundary,
        @Nullable List<PolicySource> session,
        @Nullable PolicySource resource,
        boolean isTrust) {
    public PolicySet {
        identity = List.copyOf(identity);
        session = session == null ? null : List.copyOf(session);
    }

    /** Only identity policies. */
    public static PolicySet of(List<PolicySource> identity) {
        return new PolicySet(identity, null, null, null, false);
    }

    /** Only the statements about an action. They decide the same on every resource, and faster. */
    public PolicySet about(String action) {
        return new PolicySet(
                about(identity, action),
                boundary == null ? null : boundary.about(action),
                session == null ? null : about(session, action),
                resource == null ? null : resource.about(action),
                isTrust);
    }

    private static List<PolicySource> about(List<PolicySource> sources, String action) {
        return sources.stream().map(source -> source.about(action)).toList();
    }

    /** Returns these policies with the trust policy of the requested role. */
    public PolicySet withTrust(PolicySource trust) {
        return new PolicySet(identity, boundary, session, trust, true);
    }
}
