package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;
import software.amazon.awssdk.services.iam.model.User;

/** The operations on managed policies and their versions. */
public record Policies(Store store, Directory directory, AttachedPolicies attached, Quotas quotas, Clock clock) {
    private static final String POLICY = "policy/";
    private static final String OF_AWS = "aws-policy/";

    static String key(String name) {
        return POLICY + ResourceNames.fold(name);
    }

    private static String versions(Policy policy) {
        return "policy-version/" + ResourceNames.fold(policy.policyName()) + "/";
    }

    /** Pads version numbers, so that keys sort by version. */
    private static String versionKey(Policy policy, String versionId) {
        return versions(policy) + "0".repeat(Math.max(0, 10 - versionId.length())) + versionId.substring(1);
    }

    /** The newest version's key: a number is never used again, even after the newest version is deleted. */
    private static String newestKey(Policy policy) {
        return "policy-newest-version/" + ResourceNames.fold(policy.policyName());
    }

    private Policy policy(String arn) {
        return directory.policy(arn).orElseThrow(() -> Refusals.noSuchEntity("Policy " + arn + " was not found."));
    }

    /** The document of a policy of the account: that of its default version. */
    static String document(Store store, Policy policy) {
        return store.find(versionKey(policy, policy.defaultVersionId()), PolicyVersion.class)
                .orElseThrow()
                .document();
    }

    /** A policy of the account: AWS's own cannot be changed. That IAM refuses so is its rule for other accounts' resources. */
    private Policy own(String arn, String action, CallerIdentity caller) {
        Policy policy = policy(arn);
        if (AwsPolicies.owns(arn)) {
            throw Refusals.accessDenied("User: " + caller.arn() + " is not authorized to perform: iam:" + action
                    + " on resource: policy " + arn);
        }
        return policy;
    }

    private PolicyVersion version(Policy policy, String versionId) {
        Optional<PolicyVersion> version = AwsPolicies.owns(policy.arn())
                ? Optional.of(directory.awsPolicies().version(policy))
                        .filter(latest -> latest.versionId().equals(versionId))
                : store.find(versionKey(policy, versionId), PolicyVersion.class);
        return version.orElseThrow(() -> Refusals.noSuchEntity(
                "Policy " + policy.arn() + " version " + versionId + " does not exist or is not attachable."));
    }

    private void put(Policy policy) {
        store.put(key(policy.policyName()), policy);
    }

    CreatePolicyResponse createPolicy(CreatePolicyRequest request, CallerIdentity caller) {
        String name = request.policyName();
        if (store.has(key(name))) {
            throw Refusals.alreadyExists(
                    "A policy called " + name + " already exists. Duplicate names are not allowed.");
        }
        requireDocument(request.policyDocument());
        IamResourceTags.require(request.tags(), IamResourceTags.Keys.EXACT);
        quotas.requireRoom("Policies", store.count(POLICY), "PoliciesPerAccount");
        String path = Directory.pathOrRoot(request.path());
        Instant now = clock.instant();
        Policy policy = Policy.builder()
                .policyName(name)
                .policyId(Ids.entity("ANPA"))
                .arn(caller.iamArn("policy", path, name))
                .path(path)
                .defaultVersionId("v1")
                .isAttachable(true)
                .description(request.description())
                .createDate(now)
                .updateDate(now)
                .tags(request.tags())
                .build();
        put(policy);
        putVersion(policy, "v1", request.policyDocument(), now);
        return CreatePolicyResponse.builder()
                .policy(counted(policy, Map.of(), Map.of()).copy(brief -> brief.description(null)))
                .build();
    }

    private void requireDocument(String document) {
        Documents.requireIdentityPolicy(document);
        if (Documents.size(document) > quotas.of("PolicySize")) {
            throw Refusals.limitExceeded("Cannot exceed quota for PolicySize: " + quotas.of("PolicySize"));
        }
    }

    private PolicyVersion putVersion(Policy policy, String versionId, String document, Instant now) {
        PolicyVersion version = PolicyVersion.builder()
                .versionId(versionId)
                .document(document)
                .createDate(now)
                .build();
        store.put(versionKey(policy, versionId), version);
        store.put(
                newestKey(policy), PolicyVersion.builder().versionId(versionId).build());
        return version;
    }

