package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.decision.Decision.MatchedStatement;
import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides a request within one account by the IAM user guide's "policy evaluation logic". */
public final class Evaluation {
    private final Request request;
    private final List<MatchedStatement> denying = new ArrayList<>();
    private final List<MatchedStatement> allowing = new ArrayList<>();
    private @Nullable PolicyType denyingType;

    private Evaluation(Request request) {
        this.request = request;
    }

    /**
     * Decides a request.
     *
     * @throws UndecidableException if the answer depends on a condition key that the request's knowledge does not cover
     */
    public static Decision decide(PolicySet policies, Request request) {
        return new Evaluation(request).decide(policies);
    }

    private Decision decide(PolicySet policies) {
        PolicySource boundary = policies.boundary();
        PolicySource resource = policies.resource();
        PolicyType resourceType = policies.isTrust() ? PolicyType.TRUST : PolicyType.RESOURCE;
        // Match every policy first, because a deny anywhere counts.
        boolean byIdentity = match(policies.identity(), PolicyType.IDENTITY) != PrincipalMatch.NONE;
        Boolean byBoundary =
                boundary == null ? null : match(List.of(boundary), PolicyType.BOUNDARY) != PrincipalMatch.NONE;
        Boolean bySession = policies.session() == null
                ? null
                : match(policies.session(), PolicyType.SESSION) != PrincipalMatch.NONE;
        PrincipalMatch byResource = resource == null ? PrincipalMatch.NONE : match(List.of(resource), resourceType);
        if (denyingType != null) {
            return new Decision(Outcome.EXPLICIT_DENY, denyingType, denying, byBoundary);
        }
        PolicyType lacking = lacking(policies.isTrust(), byIdentity, byBoundary, bySession, byResource);
        return lacking == null
                ? new Decision(Outcome.ALLOWED, null, allowing, byBoundary)
                : new Decision(Outcome.IMPLICIT_DENY, lacking, List.of(), byBoundary);
    }

    /** The first type of policy that must allow and does not. */
    private static @Nullable PolicyType lacking(
            boolean isTrust,
            boolean byIdentity,
            @Nullable Boolean byBoundary,
            @Nullable Boolean bySession,
            PrincipalMatch byResource) {
        if (isTrust && byResource == PrincipalMatch.NONE) {
            // AWS names one of several types that do not allow; this names the one nearest to the caller.
            return byIdentity ? PolicyType.TRUST : PolicyType.IDENTITY;
        } else if (byResource == PrincipalMatch.PRINCIPAL) {
            return null;
        } else if (!byIdentity && byResource != PrincipalMatch.ROLE) {
            return PolicyType.IDENTITY;
        } else if (Boolean.FALSE.equals(byBoundary)) {
            return PolicyType.BOUNDARY;
        }
        return Boolean.FALSE.equals(bySession) ? PolicyType.SESSION : null;
    }

    /** The closest match of the allowing statements; NONE if statements of the same policies deny. Keeps the denying ones. */
    private PrincipalMatch match(List<PolicySource> sources, PolicyType type) {
        PrincipalMatch closest = PrincipalMatch.NONE;
        int denyingBefore = denying.size();
        for (PolicySource source : sources) {
            for (Statement statement : source.policy().statements()) {
                PrincipalMatch match =
                        StatementMatch.of(statement, request, source.policy().hasVariables());
                if (match == PrincipalMatch.NONE) {
                    continue;
                }
                MatchedStatement matched = new MatchedStatement(source, statement);
                if (statement.effect() == Effect.DENY) {
                    denying.add(matched);
                    denyingType = denyingType == null ? type : denyingType;
                } else {
                    closest = closest.or(match);
                    if (type != PolicyType.BOUNDARY) {
                        allowing.add(matched);
                    }
                }
            }
        }
        return denying.size() > denyingBefore ? PrincipalMatch.NONE : closest;
    }
}
