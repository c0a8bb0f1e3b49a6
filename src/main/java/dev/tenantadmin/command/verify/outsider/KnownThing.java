package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.policy.decision.PolicySource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a question is about.
 *
 * @param arn its ARN, or a pattern of the ARNs that such things can have
 * @param keys the condition keys of the thing: its tags, its account
 * @param trust a role's trust policy; null for other things, and for one that cannot be read
 */
record KnownThing(
        String arn,
        Map<String, List<String>> keys,
        @Nullable PolicySource trust) {}
