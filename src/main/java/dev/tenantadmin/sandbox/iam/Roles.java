package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** The operations on roles. */
public record Roles(
        Store store,
        Directory directory,
        InlinePolicies inline,
        AttachedPolicies attached,
        InstanceProfiles profiles,
        Quotas quotas,
        Clock clock) {

    CreateRoleResponse createRole(CreateRoleRequest request, CallerIdentity caller) {
        String name = request.roleName();
        directory.requireNew(EntityKind.ROLE, name);
        requireTrust(request.assumeRolePolicyDocument());
        IamResourceTags.require(request.tags(), IamResourceTags.Keys.FOLDED);
        quotas.requireRoom("Roles", store.count("role/"), "RolesPerAccount");
        if (request.permissionsBoundary() != null) {
            attached.setBoundary(EntityKind.ROLE, name, request.permissionsBoundary());
        }
        String path = Directory.pathOrRoot(request.path());
        Role role = Role.builder()
                .path(path)
                .roleName(name)
                .roleId(Ids.entity("AROA"))
                .arn(caller.iamArn("role", path, name))
                .createDate(clock.instant())
                .assumeRolePolicyDocument(request.assumeRolePolicyDocument())
                .description(request.description())
                .maxSessionDuration(request.maxSessionDuration() == null ? Sessions.HOUR : request.maxSessionDuration())
                .tags(request.tags())
                .build();
        store.put(EntityKind.ROLE.key(name), role);
        return CreateRoleResponse.builder().role(brief(view(role))).build();
    }

    /** A role as CreateRole and instance profiles show it: GetRole and ListRoles alone tell the rest. */
    static Role brief(Role role) {
        return role.copy(brief -> brief.description(null).maxSessionDuration(null));
    }

    private void requireTrust(String document) {
        Documents.requireTrustPolicy(document);
        directory.requirePrincipals(document);
        if (Documents.size(document) > quotas.of("AssumeRolePolicySize")) {
            throw Refusals.limitExceeded(
                    "Cannot exceed quota for ACLSizePerRole: " + quotas.of("AssumeRolePolicySize"));
        }
    }

    private Role view(Role role) {
        Role.Builder view =
                role.toBuilder().assumeRolePolicyDocument(Documents.encode(role.assumeRolePolicyDocument()));
        attached.boundary(EntityKind.ROLE, role.roleName()).ifPresent(boundary -> view.permissionsBoundary(boundary));
        return view.build();
    }

    GetRoleResponse getRole(GetRoleRequest request, CallerIdentity caller) {
        return GetRoleResponse.builder()
                .role(view(directory.role(request.roleName()))
                        .copy(role -> role.roleLastUsed(RoleLastUsed.builder().build())))
                .build();
    }

    DeleteRoleResponse deleteRole(DeleteRoleRequest request, CallerIdentity caller) {
        String name = request.roleName();
        directory.modifiableRole(name);
        if (!profiles.of(name).isEmpty()) {
            throw Refusals.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        } else if (attached.any(EntityKind.ROLE, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must detach all policies first.");
        } else if (inline.any(EntityKind.ROLE, name)) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        attached.removeBoundary(EntityKind.ROLE, name);
        store.remove(EntityKind.ROLE.key(name));
        return DeleteRoleResponse.builder().build();
    }

    ListRolesResponse listRoles(ListRolesRequest request, CallerIdentity caller) {
        String path = Directory.pathOrRoot(request.pathPrefix());
        Page<Role> page = store.page(
                "role/",
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, Role.class)
                        .filter(role -> role.path().startsWith(path))
                        .map(Roles::listed));
        return ListRolesResponse.builder()
                .roles(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    /** A role in the form of lists. */
    static Role listed(Role role) {
        return role.toBuilder()
                .assumeRolePolicyDocument(Documents.encode(role.assumeRolePolicyDocument()))
                .tags((Collection<Tag>) null)
                .build();
    }

    UpdateRoleResponse updateRole(UpdateRoleRequest request, CallerIdentity caller) {
        if (request.maxSessionDuration() != null) {
            // Of a role that is linked to a service, the description can change (IAM user guide, "Edit a service-linked
            // role").
            directory.modifiableRole(request.roleName());
        }
        update(request.roleName(), role -> {
            if (request.description() != null) {
                role.description(request.description());
            }
            role.maxSessionDuration(
                    request.maxSessionDuration() == null ? Sessions.HOUR : request.maxSessionDuration());
        });
        return UpdateRoleResponse.builder().build();
    }

    UpdateRoleDescriptionResponse updateRoleDescription(UpdateRoleDescriptionRequest request, CallerIdentity caller) {
        update(request.roleName(), role -> role.description(request.description()));
        return UpdateRoleDescriptionResponse.builder()
                .role(view(directory.role(request.roleName())))
                .build();
    }

    private void update(String name, Consumer<Role.Builder> change) {
        store.put(EntityKind.ROLE.key(name), directory.role(name).copy(change));
    }

    UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
            UpdateAssumeRolePolicyRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        requireTrust(request.policyDocument());
        update(request.roleName(), role -> role.assumeRolePolicyDocument(request.policyDocument()));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    TagRoleResponse tagRole(TagRoleRequest request, CallerIdentity caller) {
        List<Tag> tags = directory.role(request.roleName()).tags();
        update(
                request.roleName(),
                role -> role.tags(IamResourceTags.with(tags, request.tags(), IamResourceTags.Keys.FOLDED)));
        return TagRoleResponse.builder().build();
    }

    UntagRoleResponse untagRole(UntagRoleRequest request, CallerIdentity caller) {
        List<Tag> tags = directory.role(request.roleName()).tags();
        update(
                request.roleName(),
                role -> role.tags(IamResourceTags.without(tags, request.tagKeys(), IamResourceTags.Keys.FOLDED)));
        return UntagRoleResponse.builder().build();
    }

    ListRoleTagsResponse listRoleTags(ListRoleTagsRequest request, CallerIdentity caller) {
        IamResourceTags.Page page = IamResourceTags.page(
                directory.role(request.roleName()).tags(),
                request.marker(),
                request.maxItems(),
                IamResourceTags.Keys.FOLDED);
        return ListRoleTagsResponse.builder()
                .tags(page.tags())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            PutRolePermissionsBoundaryRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        attached.setBoundary(EntityKind.ROLE, request.roleName(), request.permissionsBoundary());
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            DeleteRolePermissionsBoundaryRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        attached.removeBoundary(EntityKind.ROLE, request.roleName());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        inline.put(EntityKind.ROLE, request.roleName(), request.policyName(), request.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request, CallerIdentity caller) {
        directory.role(request.roleName());
        return GetRolePolicyResponse.builder()
                .roleName(request.roleName())
                .policyName(request.policyName())
                .policyDocument(inline.document(EntityKind.ROLE, request.roleName(), request.policyName()))
                .build();
    }

    DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        inline.delete(EntityKind.ROLE, request.roleName(), request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request, CallerIdentity caller) {
        directory.role(request.roleName());
        Page<String> page = inline.names(EntityKind.ROLE, request.roleName(), request.marker(), request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        attached.attach(EntityKind.ROLE, request.roleName(), request.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request, CallerIdentity caller) {
        directory.modifiableRole(request.roleName());
        attached.detach(EntityKind.ROLE, request.roleName(), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    ListAttachedRolePoliciesResponse listAttachedRolePolicies(
            ListAttachedRolePoliciesRequest request, CallerIdentity caller) {
        directory.role(request.roleName());
        Page<AttachedPolicy> page = attached.page(
                EntityKind.ROLE, request.roleName(), request.pathPrefix(), request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }
}
