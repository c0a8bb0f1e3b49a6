package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.User;

/** The operations on groups and their members. */
public record Groups(
        Store store,
        Directory directory,
        InlinePolicies inline,
        AttachedPolicies attached,
        Quotas quotas,
        Clock clock) {
    private static final String MEMBER = "member/";

    private static String members(String group) {
        return MEMBER + ResourceNames.fold(group) + "/";
    }

    /** The keys of a user's memberships. */
    static List<String> memberships(Store store, String user) {
        String suffix = "/" + ResourceNames.fold(user);
        return store.keys(MEMBER).stream().filter(key -> key.endsWith(suffix)).toList();
    }

    CreateGroupResponse createGroup(CreateGroupRequest request, CallerIdentity caller) {
        String name = request.groupName();
        directory.requireNew(EntityKind.GROUP, name);
        quotas.requireRoom("Groups", store.count("group/"), "GroupsPerAccount");
        String path = Directory.pathOrRoot(request.path());
        Group group = Group.builder()
                .path(path)
                .groupName(name)
                .groupId(Ids.entity("AGPA"))
                .arn(caller.iamArn("group", path, name))
                .createDate(clock.instant())
                .build();
        store.put(EntityKind.GROUP.key(name), group);
        return CreateGroupResponse.builder().group(group).build();
    }

    GetGroupResponse getGroup(GetGroupRequest request, CallerIdentity caller) {
        Group group = directory.group(request.groupName());
        Page<User> page = store.page(
                members(request.groupName()),
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> Optional.of(Users.listed(directory.user(ResourceNames.lastPart(key)))));
        return GetGroupResponse.builder()
                .group(group)
                .users(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    DeleteGroupResponse deleteGroup(DeleteGroupRequest request, CallerIdentity caller) {
        String name = request.groupName();
        directory.group(name);
        if (store.any(members(name))) {
            throw Refusals.deleteConflict("Cannot delete entity, must remove users from group first.");
        } else if (attached.any(EntityKind.GROUP, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must detach all policies first.");
        } else if (inline.any(EntityKind.GROUP, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        store.remove(EntityKind.GROUP.key(name));
        return DeleteGroupResponse.builder().build();
    }

    ListGroupsResponse listGroups(ListGroupsRequest request, CallerIdentity caller) {
        String path = Directory.pathOrRoot(request.pathPrefix());
        Page<Group> page = store.page(
                "group/",
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, Group.class).filter(group -> group.path().startsWith(path)));
        return ListGroupsResponse.builder()
                .groups(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    AddUserToGroupResponse addUserToGroup(AddUserToGroupRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        directory.group(request.groupName());
        String key = members(request.groupName()) + ResourceNames.fold(request.userName());
        if (!store.has(key)) {
            int groups = memberships(store, request.userName()).size();
            quotas.requireRoom("GroupsPerUser", groups, "GroupsPerUser");
            store.put(key, request);
        }
        return AddUserToGroupResponse.builder().build();
    }

    RemoveUserFromGroupResponse removeUserFromGroup(RemoveUserFromGroupRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        directory.group(request.groupName());
        String key = members(request.groupName()) + ResourceNames.fold(request.userName());
        store.remove(key);
        return RemoveUserFromGroupResponse.builder().build();
    }

    ListGroupsForUserResponse listGroupsForUser(ListGroupsForUserRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        Collection<String> keys = memberships(store, request.userName());
        Page<Group> page = store.page(
                MEMBER,
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> keys.contains(key) ? Optional.of(directory.group(key.split("/", -1)[1])) : Optional.empty());
        return ListGroupsForUserResponse.builder()
                .groups(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    PutGroupPolicyResponse putGroupPolicy(PutGroupPolicyRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        inline.put(EntityKind.GROUP, request.groupName(), request.policyName(), request.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    GetGroupPolicyResponse getGroupPolicy(GetGroupPolicyRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        return GetGroupPolicyResponse.builder()
                .groupName(request.groupName())
                .policyName(request.policyName())
                .policyDocument(inline.document(EntityKind.GROUP, request.groupName(), request.policyName()))
                .build();
    }

    DeleteGroupPolicyResponse deleteGroupPolicy(DeleteGroupPolicyRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        inline.delete(EntityKind.GROUP, request.groupName(), request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    ListGroupPoliciesResponse listGroupPolicies(ListGroupPoliciesRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        Page<String> page = inline.names(EntityKind.GROUP, request.groupName(), request.marker(), request.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    AttachGroupPolicyResponse attachGroupPolicy(AttachGroupPolicyRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        attached.attach(EntityKind.GROUP, request.groupName(), request.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    DetachGroupPolicyResponse detachGroupPolicy(DetachGroupPolicyRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        attached.detach(EntityKind.GROUP, request.groupName(), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(
            ListAttachedGroupPoliciesRequest request, CallerIdentity caller) {
        directory.group(request.groupName());
        Page<AttachedPolicy> page = attached.page(
                EntityKind.GROUP, request.groupName(), request.pathPrefix(), request.marker(), request.maxItems());
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }
}
