package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Version;
import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
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
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The IAM entities whose names begin with a tenant's prefix, in any case and whoever owns them, from the account's authorization details. It answers
 * the calls that observe a tenant. The details lack the tags of policies, which are read once.
 */
record IamReading(IamClient iam, AccountDetails entities, Map<String, List<Tag>> policyTags) {

    /** Of nothing yet. */
    IamReading(IamClient iam) {
        this(iam, new AccountDetails(), new ConcurrentHashMap<>());
    }

    /** Where tenants of this prefix live, as the paths tell. */
    Stream<Place> places() {
        return entities.all()
                .flatMap(entity -> HomeRegion.place(entity.path()).stream())
                .distinct();
    }

    /** A tag that a role or, where there is none, a policy of the tenant bears. */
    Optional<String> tag(TenantName tenant, String key) {
        return first(tenant, entities.roles())
                .map(RoleDetail::tags)
                .or(() -> first(tenant, entities.policies()).map(policy -> IamTags.map(tags(policy.arn()))))
                .map(tags -> tags.get(key));
    }

    private static <E extends Entity> Optional<E> first(TenantName tenant, Map<String, E> entities) {
        return entities.values().stream()
                .filter(entity -> isOf(tenant, entity.path()))
                .min(Comparator.comparing(Entity::name));
    }

