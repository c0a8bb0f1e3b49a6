package dev.tenantadmin.policy.decision;

import java.util.List;
import java.util.Optional;

/**
 * A request that policies decide about.
 *
 * @param principal the caller
 * @param action such as iam:GetRole
 * @param resource an ARN, or {@code *} for an action without one
 * @param context the condition keys
 * @param knowledge what is known about missing keys
 */
public record Request(Principal principal, String action, String resource, Context context, Knowledge knowledge) {

    /** The value of a policy variable; empty for a key with several values. */
    Optional<String> variable(String key) {
        List<String> values = context.get(key);
        String gap = values.isEmpty() ? knowledge.gap(key) : null;
        if (gap != null) {
            throw new UndecidableException(gap + " A policy variable needs it.");
        }
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
