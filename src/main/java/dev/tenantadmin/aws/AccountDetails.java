package dev.tenantadmin.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** All of the account's principals and policies, by ARN, as one paged operation tells them. */
record AccountDetails(
        Map<String, RoleDetail> roles,
        Map<String, UserDetail> users,
        Map<String, GroupDetail> groups,
        Map<String, ManagedPolicyDetail> policies) {

    private static final int PAGE = 1000;

    static AccountDetails read(IamClient iam) {
        AccountDetails all = new AccountDetails(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        iam.getAccountAuthorizationDetailsPaginator(r -> r.maxItems(PAGE)
                        .filter(
                                EntityType.ROLE,
                                EntityType.USER,
                                EntityType.GROUP,
                                EntityType.LOCAL_MANAGED_POLICY,
                                EntityType.AWS_MANAGED_POLICY))
                .forEach(all::add);
        return all;
    }

    private void add(GetAccountAuthorizationDetailsResponse page) {
        page.roleDetailList().forEach(role -> roles.put(role.arn(), role));
        page.userDetailList().forEach(user -> users.put(user.arn(), user));
        page.groupDetailList().forEach(group -> groups.put(group.arn(), group));
        page.policies().forEach(policy -> policies.put(policy.arn(), policy));
    }

    Optional<GroupDetail> group(String name) {
        return groups.values().stream()
                .filter(group -> group.groupName().equals(name))
                .findFirst();
    }

    /** The documents of everything that a user's rights come from; nothing in place of a policy that is not told. */
    List<Optional<String>> documents(UserDetail user) {
        List<Optional<String>> all = new ArrayList<>(documents(user.userPolicyList(), user.attachedManagedPolicies()));
        user.groupList().stream()
                .map(this::group)
                .forEach(group -> all.addAll(
                        group.map(found -> documents(found.groupPolicyList(), found.attachedManagedPolicies()))
                                .orElse(List.of(Optional.empty()))));
        return all;
    }

    List<Optional<String>> documents(RoleDetail role) {
        return documents(role.rolePolicyList(), role.attachedManagedPolicies());
    }

    private List<Optional<String>> documents(List<PolicyDetail> inline, List<AttachedPolicy> attached) {
        return Stream.concat(
                        inline.stream().map(policy -> Optional.ofNullable(policy.policyDocument())),
                        attached.stream().map(policy -> document(policy.policyArn())))
                .toList();
    }

    /** The document of a managed policy's default version. */
    Optional<String> document(String policyArn) {
        return Optional.ofNullable(policies.get(policyArn)).stream()
                .flatMap(policy -> policy.policyVersionList().stream())
                .filter(PolicyVersion::isDefaultVersion)
                .map(PolicyVersion::document)
                .findFirst();
    }
}
