package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.policy.language.Arn;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Who uses a managed policy, as policy or as permissions boundary. */
public final class PolicyUse {

    private PolicyUse() {}

    /** Lists other users of a policy, which cannot be deleted while they use it; users that are not among {@code ours} are in the way. */
    public static Callable<List<SubordinateEntity>> byOthers(IamReads iam, String policyArn, Set<String> ours) {
        String policy = Arn.name(policyArn);
        return () -> iam.uses(policyArn).stream()
                .flatMap(List::stream)
                .filter(entity -> !ours.contains(entity))
                .map(entity -> SubordinateEntity.foreign(
                        "use", "of IAM policy %s by %s".formatted(policy, entity), "detach it there first"))
                .toList();
    }
}
