package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Principals;

/**
 * How a statement names the principal of a request. In the same account this matters: only a principal that is named itself needs no
 * identity policy (IAM user guide, "policy evaluation logic").
 */
public enum PrincipalMatch {
    NONE,
    /** The principal's account: the account's own policies must allow too. */
    ACCOUNT,
    /** The role of the calling session. */
    ROLE,
    /** The principal itself, as in every statement of an identity policy. */
    PRINCIPAL;

    /** The closest match of these names with the principal. */
    public static PrincipalMatch of(Principals principals, Principal principal) {
        if (principal.kind() == Principal.Kind.SERVICE) {
            return principals.named("Service").contains(principal.arn()) ? PRINCIPAL : NONE;
        }
        if (principal.kind() == Principal.Kind.FEDERATED) {
            return principals.named("Federated").contains(principal.arn())
                            || principals.named("AWS").contains("*")
                    ? PRINCIPAL
                    : NONE;
        }
        PrincipalMatch closest = NONE;
        for (String name : principals.named("AWS")) {
            closest = closest.or(of(name, principal));
        }
        return closest;
    }

    private static PrincipalMatch of(String name, Principal principal) {
        boolean isSession = principal.kind() == Principal.Kind.SESSION;
        if (name.equals(principal.arn()) || (!isSession && name.equals(principal.id()))) {
            return PRINCIPAL;
        } else if (name.equals(principal.roleArn()) || (isSession && name.equals(principal.id()))) {
            return ROLE;
        } else if (name.equals("*")) {
            // Names everyone; a session's boundary and session policy still limit it, as when its role is named.
            return isSession ? ROLE : PRINCIPAL;
        }
        return Principals.account(name).filter(principal.account()::equals).isPresent() ? ACCOUNT : NONE;
    }

    /** Returns the closer of the two. */
    PrincipalMatch or(PrincipalMatch other) {
        return other.compareTo(this) > 0 ? other : this;
    }
}