    private static Policy counted(Policy policy, Map<String, Integer> attachments, Map<String, Integer> boundaries) {
        String name = AttachedPolicies.id(policy.arn());
        return policy.toBuilder()
                .attachmentCount(attachments.getOrDefault(name, 0))
                .permissionsBoundaryUsageCount(boundaries.getOrDefault(name, 0))
                .build();
    }

    GetPolicyResponse getPolicy(GetPolicyRequest request, CallerIdentity caller) {
        return GetPolicyResponse.builder()
                .policy(counted(policy(request.policyArn()), attached.attachments(), attached.boundaries())
                        // Here tags are there even if there are none.
                        .copy(policy -> policy.tags(List.copyOf(policy.build().tags()))))
                .build();
    }

    /** A policy with all its versions. */
    ManagedPolicyDetail detail(Policy policy) {
        List<PolicyVersion> all = AwsPolicies.owns(policy.arn())
                ? List.of(directory.awsPolicies().version(policy))
                : store.all(versions(policy), PolicyVersion.class);
        List<PolicyVersion> versions = all.stream()
                .map(version ->
                        listed(policy, version).copy(detail -> detail.document(Documents.encode(version.document()))))
                .toList();
        return Pojos.copy(counted(policy, attached.attachments(), attached.boundaries()), ManagedPolicyDetail.class)
                .copy(detail -> detail.policyVersionList(versions));
    }

