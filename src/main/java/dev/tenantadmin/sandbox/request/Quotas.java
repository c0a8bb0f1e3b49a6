package dev.tenantadmin.sandbox.request;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The account's limits, by name in GetAccountSummary. */
public record Quotas(Map<String, Integer> limits) {
    private static Quotas defaults() {
        Map<String, Integer> limits = new TreeMap<>();
        limits.put("UsersQuota", 5000);
        limits.put("GroupsQuota", 300);
        limits.put("RolesQuota", 1000);
        limits.put("PoliciesQuota", 1500);
        limits.put("InstanceProfilesQuota", 1000);
        limits.put("ServerCertificatesQuota", 20);
        limits.put("GroupsPerUserQuota", 10);
        limits.put("AccessKeysPerUserQuota", 2);
        limits.put("SigningCertificatesPerUserQuota", 2);
        limits.put("AttachedPoliciesPerRoleQuota", 10);
        limits.put("AttachedPoliciesPerUserQuota", 10);
        limits.put("AttachedPoliciesPerGroupQuota", 10);
        limits.put("UserPolicySizeQuota", 2048);
        limits.put("GroupPolicySizeQuota", 5120);
        limits.put("RolePolicySizeQuota", 10240);
        limits.put("PolicySizeQuota", 6144);
        limits.put("AssumeRolePolicySizeQuota", 2048);
        limits.put("VersionsPerPolicyQuota", 5);
        limits.put("PolicyVersionsInUseQuota", 10000);
        limits.put("GlobalEndpointTokenVersion", 1);
        return new Quotas(limits);
    }

    /** The defaults, overridden by these limits; names are without "Quota". */
    public static Quotas of(Map<String, Integer> own) {
        Map<String, Integer> limits = new TreeMap<>(defaults().limits);
        own.forEach((name, limit) -> {
            if (limits.replace(name + "Quota", limit) == null) {
                throw new IllegalArgumentException("there is no quota '" + name + "', only "
                        + limits.keySet().stream()
                                .filter(known -> known.endsWith("Quota"))
                                .map(known -> known.replace("Quota", ""))
                                .collect(Collectors.joining(", ")));
            } else if (limit < 0) {
                throw new IllegalArgumentException("a quota must not be negative: " + name + "=" + limit);
            }
        });
        return new Quotas(limits);
    }

    /** The limit with this name, without "Quota". */
    public int of(String name) {
        Integer limit = limits.get(name + "Quota");
        if (limit == null) {
            throw new IllegalArgumentException("no quota " + name);
        }
        return limit;
    }

    /** Refuses one more if the limit is reached; IAM's message has its own name for it. */
    public void requireRoom(String name, int present, String inMessage) {
        if (present >= of(name)) {
            throw Refusals.limitExceeded("Cannot exceed quota for " + inMessage + ": " + of(name));
        }
    }
}
