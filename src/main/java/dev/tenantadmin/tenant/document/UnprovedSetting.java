package dev.tenantadmin.tenant.document;

import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.IpRange;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TenantSpec;
import dev.tenantadmin.tenant.option.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A setting where the anchor's tags allow more than the documents show, or lack a restriction that the documents have. Anyone with
 * permission to tag could have written that.
 *
 * @param tags what the tags say, for a person
 * @param documents what the documents show, for a person
 */
public record UnprovedSetting(Option<?> option, String tags, String documents) {

    /**
     * A sentence for a person, without a full stop.
     *
     * @param anchor the name of the policy with these tags
     */
    public String sentence(String anchor) {
        return "%s: the tags of IAM policy %s say %s, the documents say %s; run create-tenant with %s as you want it"
                .formatted(option.name(), anchor, Printable.text(tags), Printable.text(documents), option.option());
    }

    /** The documents that show each option. The roles and users themselves show the boundary. */
    private static final Map<Option<?>, Set<TenantDocument>> SHOWN_BY = Map.ofEntries(
            Map.entry(Options.ADMINISTRATORS, Set.of(TenantDocument.ACCESS_TRUST)),
            Map.entry(Options.TRUST, Set.of(TenantDocument.ACCESS_TRUST)),
            Map.entry(Options.TRUST_SSO, Set.of(TenantDocument.ACCESS_TRUST)),
            Map.entry(Options.REQUIRE_MFA, Set.of(TenantDocument.ASSUME)),
            Map.entry(Options.ALLOW_CIDR, Set.of(TenantDocument.ACCESS)),
            Map.entry(Options.DATA_LOCATION, Set.of(TenantDocument.BOUNDARY, TenantDocument.EXECUTION)),
            Map.entry(Options.DATA_KEY, Set.of(TenantDocument.BOUNDARY, TenantDocument.EXECUTION)),
            Map.entry(Options.ALLOW_INSTANCE_TYPE, Set.of(TenantDocument.EXECUTION)),
            Map.entry(Options.MAX_RUNTIME, Set.of(TenantDocument.EXECUTION)),
            Map.entry(Options.SUBNET, Set.of(TenantDocument.BOUNDARY, TenantDocument.ACCESS, TenantDocument.EXECUTION)),
            Map.entry(
                    Options.KMS_KEY, Set.of(TenantDocument.BOUNDARY, TenantDocument.ACCESS, TenantDocument.EXECUTION)));

    /**
     * Returns the settings that the documents do not prove, except those that the command line gives.
     *
     * @param tags what the anchor's tags say
     * @param documents those that the command can write
     * @param isCaller whether an ARN is the caller's
     */
    public static List<UnprovedSetting> of(
            Names names,
            Settings tags,
            ShownOptions shown,
            TenantSpec asked,
            Set<TenantDocument> documents,
            Predicate<String> isCaller) {
        List<UnprovedSetting> all = new ArrayList<>();
        Set<String> administrators = new TreeSet<>(tags.get(Options.ADMINISTRATORS));
        administrators.add(tags.administrator());
        Set<String> roles = arns(tags.get(Options.TRUST), Trust.Kind.ROLE);
        if (!asked.gives(Options.ADMINISTRATORS) && documents.contains(TenantDocument.ACCESS_TRUST)) {
            administrators.removeIf(shown.principals()::contains);
            // Whoever can write the trust policy can let itself in anyway.
            administrators.removeIf(isCaller);
            wider(all, Options.ADMINISTRATORS, administrators, shown.principals());
        }
        if (!asked.gives(Options.TRUST)) {
            Set<Trust> others = tags.get(Options.TRUST).stream()
                    .filter(trust -> trust.kind() != Trust.Kind.ROLE)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Object> given = new TreeSet<>(roles);
            others.forEach(trust -> given.add(trust.toString()));
            Set<Object> proved = new TreeSet<>(shown.principals());
            shown.trusts().forEach(trust -> proved.add(trust.toString()));
            wider(all, Options.TRUST, given, proved);
        }
        if (!asked.gives(Options.TRUST_SSO)) {
            wider(all, Options.TRUST_SSO, tags.get(Options.TRUST_SSO), shown.permissionSets());
        }
        if (!asked.gives(Options.REQUIRE_MFA) && shown.requireMfa() && !tags.get(Options.REQUIRE_MFA)) {
            all.add(new UnprovedSetting(Options.REQUIRE_MFA, "none", "true"));
        }
        if (!asked.gives(Options.ALLOW_CIDR)) {
            walled(all, Options.ALLOW_CIDR, tags.get(Options.ALLOW_CIDR), shown.cidrs(), UnprovedSetting::isWithin);
        }
        work(all, names, tags, shown, asked);
        if (!asked.gives(Options.SUBNET)) {
            network(all, tags, shown);
        }
        if (!asked.gives(Options.KMS_KEY)) {
            tags.get(Options.KMS_KEY)
                    .ifPresent(key -> wider(all, Options.KMS_KEY, Set.of(names.keyArn(key)), shown.kmsKeys()));
        }
        all.removeIf(unproved -> Collections.disjoint(documents, SHOWN_BY.getOrDefault(unproved.option(), Set.of())));
        return all;
    }

