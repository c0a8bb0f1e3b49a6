package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Principals;

/**
 * How a statement names the principal of a request. In the same account it matters which way: only who is named alone needs no
 * identity policy (IAM user guide, "policy evaluation logic").
 */
enum PrincipalMatch {
    NONE,
    /** The principal's account: the account's own policies have to allow as well. */
    ACCOUNT,
    /** The role of the session that calls. */
    ROLE,
    /** The principal itself; every statement of an identity policy does. */
    PRINCIPAL;

    /** The closest way in which one of these names is the principal's. */
    static PrincipalMatch of(Principals principals, Principal principal) {
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
            // Everyone is named; a session's boundary and session policy still limit it, as for its role.
            return isSession ? ROLE : PRINCIPAL;
        }
        return Principals.account(name).filter(principal.account()::equals).isPresent() ? ACCOUNT : NONE;
    }

    /** The closer one of both. */
    PrincipalMatch or(PrincipalMatch other) {
        return other.compareTo(this) > 0 ? other : this;
    }
}
