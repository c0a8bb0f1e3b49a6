package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.Principal;
import java.util.List;
import java.util.Map;

/**
 * A principal as IAM sees it.
 *
 * @param principal the principal in policies
 * @param policies its policies
 * @param keys its condition keys
 */
public record Identity(Principal principal, PolicySet policies, Map<String, List<String>> keys) {}
