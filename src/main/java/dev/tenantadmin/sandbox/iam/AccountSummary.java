package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.store.Store;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;

/** The operation that returns counts and limits. */
public record AccountSummary(Store store, Quotas quotas) {
    GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest request, CallerIdentity caller) {
        Map<String, Integer> summary = new TreeMap<>(quotas.limits());
        summary.put("Users", store.count("user/"));
        summary.put("Groups", store.count("group/"));
        summary.put("Roles", store.count("role/"));
        summary.put("Policies", store.count("policy/"));
        summary.put("PolicyVersionsInUse", store.count("policy-version/"));
        summary.put("MFADevices", store.count("mfa/"));
        summary.put("InstanceProfiles", store.count("instance-profile/"));
        summary.put("ServerCertificates", 0);
        summary.put("Providers", 0);
        summary.put("AccountMFAEnabled", 1);
        summary.put("AccountAccessKeysPresent", 0);
        summary.put("AccountPasswordPresent", 1);
        return GetAccountSummaryResponse.builder()
                .summaryMapWithStrings(summary)
                .build();
    }
}