    /** The persons who have a user of the tenant. */
    Set<PersonName> users(TenantName tenant) {
        return entities.users().values().stream()
                .filter(user -> isOf(tenant, user.path()))
                .flatMap(user -> Names.local(tenant, user.name(), PersonName::new).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOf(TenantName tenant, String path) {
        return HomeRegion.place(path)
                .filter(place -> place.tenant().equals(tenant))
                .isPresent();
    }

    /** Returns what AWS would answer; empty for a call that this reading cannot answer. */
    Optional<AwsResponse> answer(AwsRequest request) {
        if (request instanceof GetRoleRequest get) {
            return Optional.of(GetRoleResponse.builder()
                    .role(role(present(get.roleName(), entities.role(get.roleName()))))
                    .build());
        } else if (request instanceof ListAttachedRolePoliciesRequest list) {
            return Optional.of(ListAttachedRolePoliciesResponse.builder()
                    .attachedPolicies(attached(present(list.roleName(), entities.role(list.roleName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetRolePolicyRequest get) {
            return Optional.of(GetRolePolicyResponse.builder()
                    .roleName(get.roleName())
                    .policyName(get.policyName())
                    .policyDocument(inline(present(get.roleName(), entities.role(get.roleName())), get.policyName()))
                    .build());
        } else if (request instanceof ListRolePoliciesRequest list) {
            return Optional.of(ListRolePoliciesResponse.builder()
                    .policyNames(inlineNames(present(list.roleName(), entities.role(list.roleName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetUserRequest get && get.userName() != null) {
            return Optional.of(GetUserResponse.builder()
                    .user(user(present(get.userName(), entities.user(get.userName()))))
                    .build());
        }
        return ofUsers(request).or(() -> ofPolicies(request)).or(() -> ofGroups(request));
    }

    private Optional<AwsResponse> ofUsers(AwsRequest request) {
        if (request instanceof ListUserPoliciesRequest list) {
            return Optional.of(ListUserPoliciesResponse.builder()
                    .policyNames(inlineNames(present(list.userName(), entities.user(list.userName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof ListAttachedUserPoliciesRequest list) {
            return Optional.of(ListAttachedUserPoliciesResponse.builder()
                    .attachedPolicies(attached(present(list.userName(), entities.user(list.userName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetUserPolicyRequest get) {
            return Optional.of(GetUserPolicyResponse.builder()
                    .userName(get.userName())
                    .policyName(get.policyName())
                    .policyDocument(inline(present(get.userName(), entities.user(get.userName())), get.policyName()))
                    .build());
        } else if (request instanceof ListGroupsForUserRequest list) {
            return Optional.of(ListGroupsForUserResponse.builder()
                    .groups(present(list.userName(), entities.user(list.userName())).groups().stream()
                            .map(group -> Group.builder().groupName(group).build())
                            .toList())
                    .isTruncated(false)
                    .build());
        }
        return Optional.empty();
    }

    private static List<String> inlineNames(Holder holder) {
        return holder.inline().stream().map(InlineDetail::name).toList();
    }

    private Optional<AwsResponse> ofPolicies(AwsRequest request) {
        if (request instanceof ListPoliciesRequest list) {
            return Optional.of(ListPoliciesResponse.builder()
                    .policies(under(
                            list.pathPrefix(),
                            entities.policies(),
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
                    .group(group(present(get.groupName(), entities.group(get.groupName()))))
                    .users(entities.users().values().stream()
                            .filter(user -> user.groups().contains(get.groupName()))
                            .map(IamReading::user)
                            .toList())
                    .isTruncated(false)
                    .build());
        } else if (request instanceof ListAttachedGroupPoliciesRequest list) {
            return Optional.of(ListAttachedGroupPoliciesResponse.builder()
                    .attachedPolicies(attached(present(list.groupName(), entities.group(list.groupName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof ListGroupPoliciesRequest list) {
            return Optional.of(ListGroupPoliciesResponse.builder()
                    .policyNames(inlineNames(present(list.groupName(), entities.group(list.groupName()))))
                    .isTruncated(false)
                    .build());
        } else if (request instanceof GetGroupPolicyRequest get) {
            return Optional.of(GetGroupPolicyResponse.builder()
                    .groupName(get.groupName())
                    .policyName(get.policyName())
                    .policyDocument(inline(present(get.groupName(), entities.group(get.groupName())), get.policyName()))
                    .build());
        } else if (request instanceof ListUsersRequest list) {
            return Optional.of(ListUsersResponse.builder()
                    .users(under(list.pathPrefix(), entities.users(), IamReading::user))
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

    private PolicyDetail policy(String arn) {
        return present(arn, Optional.ofNullable(entities.policies().get(arn)));
    }

    private static Policy.Builder policy(PolicyDetail detail) {
        return Policy.builder()
                .policyName(detail.name())
                .arn(detail.arn())
                .path(detail.path())
                .defaultVersionId(detail.defaultVersion().map(Version::id).orElse(null))
                .attachmentCount(detail.attachments());
    }

    private static PolicyVersion version(PolicyDetail policy, String id) {
        return policy.versions().stream()
                .filter(version -> version.id().equals(id))
                .map(version -> PolicyVersion.builder()
                        .versionId(version.id())
                        .isDefaultVersion(version.isDefault())
                        .createDate(version.created())
                        .document(version.encoded())
                        .build())
                .findFirst()
                .orElseThrow(() -> absent(policy.arn() + " " + id));
    }

    private static Role role(RoleDetail detail) {
        return Role.builder()
                .roleName(detail.name())
                .arn(detail.arn())
                .path(detail.path())
                .assumeRolePolicyDocument(detail.encodedTrust())
                .permissionsBoundary(boundary(detail.boundary()))
                .tags(IamTags.list(detail.tags()))
                .build();
    }

    private static Group group(GroupDetail detail) {
        return Group.builder()
                .groupName(detail.name())
                .arn(detail.arn())
                .path(detail.path())
                .build();
    }

    private static User user(UserDetail detail) {
        return User.builder()
                .userName(detail.name())
                .arn(detail.arn())
                .path(detail.path())
                .permissionsBoundary(boundary(detail.boundary()))
                .tags(IamTags.list(detail.tags()))
                .build();
    }

    private static @Nullable AttachedPermissionsBoundary boundary(@Nullable String arn) {
        return arn == null
                ? null
                : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryArn(arn)
                        .build();
    }

    private static List<AttachedPolicy> attached(Holder holder) {
        return holder.attached().stream()
                .map(arn -> AttachedPolicy.builder()
                        .policyArn(arn)
                        .policyName(Arn.name(arn))
                        .build())
                .toList();
    }

    private static String inline(Holder holder, String name) {
        return holder.inline().stream()
                .filter(policy -> policy.name().equals(name))
                .map(InlineDetail::encoded)
                .findFirst()
                .orElseThrow(() -> absent(name));
    }

    private static <E extends Entity, T> List<T> under(
            @Nullable String prefix, Map<String, E> entities, Function<E, T> told) {
        return entities.values().stream()
                .filter(entity -> prefix == null || entity.path().startsWith(prefix))
                .sorted(Comparator.comparing(Entity::name))
                .map(told)
                .toList();
    }

    private static <E> E present(String name, Optional<E> entity) {
        return entity.orElseThrow(() -> absent(name));
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
