package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.Principal;
import java.util.List;
import java.util.Map;

/**
 * Who a principal is to IAM.
 *
 * @param principal as policies name it
 * @param policies those that come with it
 * @param keys the condition keys that tell about it
 */
public record Identity(Principal principal, PolicySet policies, Map<String, List<String>> keys) {}
