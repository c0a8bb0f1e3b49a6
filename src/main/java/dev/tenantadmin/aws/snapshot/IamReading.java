package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.UserDetail;

/**
 * The IAM entities whose names begin as a tenant's do (in whatever case, and whosever they are), as the account's authorization details
 * told them. Answers the calls by which a tenant is observed. Those details lack the tags of policies, which are asked for once.
 */
final class IamReading {

    private final IamClient iam;
    private final Map<String, ManagedPolicyDetail> policies = names();
    private final Map<String, RoleDetail> roles = names();
    private final Map<String, GroupDetail> groups = names();
    private final Map<String, UserDetail> users = names();
    private final Map<String, List<Tag>> policyTags = new ConcurrentHashMap<>();

    IamReading(IamClient iam) {
        this.iam = iam;
    }

    private static <T> Map<String, T> names() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    void add(ManagedPolicyDetail policy) {
        policies.put(policy.policyName(), policy);
    }

    void add(RoleDetail role) {
        roles.put(role.roleName(), role);
    }

    void add(GroupDetail group) {
        groups.put(group.groupName(), group);
    }

    void add(UserDetail user) {
        users.put(user.userName(), user);
    }

    Stream<ManagedPolicyDetail> policies() {
        return policies.values().stream();
    }

    /** Where tenants of this prefix live, as the paths tell. */
    Stream<Place> places() {
        return Stream.of(
                        policies.values().stream().map(ManagedPolicyDetail::path),
                        roles.values().stream().map(RoleDetail::path),
                        groups.values().stream().map(GroupDetail::path),
                        users.values().stream().map(UserDetail::path))
                .flatMap(paths -> paths)
                .flatMap(path -> HomeRegion.place(path).stream())
                .distinct();
    }

    /** A tag that a role or, where there is none, a policy of the tenant bears. */
    Optional<String> tag(TenantName tenant, String key) {
        return Stream.concat(
                        roles.values().stream()
                                .filter(role -> isOf(tenant, role.path()))
                                .map(RoleDetail::tags),
                        policies.values().stream()
                                .filter(policy -> isOf(tenant, policy.path()))
                                .map(policy -> tags(policy.arn())))
                .findFirst()
                .map(tags -> IamTags.map(tags).get(key));
    }

