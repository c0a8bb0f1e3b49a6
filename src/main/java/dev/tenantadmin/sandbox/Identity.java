package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.policy.PolicySet;
import dev.tenantadmin.sandbox.policy.Principal;
import java.util.List;
import java.util.Map;

/**
 * Who a principal is to IAM.
 *
 * @param principal as policies name it
 * @param policies those that come with it
 * @param keys the condition keys that tell about it
 */
record Identity(Principal principal, PolicySet policies, Map<String, List<String>> keys) {}
