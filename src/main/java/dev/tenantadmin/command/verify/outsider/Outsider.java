package dev.tenantadmin.command.verify.outsider;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is no tenant's, and whom a tenant has to know of.
 *
 * @param who its ARN, a service, or a pattern of ARNs that a trust policy admits
 * @param expected whether every tenant's own options admit it
 * @param administration why it is an administrator of every tenant; null if it is not
 * @param reached the tenants that it reaches otherwise; of an administrator what it reaches directly if it is one only over others, and what
 *     is surer than that it is one
 * @param unjudged its documents that are not known or cannot be read: what they allow or deny is not among the rest
 */
public record Outsider(
        String who,
        Kind kind,
        boolean expected,
        @Nullable Administration administration,
        List<ReachedTenant> reached,
        SortedSet<String> unjudged) {

    /** What it is. */
    public enum Kind {
        USER,
        ROLE,
        /** All or some of another account: whoever administers that account. */
        ACCOUNT,
        /** Whom an identity provider vouches for. */
        PROVIDER,
        SERVICE,
        ANYONE,
        /** A role of a tenant whose trust policy cannot be read, so that it is not known whom it admits. */
        UNKNOWN
    }

    public Outsider {
        reached = List.copyOf(reached);
        unjudged = Collections.unmodifiableSortedSet(new TreeSet<>(unjudged));
    }

    boolean isWorthTelling() {
        return administration != null || !reached.isEmpty() || !unjudged.isEmpty();
    }
}