    /**
     * Checks the boundary: if all principals have the same boundary and the tags name another, somebody changed the tag, and the boundaries
     * did not drift.
     *
     * @param borne the boundary of each of the tenant's principals
     */
    public static Optional<UnprovedSetting> ofBoundary(Names names, Settings tags, List<Optional<String>> borne) {
        String named = tags.boundaryArn(names);
        return borne.stream()
                .distinct()
                .reduce((one, another) -> Optional.empty())
                .flatMap(Function.identity())
                .filter(boundary -> !boundary.equals(named))
                .map(boundary -> new UnprovedSetting(
                        Options.PERMISSIONS_BOUNDARY,
                        tags.get(Options.PERMISSIONS_BOUNDARY).orElse(Option.NONE),
                        boundary));
    }

    private static void work(
            List<UnprovedSetting> all, Names names, Settings tags, ShownOptions shown, TenantSpec asked) {
        if (!asked.gives(Options.DATA_LOCATION)) {
            List<DataLocation> locations = tags.get(Options.DATA_LOCATION).stream()
                    .map(location -> location.seenFrom(names.home().account()))
                    .toList();
            wider(
                    all,
                    Options.DATA_LOCATION,
                    locations,
                    shown.dataLocations(),
                    (proved, location) ->
                            proved.holds(location) && Objects.equals(proved.account(), location.account()));
        }
        if (!asked.gives(Options.DATA_KEY)) {
            tags.get(Options.DATA_KEY)
                    .ifPresent(key -> wider(all, Options.DATA_KEY, Set.of(key.arn()), shown.dataKeys()));
        }
        if (!asked.gives(Options.ALLOW_INSTANCE_TYPE)) {
            walled(
                    all,
                    Options.ALLOW_INSTANCE_TYPE,
                    tags.get(Options.ALLOW_INSTANCE_TYPE),
                    shown.instanceTypes(),
                    (pattern, other) -> Glob.of(pattern).covers(other));
        }
        Duration proved = shown.maxRuntime();
        Optional<Duration> longest = tags.get(Options.MAX_RUNTIME);
        if (!asked.gives(Options.MAX_RUNTIME)
                && proved != null
                && longest.filter(time -> time.compareTo(proved) <= 0).isEmpty()) {
            all.add(new UnprovedSetting(
                    Options.MAX_RUNTIME, longest.map(Duration::toString).orElse(Option.NONE), proved.toString()));
        }
    }

    private static Set<String> arns(List<Trust> trusts, Trust.Kind kind) {
        return trusts.stream()
                .filter(trust -> trust.kind() == kind)
                .map(Trust::arn)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void network(List<UnprovedSetting> all, Settings tags, ShownOptions shown) {
        Set<String> asked = new TreeSet<>(tags.get(Options.SECURITY_GROUPS));
        Set<String> proved = new TreeSet<>(shown.securityGroups());
        Optional<String> subnet = tags.get(Options.SUBNET);
        subnet.ifPresent(asked::add);
        proved.addAll(shown.subnets());
        boolean wallLost = subnet.isEmpty() && !shown.onlySubnets().isEmpty();
        if (wallLost || !proved.containsAll(asked)) {
            all.add(new UnprovedSetting(Options.SUBNET, text(asked), text(proved)));
        }
    }

    /** For options that let in: the documents must have each value of the tags. */
    private static void wider(
            List<UnprovedSetting> all, Option<?> option, Collection<?> tags, Collection<?> documents) {
        wider(all, option, tags, documents, Object::equals);
    }

    /** @param covers whether a value in the documents includes one in the tags */
    private static <D, T> void wider(
            List<UnprovedSetting> all,
            Option<?> option,
            Collection<T> tags,
            Collection<D> documents,
            BiPredicate<D, T> covers) {
        if (!tags.stream().allMatch(asked -> documents.stream().anyMatch(proved -> covers.test(proved, asked)))) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    /** For options that keep out: no values in the tags means no restriction, and so does none in the documents. */
    private static void walled(
            List<UnprovedSetting> all,
            Option<?> option,
            Collection<String> tags,
            Collection<String> documents,
            BiPredicate<String, String> covers) {
        if (!documents.isEmpty() && tags.isEmpty()) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        } else if (!documents.isEmpty()) {
            wider(all, option, tags, documents, covers);
        }
    }

    private static boolean isWithin(String range, String other) {
        // Somebody could have written a value into the document that no option gives.
        return IpRange.parse(range)
                .flatMap(proved -> IpRange.parse(other).filter(proved::contains))
                .isPresent();
    }

    private static String text(Collection<?> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
