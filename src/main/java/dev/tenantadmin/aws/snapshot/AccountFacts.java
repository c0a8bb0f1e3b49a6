package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.endpoint.Workloads;
import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.reconcile.Parallel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an account, to be judged without further calls.
 *
 * @param iam its principals and policies
 * @param policyTags the tags of policies by ARN; none of those whose tags were not read, because no List call tells them
 * @param workloads what works in each home region; null if that was not read
 * @param caller the ARN of who read it; null if unknown
 * @param when the time of the reading; null if unknown
 * @param tool the program that read it, with its version; null if unknown
 */
public record AccountFacts(
        String partition,
        String account,
        AccountDetails iam,
        Map<String, Map<String, String>> policyTags,
        @Nullable Map<String, List<Workload>> workloads,
        @Nullable String caller,
        @Nullable Instant when,
        @Nullable String tool) {

    /** Reads IAM, and SageMaker in these regions. */
    public static AccountFacts read(
            AwsClients clients, Parallel parallel, SortedSet<String> regions, Instant when, String tool) {
        return new AccountFacts(
                clients.partition(),
                clients.account(),
                AccountDetails.read(clients),
                Map.of(),
                Workloads.read(clients, regions, parallel),
                clients.caller().arn(),
                when.truncatedTo(ChronoUnit.SECONDS),
                tool);
    }

    /** The same with the tags of these policies, by ARN, which takes a call for each. */
    public AccountFacts withTags(AwsClients clients, Parallel parallel, List<String> policies) {
        List<Map<String, String>> read = parallel.all(policies.stream()
                .<Callable<Map<String, String>>>map(
                        arn -> () -> IamTags.ofPolicy(clients.iam(), arn).orElse(Map.of()))
                .toList());
        Map<String, Map<String, String>> tags = new TreeMap<>();
        for (int i = 0; i < policies.size(); i++) {
            tags.put(policies.get(i), read.get(i));
        }
        return new AccountFacts(partition, account, iam, tags, workloads, caller, when, tool);
    }
}
