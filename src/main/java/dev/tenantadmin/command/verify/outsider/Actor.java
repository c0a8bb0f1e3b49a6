package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.reason.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A principal of the account with the policies that decide what it can do, or would decide after it changed them.
 *
 * @param arn its ARN, with its path
 * @param changes what was changed first, such as a group that it joined
 * @param fixed the condition keys that are the same in all of its requests
 * @param unknownBoundary the ARN of a boundary whose document is not known or cannot be read
 * @param unread its policies that are not known or cannot be read
 */
record Actor(
        String arn,
        SortedSet<String> changes,
        Principal principal,
        Map<String, List<String>> fixed,
        PolicySet policies,
        @Nullable String unknownBoundary,
        Set<String> unread) {

    Actor {
        fixed = Map.copyOf(fixed);
    }

    /** A principal as it is. */
    static Actor of(String arn, AccountPrincipals.Known known) {
        Access access = known.access();
        return new Actor(
                arn,
                new TreeSet<>(),
                access.principal(),
                access.fixed(),
                access.policies(),
                access.unknownBoundary(),
                Set.copyOf(known.unreadable()));
    }

    /** Tells actors apart. */
    String id() {
        return arn + changes;
    }

    boolean isUser() {
        return principal.kind() == Principal.Kind.USER;
    }

    boolean hasBoundary() {
        return policies.boundary() != null || unknownBoundary != null;
    }

    /** In a session of that ARN. */
    Actor inSession(String session) {
        return new Actor(arn, changes, Principal.session(session, arn, ""), fixed, policies, unknownBoundary, unread);
    }

    /** A user that has been moved. */
    Actor named(String newArn) {
        Map<String, List<String>> newKeys = new TreeMap<>(fixed);
        newKeys.put("aws:PrincipalArn", List.of(newArn));
        newKeys.put("aws:username", List.of(Arn.name(newArn)));
        return new Actor(
                arn, and("named " + newArn), Principal.user(newArn, ""), newKeys, policies, unknownBoundary, unread);
    }

    /** With more policies. */
    Actor with(String change, Collection<PolicySource> more, Collection<String> moreUnread) {
        List<PolicySource> identity = new ArrayList<>(policies.identity());
        identity.addAll(more);
        Set<String> all = new TreeSet<>(unread);
        all.addAll(moreUnread);
        return new Actor(
                arn,
                and(change),
                principal,
                fixed,
                new PolicySet(identity, policies.boundary(), null, null, false),
                unknownBoundary,
                all);
    }

    /** Without its boundary. */
    Actor unbounded(String change) {
        return new Actor(arn, and(change), principal, fixed, PolicySet.of(policies.identity()), null, unread);
    }

    private SortedSet<String> and(String change) {
        SortedSet<String> all = new TreeSet<>(changes);
        all.add(change);
        return all;
    }
}