    /** The persons who have a user of the tenant. */
    Set<PersonName> users(TenantName tenant) {
        return users.values().stream()
                .filter(user -> isOf(tenant, user.path()))
                .flatMap(user -> Names.local(tenant, user.userName(), PersonName::new).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOf(TenantName tenant, String path) {
        return HomeRegion.place(path)
                .filter(place -> place.tenant().equals(tenant))
                .isPresent();
    }

    /** What AWS would answer, or empty for a call that the reading knows nothing about. */
    Optional<AwsResponse> answer(AwsRequest request) {
        if (request instanceof GetRoleRequest get) {
            return Optional.of(GetRoleResponse.builder()
                    .role(role(present(roles, get.roleName())))
                    .build());
        } else if (request instanceof ListAttachedRolePoliciesRequest list) {
            return Optional.of(ListAttachedRolePoliciesResponse.builder()
                    .attachedPolicies(present(roles, list.roleName()).attachedManagedPolicies())
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetRolePolicyRequest get) {
            return Optional.of(GetRolePolicyResponse.builder()
                    .roleName(get.roleName())
                    .policyName(get.policyName())
                    .policyDocument(inline(present(roles, get.roleName()).rolePolicyList(), get.policyName()))
                    .build());
        } else if (request instanceof GetUserRequest get && get.userName() != null) {
            return Optional.of(GetUserResponse.builder()
                    .user(user(present(users, get.userName())))
                    .build());
        }
        return ofPolicies(request).or(() -> ofGroups(request));
    }

    private Optional<AwsResponse> ofPolicies(AwsRequest request) {
        if (request instanceof ListPoliciesRequest list) {
            return Optional.of(ListPoliciesResponse.builder()
                    .policies(under(
                            list.pathPrefix(),
                            policies,
                            ManagedPolicyDetail::path,
                            detail -> policy(detail).build()))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof ListPolicyTagsRequest list) {
            policy(list.policyArn());
            return Optional.of(ListPolicyTagsResponse.builder()
                    .tags(tags(list.policyArn()))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetPolicyRequest get) {
            return Optional.of(GetPolicyResponse.builder()
                    .policy(policy(policy(get.policyArn()))
                            .tags(tags(get.policyArn()))
                            .build())
                    .build());
        } else if (request instanceof GetPolicyVersionRequest get) {
            return Optional.of(GetPolicyVersionResponse.builder()
                    .policyVersion(version(policy(get.policyArn()), get.versionId()))
                    .build());
        }
        return Optional.empty();
    }

    private Optional<AwsResponse> ofGroups(AwsRequest request) {
        if (request instanceof GetGroupRequest get) {
            return Optional.of(GetGroupResponse.builder()
                    .group(group(present(groups, get.groupName())))
                    .users(users.values().stream()
                            .filter(user -> user.groupList().contains(get.groupName()))
                            .map(IamReading::user)
                            .toList())
                    .isTruncated(false)
                    .build());
        } else if (request instanceof ListAttachedGroupPoliciesRequest list) {
            return Optional.of(ListAttachedGroupPoliciesResponse.builder()
                    .attachedPolicies(present(groups, list.groupName()).attachedManagedPolicies())
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetGroupPolicyRequest get) {
            return Optional.of(GetGroupPolicyResponse.builder()
                    .groupName(get.groupName())
                    .policyName(get.policyName())
                    .policyDocument(inline(present(groups, get.groupName()).groupPolicyList(), get.policyName()))
                    .build());
        } else if (request instanceof ListUsersRequest list) {
            return Optional.of(ListUsersResponse.builder()
                    .users(under(list.pathPrefix(), users, UserDetail::path, IamReading::user))
                    .isTruncated(false)
                    .build());
        }
        return Optional.empty();
    }

    private List<Tag> tags(String policyArn) {
        return policyTags.computeIfAbsent(
                policyArn,
                arn -> iam.listPolicyTagsPaginator(r -> r.policyArn(arn)).tags().stream()
                        .toList());
    }

    private ManagedPolicyDetail policy(String arn) {
        return policies.values().stream()
                .filter(policy -> policy.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> absent(arn));
    }

    private static Policy.Builder policy(ManagedPolicyDetail detail) {
        return Policy.builder()
                .policyName(detail.policyName())
                .policyId(detail.policyId())
                .arn(detail.arn())
                .path(detail.path())
                .defaultVersionId(detail.defaultVersionId())
                .attachmentCount(detail.attachmentCount())
                .permissionsBoundaryUsageCount(detail.permissionsBoundaryUsageCount())
                .createDate(detail.createDate())
                .updateDate(detail.updateDate());
    }

    private static PolicyVersion version(ManagedPolicyDetail policy, String id) {
        return policy.policyVersionList().stream()
                .filter(version -> version.versionId().equals(id))
                .findFirst()
                .orElseThrow(() -> absent(policy.arn() + " " + id));
    }

    private static Role role(RoleDetail detail) {
        return Role.builder()
                .roleName(detail.roleName())
                .roleId(detail.roleId())
                .arn(detail.arn())
                .path(detail.path())
                .createDate(detail.createDate())
                .assumeRolePolicyDocument(detail.assumeRolePolicyDocument())
                .permissionsBoundary(detail.permissionsBoundary())
                .tags(detail.tags())
                .build();
    }

    private static Group group(GroupDetail detail) {
        return Group.builder()
                .groupName(detail.groupName())
                .groupId(detail.groupId())
                .arn(detail.arn())
                .path(detail.path())
                .createDate(detail.createDate())
                .build();
    }

    private static User user(UserDetail detail) {
        return User.builder()
                .userName(detail.userName())
                .userId(detail.userId())
                .arn(detail.arn())
                .path(detail.path())
                .createDate(detail.createDate())
                .permissionsBoundary(detail.permissionsBoundary())
                .tags(detail.tags())
                .build();
    }

    private static String inline(List<PolicyDetail> policies, String name) {
        return policies.stream()
                .filter(policy -> policy.policyName().equals(name))
                .map(PolicyDetail::policyDocument)
                .findFirst()
                .orElseThrow(() -> absent(name));
    }

    private static <D, T> List<T> under(
            @Nullable String prefix, Map<String, D> details, Function<D, String> path, Function<D, T> told) {
        List<T> found = new ArrayList<>();
        for (D detail : details.values()) {
            if (prefix == null || path.apply(detail).startsWith(prefix)) {
                found.add(told.apply(detail));
            }
        }
        return found;
    }

    private static <D> D present(Map<String, D> details, String name) {
        D detail = details.get(name);
        if (detail == null) {
            throw absent(name);
        }
        return detail;
    }

    private static NoSuchEntityException absent(String name) {
        return NoSuchEntityException.builder()
                .message(name + " was not there when the account was read")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("NoSuchEntity")
                        .errorMessage(name + " was not there when the account was read")
                        .build())
                .statusCode(404)
                .build();
    }
}
