package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** The operation that returns all entities and policies. */
public record AuthorizationDetails(
        Store store,
        Directory directory,
        InlinePolicies inline,
        AttachedPolicies attached,
        InstanceProfiles profiles,
        Policies policies) {

    /** Where a type's entities are, and how to make their details. */
    private record Source(String prefix, EntityType type, Function<String, Optional<? extends SdkPojo>> detail) {}

    GetAccountAuthorizationDetailsResponse getAccountAuthorizationDetails(
            GetAccountAuthorizationDetailsRequest request, CallerIdentity caller) {
        Set<EntityType> types =
                request.filter().isEmpty() ? EnumSet.allOf(EntityType.class) : EnumSet.copyOf(request.filter());
        // In key order, so that a marker shows how far a caller is.
        List<Source> sources = List.of(
                new Source("group/", EntityType.GROUP, this::group),
                new Source("policy/", EntityType.LOCAL_MANAGED_POLICY, this::policy),
                new Source("role/", EntityType.ROLE, this::role),
                new Source("user/", EntityType.USER, this::user));
        int most = Directory.pageSize(request.maxItems());
        String marker = request.marker();
        if (marker != null
                && !Policies.isOfAws(marker)
                && sources.stream().noneMatch(source -> marker.startsWith(source.prefix()))) {
            throw Refusals.invalid("Invalid Marker.");
        }
        Page<ManagedPolicyDetail> ofAws = types.contains(EntityType.AWS_MANAGED_POLICY)
                ? policies.awsDetails(caller.partition(), marker, most)
                : new Page<>(List.of(), null);
        List<SdkPojo> details = new ArrayList<>(ofAws.items());
        String next = ofAws.next();
        for (Source source : sources) {
            boolean done =
                    marker != null && !marker.startsWith(source.prefix()) && marker.compareTo(source.prefix()) > 0;
            if (next == null && !done && types.contains(source.type())) {
                Page<SdkPojo> page = store.page(
                        source.prefix(),
                        marker == null || !marker.startsWith(source.prefix()) ? null : marker,
                        most - details.size(),
                        key -> source.detail().apply(key).map(SdkPojo.class::cast));
                details.addAll(page.items());
                next = page.next();
            }
        }
        return GetAccountAuthorizationDetailsResponse.builder()
                .groupDetailList(of(details, GroupDetail.class))
                .policies(of(details, ManagedPolicyDetail.class))
                .roleDetailList(of(details, RoleDetail.class))
                .userDetailList(of(details, UserDetail.class))
                .isTruncated(next != null)
                .marker(next)
                .build();
    }

    private static <T> List<T> of(List<SdkPojo> details, Class<T> type) {
        return details.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<AttachedPolicy> attached(EntityKind kind, String name) {
        return attached.page(kind, name, null, null, Integer.MAX_VALUE).items();
    }

    private Optional<GroupDetail> group(String key) {
        return store.find(key, Group.class)
                .map(group -> GroupDetail.builder()
                        .path(group.path())
                        .groupName(group.groupName())
                        .groupId(group.groupId())
                        .arn(group.arn())
                        .createDate(group.createDate())
                        .groupPolicyList(inline.details(EntityKind.GROUP, group.groupName()))
                        .attachedManagedPolicies(attached(EntityKind.GROUP, group.groupName()))
                        .build());
    }

    private Optional<RoleDetail> role(String key) {
        return store.find(key, Role.class)
                .map(role -> RoleDetail.builder()
                        .path(role.path())
                        .roleName(role.roleName())
                        .roleId(role.roleId())
                        .arn(role.arn())
                        .createDate(role.createDate())
                        .assumeRolePolicyDocument(Documents.encode(role.assumeRolePolicyDocument()))
                        .instanceProfileList(profiles.of(role.roleName()))
                        .rolePolicyList(inline.details(EntityKind.ROLE, role.roleName()))
                        .attachedManagedPolicies(attached(EntityKind.ROLE, role.roleName()))
                        .permissionsBoundary(attached.boundary(EntityKind.ROLE, role.roleName())
                                .orElse(null))
                        .tags(role.tags())
                        .build());
    }

    private Optional<UserDetail> user(String key) {
        return store.find(key, User.class)
                .map(user -> UserDetail.builder()
                        .path(user.path())
                        .userName(user.userName())
                        .userId(user.userId())
                        .arn(user.arn())
                        .createDate(user.createDate())
                        .userPolicyList(inline.details(EntityKind.USER, user.userName()))
                        .groupList(Groups.memberships(store, user.userName()).stream()
                                .map(membership -> directory
                                        .group(membership.split("/", -1)[1])
                                        .groupName())
                                .toList())
                        .attachedManagedPolicies(attached(EntityKind.USER, user.userName()))
                        .permissionsBoundary(attached.boundary(EntityKind.USER, user.userName())
                                .orElse(null))
                        .tags(user.tags())
                        .build());
    }

    private Optional<ManagedPolicyDetail> policy(String key) {
        return store.find(key, Policy.class).map(policies::detail);
    }
}
