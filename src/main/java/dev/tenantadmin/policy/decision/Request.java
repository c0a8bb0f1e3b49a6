package dev.tenantadmin.policy.decision;

import java.util.List;
import java.util.Optional;

/**
 * What a policy decides on.
 *
 * @param principal who asks
 * @param action such as iam:GetRole
 * @param resource an ARN, or {@code *} for an action without one
 * @param context the condition keys
 * @param knowledge of the keys that are not there
 */
public record Request(Principal principal, String action, String resource, Context context, Knowledge knowledge) {

    /** The value of a policy variable; a key of several values cannot be one. */
    Optional<String> variable(String key) {
        List<String> values = context.get(key);
        String gap = values.isEmpty() ? knowledge.gap(key) : null;
        if (gap != null) {
            throw new UndecidableException(gap + " A policy variable asks for it.");
        }
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
