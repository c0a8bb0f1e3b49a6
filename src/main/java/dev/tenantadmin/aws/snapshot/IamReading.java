package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The IAM entities whose names begin with a tenant's prefix, in any case and whoever owns them, from the account's authorization details. The
 * details lack the tags of policies, which are asked for once.
 *
 * @param others what has other names
 * @param prefix such as {@code acme--}
 * @param uses of these entities, by whomever
 * @param devices of the account that are assigned to nobody, once they were asked for
 */
record IamReading(
        IamReads others,
        String prefix,
        AccountDetails entities,
        Map<String, Optional<List<Tag>>> policyTags,
        Set<IamUse> uses,
        Map<String, List<String>> devices)
        implements IamReads {

    /** Of nothing yet. */
    IamReading(IamReads others, String prefix, Map<String, List<String>> devices) {
        this(others, prefix, new AccountDetails(), new ConcurrentHashMap<>(), new LinkedHashSet<>(), devices);
    }

    /** The same for one plan, with which the tags go that it asks for. */
    IamReading forPlan() {
        return new IamReading(others, prefix, entities, new ConcurrentHashMap<>(policyTags), uses, devices);
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
                .or(() -> first(tenant, entities.policies())
                        .flatMap(policy -> policyTags(policy.arn()).map(IamTags::map)))
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

    /** Whether it begins with the prefix, in any case. */
    boolean isBeside(String name) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    void add(IamUse use) {
        uses.add(use);
    }

    private boolean isOwn(String name) {
        return name.startsWith(prefix);
    }

    @Override
    public Optional<Role> role(String name) {
        return isOwn(name) ? entities.role(name).map(IamReading::role) : others.role(name);
    }

    private static Role role(RoleDetail detail) {
        return Role.builder()
                .roleName(detail.name())
                .arn(detail.arn())
                .path(detail.path())
                .assumeRolePolicyDocument(detail.packedTrust().encoded())
                .permissionsBoundary(boundary(detail.boundary()))
                .tags(IamTags.list(detail.tags()))
                .build();
    }

    @Override
    public Optional<User> user(String name) {
        return isOwn(name) ? entities.user(name).map(IamReading::user) : others.user(name);
    }

    @Override
    public List<User> users(String path) {
        return entities.users().values().stream()
                .filter(user -> user.path().startsWith(path))
                .sorted(Comparator.comparing(Entity::name))
                .map(IamReading::user)
                .toList();
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

    @Override
    public Optional<GroupMembers> group(String name) {
        return isOwn(name)
                ? entities.group(name)
                        .map(group -> new GroupMembers(
                                group.path(),
                                uses.stream()
                                        .filter(use ->
                                                use.arn() == null && use.of().equals(name))
                                        .map(IamUse::by)
                                        .toList()))
                : others.group(name);
    }

    @Override
    public Optional<List<String>> groupsOf(String user) {
        return isOwn(user) ? entities.user(user).map(UserDetail::groups) : others.groupsOf(user);
    }

    private Optional<? extends Holder> own(Identity identity) {
        String name = identity.name();
        return switch (identity.kind()) {
            case ROLE -> entities.role(name);
            case GROUP -> entities.group(name);
            case USER -> entities.user(name);
        };
    }

    @Override
    public Optional<List<String>> attached(Identity identity) {
        return isOwn(identity.name()) ? own(identity).map(Holder::attached) : others.attached(identity);
    }

    @Override
    public Optional<List<String>> inlinePolicies(Identity identity) {
        return isOwn(identity.name())
                ? own(identity)
                        .map(found ->
                                found.inline().stream().map(InlineDetail::name).toList())
                : others.inlinePolicies(identity);
    }

    @Override
    public Optional<String> inlinePolicy(Identity identity, String policy) {
        return isOwn(identity.name())
                ? own(identity).stream()
                        .flatMap(found -> found.inline().stream())
                        .filter(inline -> inline.name().equals(policy))
                        .map(InlineDetail::document)
                        .findFirst()
                : others.inlinePolicy(identity, policy);
    }

    @Override
    public Map<String, String> policies() {
        return entities.policies().values().stream()
                .collect(Collectors.toMap(policy -> policy.name().toLowerCase(Locale.ROOT), PolicyDetail::arn));
    }

    @Override
    public Optional<Policy> policy(String arn) {
        return isOwn(Arn.name(arn))
                ? Optional.ofNullable(entities.policies().get(arn))
                        .flatMap(detail -> policyTags(arn)
                                .map(tags -> Policy.builder()
                                        .arn(arn)
                                        .defaultVersionId(detail.defaultVersion()
                                                .map(Version::id)
                                                .orElse(null))
                                        .tags(tags)
                                        .build()))
                : others.policy(arn);
    }

    @Override
    public Optional<String> document(String policyArn, String version) {
        return isOwn(Arn.name(policyArn))
                ? Optional.ofNullable(entities.policies().get(policyArn)).stream()
                        .flatMap(detail -> detail.versions().stream())
                        .filter(one -> one.id().equals(version))
                        .map(Version::document)
                        .findFirst()
                : others.document(policyArn, version);
    }

    @Override
    public Optional<List<Tag>> policyTags(String arn) {
        return isOwn(Arn.name(arn)) && !entities.policies().containsKey(arn)
                ? Optional.empty()
                : policyTags.computeIfAbsent(arn, others::policyTags);
    }

    @Override
    public Optional<List<String>> uses(String policyArn) {
        return isOwn(Arn.name(policyArn))
                ? Optional.ofNullable(entities.policies().get(policyArn))
                        .map(policy -> uses.stream()
                                .filter(use -> policyArn.equals(use.arn()))
                                .map(IamUse::by)
                                .sorted()
                                .distinct()
                                .toList())
                : others.uses(policyArn);
    }

    @Override
    public Optional<List<String>> instanceProfiles(String role) {
        return isOwn(role) ? entities.role(role).map(RoleDetail::instanceProfiles) : others.instanceProfiles(role);
    }

    @Override
    public List<String> unassignedDevices() {
        return devices.computeIfAbsent("", all -> others.unassignedDevices());
    }
}
