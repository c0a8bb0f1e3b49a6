package dev.tenantadmin.aws.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** IAM's answers as they are now, a call for each. */
public record LiveIam(IamClient client) implements IamReads {

    private static <T> Optional<T> ifThere(Supplier<? extends T> call) {
        try {
            return Optional.of(call.get());
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Role> role(String name) {
        return ifThere(() -> client.getRole(r -> r.roleName(name)).role());
    }

    @Override
    public Optional<User> user(String name) {
        return ifThere(() -> client.getUser(r -> r.userName(name)).user());
    }

    @Override
    public List<User> users(String path) {
        return client.listUsersPaginator(r -> r.pathPrefix(path)).users().stream()
                .toList();
    }

    @Override
    public Optional<GroupMembers> group(String name) {
        return ifThere(() -> {
            List<GetGroupResponse> pages =
                    client.getGroupPaginator(r -> r.groupName(name)).stream().toList();
            return new GroupMembers(
                    pages.get(0).group().path(),
                    pages.stream()
                            .flatMap(page -> page.users().stream())
                            .map(User::userName)
                            .toList());
        });
    }

    @Override
    public Optional<List<String>> groupsOf(String user) {
        return ifThere(() -> client.listGroupsForUserPaginator(r -> r.userName(user)).groups().stream()
                .map(group -> group.groupName())
                .toList());
    }

    @Override
    public Optional<List<String>> attached(Identity identity) {
        return ifThere(() ->
                attachedTo(identity).stream().map(AttachedPolicy::policyArn).toList());
    }

    private SdkIterable<AttachedPolicy> attachedTo(Identity identity) {
        String name = identity.name();
        return switch (identity.kind()) {
            case ROLE ->
                client.listAttachedRolePoliciesPaginator(r -> r.roleName(name)).attachedPolicies();
            case GROUP ->
                client.listAttachedGroupPoliciesPaginator(r -> r.groupName(name))
                        .attachedPolicies();
            case USER ->
                client.listAttachedUserPoliciesPaginator(r -> r.userName(name)).attachedPolicies();
        };
    }

    @Override
    public Optional<List<String>> inlinePolicies(Identity identity) {
        return ifThere(() -> inlinePoliciesOf(identity).stream().toList());
    }

    private SdkIterable<String> inlinePoliciesOf(Identity identity) {
        String name = identity.name();
        return switch (identity.kind()) {
            case ROLE -> client.listRolePoliciesPaginator(r -> r.roleName(name)).policyNames();
            case GROUP ->
                client.listGroupPoliciesPaginator(r -> r.groupName(name)).policyNames();
            case USER -> client.listUserPoliciesPaginator(r -> r.userName(name)).policyNames();
        };
    }

    @Override
    public Optional<String> inlinePolicy(Identity identity, String policy) {
        String name = identity.name();
        return ifThere(() -> switch (identity.kind()) {
                    case ROLE ->
                        client.getRolePolicy(r -> r.roleName(name).policyName(policy))
                                .policyDocument();
                    case GROUP ->
                        client.getGroupPolicy(r -> r.groupName(name).policyName(policy))
                                .policyDocument();
                    case USER ->
                        client.getUserPolicy(r -> r.userName(name).policyName(policy))
                                .policyDocument();
                })
                .map(EncodedDocument::decode);
    }

    @Override
    public Map<String, String> policies() {
        return client.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL).maxItems(1000)).policies().stream()
                // A page that changes while it is read may show a policy twice.
                .collect(Collectors.toMap(
                        policy -> policy.policyName().toLowerCase(Locale.ROOT), Policy::arn, (one, again) -> again));
    }

    @Override
    public Optional<Policy> policy(String arn) {
        return ifThere(() -> client.getPolicy(r -> r.policyArn(arn)).policy());
    }

    @Override
    public Optional<String> document(String policyArn, String version) {
        return ifThere(() -> EncodedDocument.ofVersion(client, policyArn, version));
    }

    @Override
    public Optional<List<Tag>> policyTags(String arn) {
        return ifThere(() -> client.listPolicyTags(r -> r.policyArn(arn)).tags());
    }

    @Override
    public Optional<List<String>> uses(String policyArn) {
        return ifThere(() -> client.listEntitiesForPolicyPaginator(r -> r.policyArn(policyArn)).stream()
                .flatMap(LiveIam::entities)
                .sorted()
                .distinct()
                .toList());
    }

    private static Stream<String> entities(ListEntitiesForPolicyResponse page) {
        return Stream.of(
                        page.policyRoles().stream().map(role -> "role " + role.roleName()),
                        page.policyUsers().stream().map(user -> "user " + user.userName()),
                        page.policyGroups().stream().map(group -> "group " + group.groupName()))
                .flatMap(names -> names);
    }

    @Override
    public Optional<List<String>> instanceProfiles(String role) {
        return ifThere(
                () -> client.listInstanceProfilesForRolePaginator(r -> r.roleName(role)).instanceProfiles().stream()
                        .map(profile -> profile.instanceProfileName())
                        .toList());
    }

    @Override
    public List<String> unassignedDevices() {
        return client
                .listVirtualMFADevicesPaginator(r -> r.assignmentStatus(AssignmentStatusType.UNASSIGNED))
                .virtualMFADevices()
                .stream()
                .map(device -> device.serialNumber())
                .toList();
    }
}
