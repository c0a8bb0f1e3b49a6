package dev.tenantadmin.aws.iam;

import dev.tenantadmin.policy.language.Arn;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Who uses a managed policy, as policy or as permissions boundary. */
public final class PolicyUse {

    private PolicyUse() {}

    /** The users of a policy, such as {@code role acme--access}. */
    static List<String> of(IamClient iam, String policyArn) {
        return iam.listEntitiesForPolicyPaginator(r -> r.policyArn(policyArn)).stream()
                .flatMap(PolicyUse::entities)
                .sorted()
                .distinct()
                .toList();
    }

    private static Stream<String> entities(ListEntitiesForPolicyResponse page) {
        return Stream.of(
                        page.policyRoles().stream().map(role -> "role " + role.roleName()),
                        page.policyUsers().stream().map(user -> "user " + user.userName()),
                        page.policyGroups().stream().map(group -> "group " + group.groupName()))
                .flatMap(names -> names);
    }

    /** Lists other users of a policy, which cannot be deleted while they use it; users that are not among {@code ours} are in the way. */
    public static Callable<List<SubordinateEntity>> byOthers(IamClient iam, String policyArn, Set<String> ours) {
        String policy = Arn.name(policyArn);
        return () -> {
            try {
                return of(iam, policyArn).stream()
                        .filter(entity -> !ours.contains(entity))
                        .map(entity -> SubordinateEntity.foreign(
                                "use", "of IAM policy %s by %s".formatted(policy, entity), "detach it there first"))
                        .toList();
            } catch (NoSuchEntityException e) {
                return List.of();
            }
        };
    }
}
