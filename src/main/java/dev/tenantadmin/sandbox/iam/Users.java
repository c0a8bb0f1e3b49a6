package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/** The operations on users; their credentials are in {@link SecurityCredentials}. */
public record Users(
        Store store,
        Directory directory,
        InlinePolicies inline,
        AttachedPolicies attached,
        SecurityCredentials credentials,
        Quotas quotas,
        Clock clock) {

    CreateUserResponse createUser(CreateUserRequest request, CallerIdentity caller) {
        String name = request.userName();
        directory.requireNew(EntityKind.USER, name);
        IamResourceTags.require(request.tags(), IamResourceTags.Keys.FOLDED);
        quotas.requireRoom("Users", store.count("user/"), "UsersPerAccount");
        if (request.permissionsBoundary() != null) {
            attached.setBoundary(EntityKind.USER, name, request.permissionsBoundary());
        }
        String path = Directory.pathOrRoot(request.path());
        User user = User.builder()
                .path(path)
                .userName(name)
                .userId(Ids.entity("AIDA"))
                .arn(caller.iamArn("user", path, name))
                .createDate(clock.instant())
                .tags(request.tags())
                .build();
        store.put(EntityKind.USER.key(name), user);
        return CreateUserResponse.builder().user(view(user)).build();
    }

    private User view(User user) {
        User.Builder view = user.toBuilder();
        attached.boundary(EntityKind.USER, user.userName()).ifPresent(boundary -> view.permissionsBoundary(boundary));
        return view.build();
    }

    /** A user in the form of lists. */
    static User listed(User user) {
        return user.toBuilder().tags((Collection<Tag>) null).build();
    }

    GetUserResponse getUser(GetUserRequest request, CallerIdentity caller) {
        String name = Directory.userName(request.userName(), caller);
        // The administrator is a user without a row, unless the account has one of that name.
        User user = caller.isAdministrator()
                        && name.equals(CallerIdentity.ADMINISTRATOR)
                        && !store.has(EntityKind.USER.key(name))
                ? administrator(caller)
                : directory.user(name);
        return GetUserResponse.builder().user(view(user)).build();
    }

    private static User administrator(CallerIdentity caller) {
        return User.builder()
                .path("/")
                .userName(CallerIdentity.ADMINISTRATOR)
                .userId(caller.userId())
                .arn(caller.arn())
                .createDate(Instant.EPOCH)
                .build();
    }

    DeleteUserResponse deleteUser(DeleteUserRequest request, CallerIdentity caller) {
        String name = request.userName();
        directory.user(name);
        if (!Groups.memberships(store, name).isEmpty()) {
            throw Refusals.deleteConflict("Cannot delete entity, must remove users from group first.");
        } else if (attached.any(EntityKind.USER, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must detach all policies first.");
        } else if (inline.any(EntityKind.USER, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        credentials.requireNone(name);
        attached.removeBoundary(EntityKind.USER, name);
        store.remove(EntityKind.USER.key(name));
        return DeleteUserResponse.builder().build();
    }

    ListUsersResponse listUsers(ListUsersRequest request, CallerIdentity caller) {
        String path = Directory.pathOrRoot(request.pathPrefix());
        Page<User> page = store.page(
                "user/",
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, User.class)
                        .filter(user -> user.path().startsWith(path))
                        .map(Users::listed));
        return ListUsersResponse.builder()
                .users(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    TagUserResponse tagUser(TagUserRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        setTags(user, IamResourceTags.with(user.tags(), request.tags(), IamResourceTags.Keys.FOLDED));
        return TagUserResponse.builder().build();
    }

    UntagUserResponse untagUser(UntagUserRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        setTags(user, IamResourceTags.without(user.tags(), request.tagKeys(), IamResourceTags.Keys.FOLDED));
        return UntagUserResponse.builder().build();
    }

    private void setTags(User user, Collection<Tag> tags) {
        store.put(
                EntityKind.USER.key(user.userName()),
                user.toBuilder().tags(tags).build());
    }

    ListUserTagsResponse listUserTags(ListUserTagsRequest request, CallerIdentity caller) {
        List<Tag> tags = directory.user(request.userName()).tags();
        IamResourceTags.Page page =
                IamResourceTags.page(tags, request.marker(), request.maxItems(), IamResourceTags.Keys.FOLDED);
        return ListUserTagsResponse.builder()
                .tags(page.tags())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(
            PutUserPermissionsBoundaryRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        attached.setBoundary(EntityKind.USER, request.userName(), request.permissionsBoundary());
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
            DeleteUserPermissionsBoundaryRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        attached.removeBoundary(EntityKind.USER, request.userName());
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    PutUserPolicyResponse putUserPolicy(PutUserPolicyRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        inline.put(EntityKind.USER, request.userName(), request.policyName(), request.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    GetUserPolicyResponse getUserPolicy(GetUserPolicyRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        return GetUserPolicyResponse.builder()
                .userName(request.userName())
                .policyName(request.policyName())
                .policyDocument(inline.document(EntityKind.USER, request.userName(), request.policyName()))
                .build();
    }

    DeleteUserPolicyResponse deleteUserPolicy(DeleteUserPolicyRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        inline.delete(EntityKind.USER, request.userName(), request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    ListUserPoliciesResponse listUserPolicies(ListUserPoliciesRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        Page<String> page = inline.names(EntityKind.USER, request.userName(), request.marker(), request.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    AttachUserPolicyResponse attachUserPolicy(AttachUserPolicyRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        attached.attach(EntityKind.USER, request.userName(), request.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    DetachUserPolicyResponse detachUserPolicy(DetachUserPolicyRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        attached.detach(EntityKind.USER, request.userName(), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    ListAttachedUserPoliciesResponse listAttachedUserPolicies(
            ListAttachedUserPoliciesRequest request, CallerIdentity caller) {
        directory.user(request.userName());
        Page<AttachedPolicy> page = attached.page(
                EntityKind.USER, request.userName(), request.pathPrefix(), request.marker(), request.maxItems());
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }
}
