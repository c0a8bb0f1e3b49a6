package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

/** The operations on instance profiles. A row stores only its role's name; the role's own row has its current state. */
public record InstanceProfiles(Store store, Directory directory, Quotas quotas, Clock clock) {
    private static final String PROFILE = "instance-profile/";

    private static String key(String name) {
        return PROFILE + ResourceNames.fold(name);
    }

    private InstanceProfile profile(String name) {
        return store.find(key(name), InstanceProfile.class)
                .orElseThrow(() -> Refusals.noSuchEntity("Instance Profile " + name + " cannot be found."));
    }

    private static Predicate<InstanceProfile> has(String role) {
        return profile ->
                profile.roles().stream().anyMatch(one -> one.roleName().equalsIgnoreCase(role));
    }

    /** The instance profiles of a role, in the form of lists. */
    List<InstanceProfile> of(String role) {
        return store.all(PROFILE, InstanceProfile.class).stream()
                .filter(has(role))
                .map(this::listed)
                .toList();
    }

    private InstanceProfile view(InstanceProfile profile) {
        return profile.toBuilder()
                .roles(profile.roles().stream()
                        .map(role -> Roles.brief(Roles.listed(directory.role(role.roleName()))))
                        .toList())
                .build();
    }

    private InstanceProfile listed(InstanceProfile profile) {
        return view(profile).copy(view -> view.tags((List<Tag>) null));
    }

    CreateInstanceProfileResponse createInstanceProfile(CreateInstanceProfileRequest request, CallerIdentity caller) {
        String name = request.instanceProfileName();
        if (store.has(key(name))) {
            throw Refusals.alreadyExists("Instance Profile " + name + " already exists.");
        }
        IamResourceTags.require(request.tags(), IamResourceTags.Keys.EXACT);
        quotas.requireRoom("InstanceProfiles", store.count(PROFILE), "InstanceProfilesPerAccount");
        String path = Directory.pathOrRoot(request.path());
        InstanceProfile profile = InstanceProfile.builder()
                .path(path)
                .instanceProfileName(name)
                .instanceProfileId(Ids.entity("AIPA"))
                .arn(caller.iamArn("instance-profile", path, name))
                .createDate(clock.instant())
                .roles(List.of())
                .tags(request.tags())
                .build();
        put(profile);
        return CreateInstanceProfileResponse.builder().instanceProfile(profile).build();
    }

    GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest request, CallerIdentity caller) {
        return GetInstanceProfileResponse.builder()
                .instanceProfile(view(profile(request.instanceProfileName())))
                .build();
    }

    private Page<InstanceProfile> page(
            Predicate<InstanceProfile> wanted, @Nullable String marker, @Nullable Integer most) {
        return store.page(
                PROFILE,
                marker,
                Directory.pageSize(most),
                key -> Optional.of(key)
                        .flatMap(one -> store.find(one, InstanceProfile.class))
                        .filter(wanted)
                        .map(this::listed));
    }

    ListInstanceProfilesResponse listInstanceProfiles(ListInstanceProfilesRequest request, CallerIdentity caller) {
        String path = Directory.pathOrRoot(request.pathPrefix());
        Page<InstanceProfile> page =
                page(profile -> profile.path().startsWith(path), request.marker(), request.maxItems());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
            ListInstanceProfilesForRoleRequest request, CallerIdentity caller) {
        directory.role(request.roleName());
        Page<InstanceProfile> page = page(has(request.roleName()), request.marker(), request.maxItems());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    AddRoleToInstanceProfileResponse addRoleToInstanceProfile(
            AddRoleToInstanceProfileRequest request, CallerIdentity caller) {
        InstanceProfile profile = profile(request.instanceProfileName());
        Role role = directory.modifiableRole(request.roleName());
        if (!profile.roles().isEmpty()) {
            throw Refusals.limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        put(profile.copy(changed ->
                changed.roles(Role.builder().roleName(role.roleName()).build())));
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    private void put(InstanceProfile profile) {
        store.put(key(profile.instanceProfileName()), profile);
    }

    RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
            RemoveRoleFromInstanceProfileRequest request, CallerIdentity caller) {
        InstanceProfile profile = profile(request.instanceProfileName());
        directory.role(request.roleName());
        if (!has(request.roleName()).test(profile)) {
            throw Refusals.noSuchEntity("The role with name " + request.roleName() + " is not in Instance Profile "
                    + request.instanceProfileName() + ".");
        }
        put(profile.copy(changed -> changed.roles(List.of())));
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }

    DeleteInstanceProfileResponse deleteInstanceProfile(DeleteInstanceProfileRequest request, CallerIdentity caller) {
        if (!profile(request.instanceProfileName()).roles().isEmpty()) {
            throw Refusals.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }
        store.remove(key(request.instanceProfileName()));
        return DeleteInstanceProfileResponse.builder().build();
    }

    TagInstanceProfileResponse tagInstanceProfile(TagInstanceProfileRequest request, CallerIdentity caller) {
        InstanceProfile profile = profile(request.instanceProfileName());
        put(profile.copy(changed ->
                changed.tags(IamResourceTags.with(profile.tags(), request.tags(), IamResourceTags.Keys.EXACT))));
        return TagInstanceProfileResponse.builder().build();
    }

    UntagInstanceProfileResponse untagInstanceProfile(UntagInstanceProfileRequest request, CallerIdentity caller) {
        InstanceProfile profile = profile(request.instanceProfileName());
        put(profile.copy(changed ->
                changed.tags(IamResourceTags.without(profile.tags(), request.tagKeys(), IamResourceTags.Keys.EXACT))));
        return UntagInstanceProfileResponse.builder().build();
    }

    ListInstanceProfileTagsResponse listInstanceProfileTags(
            ListInstanceProfileTagsRequest request, CallerIdentity caller) {
        List<Tag> tags = profile(request.instanceProfileName()).tags();
        IamResourceTags.Page page =
                IamResourceTags.page(tags, request.marker(), request.maxItems(), IamResourceTags.Keys.EXACT);
        return ListInstanceProfileTagsResponse.builder()
                .tags(page.tags())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }
}
