package dev.tenantadmin.aws.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Calls that show whether they are allowed, and the account's quotas. */
public record AccountProbe(AwsClients clients) {

    /**
     * The caller.
     *
     * @param date the time of the answer by AWS's clock, from its HTTP header
     */
    public record Identity(Caller caller, Optional<String> date) {}

    public Identity identity() {
        GetCallerIdentityResponse identity = clients.sts().getCallerIdentity();
        return new Identity(
                new Caller(identity.account(), identity.arn()),
                identity.sdkHttpResponse().firstMatchingHeader("Date"));
    }

    /** Calls SageMaker in the configured region. */
    public void sagemaker() {
        clients.sagemaker(clients.region()).listNotebookInstances(r -> r.maxResults(1));
    }

    /** Read calls of IAM, by the action that each needs. */
    public Map<String, Runnable> reads() {
        IamClient iam = clients.iam();
        Map<String, Runnable> reads = new LinkedHashMap<>();
        reads.put(
                "iam:ListPolicies", () -> iam.listPolicies(r -> r.scope("Local").maxItems(1)));
        reads.put("iam:ListRoles", () -> iam.listRoles(r -> r.maxItems(1)));
        reads.put("iam:ListGroups", () -> iam.listGroups(r -> r.maxItems(1)));
        reads.put("iam:ListUsers", () -> iam.listUsers(r -> r.maxItems(1)));
        return reads;
    }

    /** IAM's quotas and their use, by AWS's names. */
    public Map<String, Integer> summary() {
        return clients.iam().getAccountSummary().summaryMapAsStrings();
    }
}