    DeletePolicyResponse deletePolicy(DeletePolicyRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "DeletePolicy", caller);
        if (!attached.bearers(policy, false).isEmpty()
                || !attached.bearers(policy, true).isEmpty()) {
            throw Refusals.deleteConflict("Cannot delete a policy attached to entities.");
        } else if (store.count(versions(policy)) > 1) {
            throw Refusals.deleteConflict("This policy has more than one version. Before you delete a policy, you must"
                    + " delete the policy's versions. The default version is deleted with the policy.");
        }
        store.keys(versions(policy)).forEach(store::remove);
        store.remove(newestKey(policy));
        store.remove(key(policy.policyName()));
        return DeletePolicyResponse.builder().build();
    }

    ListPoliciesResponse listPolicies(ListPoliciesRequest request, CallerIdentity caller) {
        String path = Directory.pathOrRoot(request.pathPrefix());
        Map<String, Integer> attachments = attached.attachments();
        Map<String, Integer> boundaries = attached.boundaries();
        Function<Policy, Optional<Policy>> listed = policy -> Optional.of(policy)
                .filter(one -> one.path().startsWith(path))
                .map(one -> counted(one, attachments, boundaries))
                .filter(one -> isAskedFor(one, request))
                .map(one -> one.toBuilder()
                        .tags((Collection<Tag>) null)
                        .description(null)
                        .build());
        int size = Directory.pageSize(request.maxItems());
        Page<Policy> page = request.scope() == PolicyScopeType.LOCAL
                ? new Page<>(List.of(), null)
                : pageOfAws(caller.partition(), request.marker(), size, listed);
        if (request.scope() != PolicyScopeType.AWS && page.next() == null) {
            Page<Policy> rest = store.page(
                    POLICY,
                    Optional.ofNullable(request.marker())
                            .filter(marker -> !isOfAws(marker))
                            .orElse(null),
                    size - page.items().size(),
                    key -> store.find(key, Policy.class).flatMap(listed));
            page = new Page<>(
                    Stream.concat(page.items().stream(), rest.items().stream()).toList(), rest.next());
        }
        return ListPoliciesResponse.builder()
                .policies(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    /** Whether a page ended among AWS's policies. */
    static boolean isOfAws(String marker) {
        return marker.startsWith(OF_AWS);
    }

    /** A page of AWS's policies. Their markers come before those of the account's own. */
    private <T> Page<T> pageOfAws(
            String partition, @Nullable String marker, int size, Function<Policy, Optional<T>> item) {
        List<T> items = new ArrayList<>();
        String last = OF_AWS;
        for (Policy policy : directory.awsPolicies().in(partition)) {
            String key = OF_AWS + ResourceNames.fold(policy.policyName());
            Optional<T> found = marker == null || key.compareTo(marker) > 0 ? item.apply(policy) : Optional.empty();
            if (found.isPresent()) {
                if (items.size() == size) {
                    return new Page<>(items, last);
                }
                items.add(found.get());
                last = key;
            }
        }
        return new Page<>(items, null);
    }

    /** A page of the details of AWS's policies that are in use here. IAM tells of no others. */
    Page<ManagedPolicyDetail> awsDetails(String partition, @Nullable String marker, int size) {
        Map<String, Integer> attachments = attached.attachments();
        Map<String, Integer> boundaries = attached.boundaries();
        return pageOfAws(
                partition,
                marker,
                size,
                policy -> Optional.of(AttachedPolicies.id(policy.arn()))
                        .filter(id -> attachments.containsKey(id) || boundaries.containsKey(id))
                        .map(id -> detail(policy)));
    }

    private static boolean isAskedFor(Policy policy, ListPoliciesRequest request) {
        boolean permissions = policy.attachmentCount() > 0;
        boolean boundary = policy.permissionsBoundaryUsageCount() > 0;
        PolicyUsageType usage = request.policyUsageFilter();
        if (usage == null) {
            return !Boolean.TRUE.equals(request.onlyAttached()) || permissions || boundary;
        }
        return usage == PolicyUsageType.PERMISSIONS_BOUNDARY ? boundary : permissions;
    }

    CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "CreatePolicyVersion", caller);
        requireDocument(request.policyDocument());
        if (store.count(versions(policy)) >= quotas.of("VersionsPerPolicy")) {
            throw Refusals.limitExceeded("A managed policy can have up to " + quotas.of("VersionsPerPolicy")
                    + " versions. Before you create a new version, you must delete an existing version.");
        }
        Instant now = clock.instant();
        PolicyVersion newest =
                store.find(newestKey(policy), PolicyVersion.class).orElseThrow();
        String id = "v" + (Integer.parseInt(newest.versionId().substring(1)) + 1);
        PolicyVersion version = putVersion(policy, id, request.policyDocument(), now);
        Policy changed = policy.copy(builder -> builder.updateDate(now));
        if (Boolean.TRUE.equals(request.setAsDefault())) {
            changed = changed.copy(builder -> builder.defaultVersionId(id));
        }
        put(changed);
        return CreatePolicyVersionResponse.builder()
                .policyVersion(listed(changed, version))
                .build();
    }

    private static PolicyVersion listed(Policy policy, PolicyVersion version) {
        return version.toBuilder()
                .document(null)
                .isDefaultVersion(version.versionId().equals(policy.defaultVersionId()))
                .build();
    }

    GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request, CallerIdentity caller) {
        Policy policy = policy(request.policyArn());
        PolicyVersion version = version(policy, request.versionId());
        return GetPolicyVersionResponse.builder()
                .policyVersion(listed(policy, version).toBuilder()
                        .document(Documents.encode(version.document()))
                        .build())
                .build();
    }

    ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request, CallerIdentity caller) {
        Policy policy = policy(request.policyArn());
        if (AwsPolicies.owns(policy.arn())) {
            return ListPolicyVersionsResponse.builder()
                    .versions(listed(policy, directory.awsPolicies().version(policy)))
                    .isTruncated(false)
                    .build();
        }
        String marker = request.marker();
        if (marker != null && !marker.startsWith(versions(policy))) {
            throw Refusals.invalid("Invalid Marker.");
        }
        List<String> newestFirst = store.keys(versions(policy)).stream()
                .filter(key -> marker == null || key.compareTo(marker) < 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        List<String> page =
                newestFirst.subList(0, Math.min(newestFirst.size(), Directory.pageSize(request.maxItems())));
        boolean truncated = page.size() < newestFirst.size();
        return ListPolicyVersionsResponse.builder()
                .versions(page.stream()
                        .flatMap(key -> store.find(key, PolicyVersion.class).stream())
                        .map(version -> listed(policy, version))
                        .toList())
                .isTruncated(truncated)
                .marker(truncated ? page.get(page.size() - 1) : null)
                .build();
    }

    DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "DeletePolicyVersion", caller);
        version(policy, request.versionId());
        if (request.versionId().equals(policy.defaultVersionId())) {
            throw Refusals.deleteConflict("Cannot delete the default version of a policy.");
        }
        store.remove(versionKey(policy, request.versionId()));
        return DeletePolicyVersionResponse.builder().build();
    }

    SetDefaultPolicyVersionResponse setDefaultPolicyVersion(
            SetDefaultPolicyVersionRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "SetDefaultPolicyVersion", caller);
        version(policy, request.versionId());
        put(policy.toBuilder()
                .defaultVersionId(request.versionId())
                .updateDate(clock.instant())
                .build());
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    TagPolicyResponse tagPolicy(TagPolicyRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "TagPolicy", caller);
        put(policy.toBuilder()
                .tags(IamResourceTags.with(policy.tags(), request.tags(), IamResourceTags.Keys.EXACT))
                .build());
        return TagPolicyResponse.builder().build();
    }

    UntagPolicyResponse untagPolicy(UntagPolicyRequest request, CallerIdentity caller) {
        Policy policy = own(request.policyArn(), "UntagPolicy", caller);
        put(policy.toBuilder()
                .tags(IamResourceTags.without(policy.tags(), request.tagKeys(), IamResourceTags.Keys.EXACT))
                .build());
        return UntagPolicyResponse.builder().build();
    }

    ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request, CallerIdentity caller) {
        IamResourceTags.Page page = IamResourceTags.page(
                policy(request.policyArn()).tags(), request.marker(), request.maxItems(), IamResourceTags.Keys.EXACT);
        return ListPolicyTagsResponse.builder()
                .tags(page.tags())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    ListEntitiesForPolicyResponse listEntitiesForPolicy(ListEntitiesForPolicyRequest request, CallerIdentity caller) {
        Policy policy = policy(request.policyArn());
        List<String> bearers = new ArrayList<>();
        if (request.policyUsageFilter() != PolicyUsageType.PERMISSIONS_BOUNDARY) {
            bearers.addAll(attached.bearers(policy, false));
        }
        if (request.policyUsageFilter() != PolicyUsageType.PERMISSIONS_POLICY) {
            bearers.addAll(attached.bearers(policy, true));
        }
        String path = Directory.pathOrRoot(request.pathPrefix());
        if (request.marker() != null
                && Stream.of(EntityKind.values())
                        .noneMatch(kind -> request.marker().startsWith(kind.key("")))) {
            throw Refusals.invalid("Invalid Marker.");
        }
        List<Bearer> left = bearers.stream()
                .distinct()
                .sorted()
                .filter(key -> request.marker() == null || key.compareTo(request.marker()) > 0)
                .map(this::bearer)
                .filter(bearer -> request.entityFilter() == null || request.entityFilter() == bearer.type())
                .filter(bearer -> bearer.path().startsWith(path))
                .toList();
        int size = Directory.pageSize(request.maxItems());
        List<Bearer> page = left.subList(0, Math.min(size, left.size()));
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(of(
                        page,
                        EntityType.GROUP,
                        bearer -> PolicyGroup.builder()
                                .groupName(bearer.name())
                                .groupId(bearer.id())
                                .build()))
                .policyUsers(of(
                        page,
                        EntityType.USER,
                        bearer -> PolicyUser.builder()
                                .userName(bearer.name())
                                .userId(bearer.id())
                                .build()))
                .policyRoles(of(
                        page,
                        EntityType.ROLE,
                        bearer -> PolicyRole.builder()
                                .roleName(bearer.name())
                                .roleId(bearer.id())
                                .build()))
                .isTruncated(left.size() > size)
                .marker(left.size() > size ? page.get(size - 1).key() : null)
                .build();
    }

    private static <T> List<T> of(List<Bearer> bearers, EntityType type, Function<Bearer, T> entity) {
        return bearers.stream()
                .filter(bearer -> bearer.type() == type)
                .map(entity)
                .toList();
    }

    /** An entity with a policy. */
    private record Bearer(String key, EntityType type, String name, String id, String path) {}

    private Bearer bearer(String key) {
        String name = ResourceNames.lastPart(key);
        if (key.startsWith("role/")) {
            Role role = directory.role(name);
            return new Bearer(key, EntityType.ROLE, role.roleName(), role.roleId(), role.path());
        } else if (key.startsWith("group/")) {
            Group group = directory.group(name);
            return new Bearer(key, EntityType.GROUP, group.groupName(), group.groupId(), group.path());
        }
        User user = directory.user(name);
        return new Bearer(key, EntityType.USER, user.userName(), user.userId(), user.path());
    }
}
