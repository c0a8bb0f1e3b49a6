package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.tenant.document.ShownOptions;
import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as what was read of an account shows it, without further calls.
 *
 * @param settings by the anchor's tags, or by the documents, which do not distinguish administrators from trusted roles and show no options of
 *     notebooks
 * @param fromTags whether the settings stand in the anchor's tags; else they were taken from the documents and are not proved by them
 * @param unreadable why the anchor's tags were not used though they were read; null if they were, or were not read
 * @param users the names of its users
 * @param documents those that are there
 */
public record TenantReading(
        Names names,
        Settings settings,
        boolean fromTags,
        @Nullable String unreadable,
        List<String> users,
        Map<TenantDocument, String> documents) {

    public TenantReading {
        users = List.copyOf(users);
        documents = Map.copyOf(documents);
    }

    /** Every tenant, half-made and half-deleted ones included. One with remains in two folders lives where its anchor is, or else most of it. */
    public static SortedMap<TenantName, TenantReading> all(AccountFacts facts) {
        Map<Place, Map<String, List<Entity>>> folders = new TreeMap<>();
        facts.iam()
                .all()
                .forEach(entity -> HomeRegion.place(entity.path())
                        .ifPresent(place -> folders.computeIfAbsent(place, none -> new TreeMap<>())
                                .computeIfAbsent(entity.path(), none -> new ArrayList<>())
                                .add(entity)));
        SortedMap<TenantName, List<Entity>> homes = new TreeMap<>();
        folders.forEach((place, paths) -> paths.values()
                .forEach(found -> homes.merge(
                        place.tenant(),
                        found,
                        (one, other) -> weight(place.tenant(), other) > weight(place.tenant(), one) ? other : one)));
        SortedMap<TenantName, TenantReading> all = new TreeMap<>();
        homes.forEach((tenant, found) -> HomeRegion.of(tenant, found.get(0).arn())
                .ifPresent(home -> all.put(tenant, of(new Names(tenant, home), facts))));
        return all;
    }

    private static int weight(TenantName tenant, List<Entity> found) {
        String anchor = tenant + Names.DELIMITER + "boundary";
        return found.stream().anyMatch(entity -> entity.name().equals(anchor)) ? Integer.MAX_VALUE : found.size();
    }

    private static TenantReading of(Names names, AccountFacts facts) {
        AccountDetails iam = facts.iam();
        Map<TenantDocument, String> documents = documents(names, iam);
        List<UserDetail> users = iam.users().values().stream()
                .filter(user -> user.path().equals(names.path()))
                .toList();
        Settings shown = shown(names, iam, users, documents);
        Settings settings = shown;
        String unreadable = null;
        Map<String, String> tags = facts.policyTags().getOrDefault(names.boundaryArn(), Map.of());
        if (!tags.isEmpty()) {
            try {
                settings = Settings.fromTags(tags, shown::administrator).suspended(shown.suspended());
            } catch (IllegalArgumentException e) {
                unreadable = String.valueOf(e.getMessage());
            }
        }
        return new TenantReading(
                names,
                settings,
                !tags.isEmpty() && unreadable == null,
                unreadable,
                users.stream().map(UserDetail::name).sorted().toList(),
                documents);
    }

    private static Map<TenantDocument, String> documents(Names names, AccountDetails iam) {
        Map<TenantDocument, String> all = new EnumMap<>(TenantDocument.class);
        iam.document(names.boundaryArn()).ifPresent(found -> all.put(TenantDocument.BOUNDARY, found));
        iam.document(names.accessPolicyArn()).ifPresent(found -> all.put(TenantDocument.ACCESS, found));
        inline(iam.groups().get(names.groupArn()), "assume").ifPresent(found -> all.put(TenantDocument.ASSUME, found));
        RoleDetail execution = iam.roles().get(names.executionRoleArn());
        inline(execution, "execution").ifPresent(found -> all.put(TenantDocument.EXECUTION, found));
        Optional.ofNullable(execution).ifPresent(role -> all.put(TenantDocument.EXECUTION_TRUST, role.trust()));
        Optional.ofNullable(iam.roles().get(names.accessRoleArn()))
                .ifPresent(role -> all.put(TenantDocument.ACCESS_TRUST, role.trust()));
        return all;
    }

    private static Optional<String> inline(@Nullable Holder holder, String name) {
        return Stream.ofNullable(holder)
                .flatMap(one -> one.inline().stream())
                .filter(policy -> policy.name().equals(name))
                .map(InlineDetail::document)
                .findFirst();
    }

    private static Settings shown(
            Names names, AccountDetails iam, List<UserDetail> users, Map<TenantDocument, String> documents) {
        ShownOptions shown = ShownOptions.of(names, documents);
        List<String> principals = List.copyOf(shown.principals());
        OptionValues options = OptionValues.NONE
                .with(Options.ADMINISTRATORS, principals.stream().skip(1).toList())
                .with(Options.TRUST, List.copyOf(shown.trusts()))
                .with(Options.TRUST_SSO, List.copyOf(shown.permissionSets()))
                .with(Options.REQUIRE_MFA, shown.requireMfa())
                .with(Options.ALLOW_CIDR, List.copyOf(shown.cidrs()))
                .with(Options.DATA_LOCATION, List.copyOf(shown.dataLocations()))
                .with(Options.DATA_KEY, first(shown.dataKeys()).map(DataKey::new))
                .with(Options.ALLOW_INSTANCE_TYPE, List.copyOf(shown.instanceTypes()))
                .with(Options.MAX_RUNTIME, Optional.ofNullable(shown.maxRuntime()))
                .with(Options.SUBNET, first(shown.subnets()))
                .with(Options.SECURITY_GROUPS, List.copyOf(shown.securityGroups()))
                .with(Options.KMS_KEY, first(shown.kmsKeys()))
                .with(Options.PERMISSIONS_BOUNDARY, boundary(names, iam, users));
        return new Settings(
                null,
                iam.groups().containsKey(names.groupArn()),
                first(principals).orElseGet(names::accountRootArn),
                options,
                Tags.organisations(Optional.ofNullable(iam.roles().get(names.accessRoleArn()))
                        .map(RoleDetail::tags)
                        .orElse(Map.of())),
                documents.containsKey(TenantDocument.BOUNDARY)
                        && Suspension.isIn(Objects.requireNonNull(documents.get(TenantDocument.BOUNDARY))));
    }

    private static Optional<String> first(Collection<String> texts) {
        return texts.stream().findFirst();
    }

    /** Another boundary than ours, if all of the tenant's principals have it: one alone has drifted. */
    private static Optional<String> boundary(Names names, AccountDetails iam, List<UserDetail> users) {
        List<Optional<String>> borne = Stream.concat(
                        Stream.of(names.accessRoleArn(), names.executionRoleArn())
                                .flatMap(arn -> Stream.ofNullable(iam.roles().get(arn)))
                                .map(RoleDetail::boundary),
                        users.stream().map(UserDetail::boundary))
                .map(Optional::ofNullable)
                .distinct()
                .collect(Collectors.toList());
        return borne.size() == 1
                ? borne.get(0).filter(boundary -> !boundary.equals(names.boundaryArn()))
                : Optional.empty();
    }
}
