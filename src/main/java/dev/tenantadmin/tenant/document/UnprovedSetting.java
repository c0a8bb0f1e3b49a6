package dev.tenantadmin.tenant.document;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.AccessOptions;
import dev.tenantadmin.tenant.option.AccessSpec;
import dev.tenantadmin.tenant.option.AddressRange;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.PolicyOptions;
import dev.tenantadmin.tenant.option.TenantSpec;
import dev.tenantadmin.tenant.option.Trust;
import dev.tenantadmin.tenant.option.WorkOptions;
import dev.tenantadmin.tenant.option.WorkSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting of which the anchor's tags ask for more than the documents show, or whose wall the documents show and the tags have lost.
 * Whoever may tag could have written that.
 *
 * @param tags what the tags ask, for a person
 * @param documents what the documents show, for a person
 */
public record UnprovedSetting(Option option, String tags, String documents) {

    /**
     * One sentence for a person, without a full stop.
     *
     * @param anchor the name of the policy whose tags they are
     */
    public String sentence(String anchor) {
        return "%s: the tags of IAM policy %s say %s, the documents say %s; give create-tenant %s as it is to be"
                .formatted(option.setting(), anchor, Printable.text(tags), Printable.text(documents), option.option());
    }

    /** The options that the documents show. */
    public enum Option {
        ADMINISTRATOR("administrator"),
        TRUST("trust"),
        TRUST_SSO("trust-sso"),
        REQUIRE_MFA("require-mfa"),
        ALLOW_CIDR("allow-cidr"),
        DATA_LOCATION("data-location"),
        DATA_KEY("data-key"),
        ALLOW_INSTANCE_TYPE("allow-instance-type"),
        MAX_RUNTIME("max-runtime"),
        SUBNET("subnet"),
        KMS_KEY("kms-key"),
        /** Shown by the roles and users themselves. */
        PERMISSIONS_BOUNDARY("permissions-boundary");

        private final String setting;

        Option(String setting) {
            this.setting = setting;
        }

        private boolean isShownBy(TenantDocument document) {
            return switch (document) {
                case ACCESS_TRUST -> this == ADMINISTRATOR || this == TRUST || this == TRUST_SSO;
                case ASSUME -> this == REQUIRE_MFA;
                case BOUNDARY -> this == DATA_LOCATION || this == DATA_KEY || this == SUBNET || this == KMS_KEY;
                case ACCESS -> this == ALLOW_CIDR || this == SUBNET || this == KMS_KEY;
                case EXECUTION ->
                    this == DATA_LOCATION
                            || this == DATA_KEY
                            || this == ALLOW_INSTANCE_TYPE
                            || this == MAX_RUNTIME
                            || this == SUBNET
                            || this == KMS_KEY;
                case EXECUTION_TRUST -> false;
            };
        }

        /** The setting's name, which is its tag's too. */
        public String setting() {
            return setting;
        }

        /** The option of the command line that settles it. */
        public String option() {
            return "--" + setting;
        }
    }

    /**
     * The settings that the documents do not prove, those left out that the command line gives.
     *
     * @param tags what the anchor's tags say
     * @param documents those that the command may write
     * @param isCaller whether an ARN is that of who runs the command
     */
    public static List<UnprovedSetting> of(
            Names names,
            PolicyOptions tags,
            ShownOptions shown,
            TenantSpec asked,
            Set<TenantDocument> documents,
            Predicate<String> isCaller) {
        List<UnprovedSetting> all = new ArrayList<>();
        AccessOptions access = tags.access();
        Set<String> administrators = new TreeSet<>(access.administrators());
        administrators.add(tags.administrator());
        Set<String> roles = arns(access.trusts(), Trust.Kind.ROLE);
        if (asked.access().administrators() == null && documents.contains(TenantDocument.ACCESS_TRUST)) {
            administrators.removeIf(shown.principals()::contains);
            // Whoever may write the trust policy may let itself in.
            administrators.removeIf(isCaller);
            wider(all, Option.ADMINISTRATOR, administrators, shown.principals());
        }
        if (asked.access().trusts() == null) {
            Set<Trust> others = access.trusts().stream()
                    .filter(trust -> trust.kind() != Trust.Kind.ROLE)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Object> given = new TreeSet<>(roles);
            others.forEach(trust -> given.add(trust.toString()));
            Set<Object> proved = new TreeSet<>(shown.principals());
            shown.trusts().forEach(trust -> proved.add(trust.toString()));
            wider(all, Option.TRUST, given, proved);
        }
        if (asked.access().permissionSets() == null) {
            wider(all, Option.TRUST_SSO, access.permissionSets(), shown.permissionSets());
        }
        if (asked.access().requireMfa() == null && shown.requireMfa() && !access.requireMfa()) {
            all.add(new UnprovedSetting(Option.REQUIRE_MFA, "none", "true"));
        }
        if (asked.access().cidrs() == null) {
            walled(all, Option.ALLOW_CIDR, access.cidrs(), shown.cidrs(), UnprovedSetting::isWithin);
        }
        work(all, names, tags.work(), shown, asked.work());
        if (asked.subnet() == null) {
            network(all, tags, shown);
        }
        if (asked.kmsKey() == null && tags.kmsKey() != null) {
            wider(all, Option.KMS_KEY, Set.of(names.keyArn(tags.kmsKey())), shown.kmsKeys());
        }
        all.removeIf(unproved -> documents.stream().noneMatch(unproved.option()::isShownBy));
        return all;
    }

    /**
     * The boundary, where all principals bear one and the same that the tags do not name: that is no drift, rather was the tag changed.
     *
     * @param borne what each of the tenant's principals bears
     */
    public static Optional<UnprovedSetting> ofBoundary(Names names, PolicyOptions tags, List<Optional<String>> borne) {
        String named = Objects.requireNonNullElse(tags.permissionsBoundary(), names.boundaryArn());
        return borne.stream()
                .distinct()
                .reduce((one, another) -> Optional.empty())
                .flatMap(Function.identity())
                .filter(boundary -> !boundary.equals(named))
                .map(boundary -> new UnprovedSetting(
                        Option.PERMISSIONS_BOUNDARY,
                        Objects.requireNonNullElse(tags.permissionsBoundary(), AccessSpec.NONE),
                        boundary));
    }

    private static void work(
            List<UnprovedSetting> all, Names names, WorkOptions tags, ShownOptions shown, WorkSpec asked) {
        if (asked.dataLocations() == null) {
            List<DataLocation> locations = tags.dataLocations().stream()
                    .map(location -> location.seenFrom(names.home().account()))
                    .toList();
            wider(
                    all,
                    Option.DATA_LOCATION,
                    locations,
                    shown.dataLocations(),
                    (proved, location) ->
                            proved.holds(location) && Objects.equals(proved.account(), location.account()));
        }
        DataKey key = tags.dataKey();
        if (asked.dataKey() == null && key != null) {
            wider(all, Option.DATA_KEY, Set.of(key.arn()), shown.dataKeys());
        }
        if (asked.instanceTypes() == null) {
            walled(
                    all,
                    Option.ALLOW_INSTANCE_TYPE,
                    tags.instanceTypes(),
                    shown.instanceTypes(),
                    UnprovedSetting::matches);
        }
        if (asked.maxRuntime() == null
                && shown.maxRuntime() != null
                && (tags.maxRuntime() == null || tags.maxRuntime().compareTo(shown.maxRuntime()) > 0)) {
            all.add(new UnprovedSetting(
                    Option.MAX_RUNTIME,
                    tags.maxRuntime() == null ? "none" : tags.maxRuntime().toString(),
                    shown.maxRuntime().toString()));
        }
    }

    private static Set<String> arns(List<Trust> trusts, Trust.Kind kind) {
        return trusts.stream()
                .filter(trust -> trust.kind() == kind)
                .map(Trust::arn)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void network(List<UnprovedSetting> all, PolicyOptions tags, ShownOptions shown) {
        Set<String> asked = new TreeSet<>(tags.securityGroups());
        Set<String> proved = new TreeSet<>(shown.securityGroups());
        if (tags.subnet() != null) {
            asked.add(tags.subnet());
        }
        proved.addAll(shown.subnets());
        boolean wallLost = tags.subnet() == null && !shown.onlySubnets().isEmpty();
        if (wallLost || !proved.containsAll(asked)) {
            all.add(new UnprovedSetting(Option.SUBNET, text(asked), text(proved)));
        }
    }

    /** What lets in: each value of the tags has to stand in the documents. */
    private static void wider(List<UnprovedSetting> all, Option option, Collection<?> tags, Collection<?> documents) {
        wider(all, option, tags, documents, Object::equals);
    }

    /** @param covers whether a value of the documents lets in all that one of the tags does */
    private static <D, T> void wider(
            List<UnprovedSetting> all,
            Option option,
            Collection<T> tags,
            Collection<D> documents,
            BiPredicate<D, T> covers) {
        if (!tags.stream().allMatch(asked -> documents.stream().anyMatch(proved -> covers.test(proved, asked)))) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    /** What keeps out: no values in the tags let everything through, none in the documents keep nothing out. */
    private static void walled(
            List<UnprovedSetting> all,
            Option option,
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
        try {
            return AddressRange.of(range).contains(AddressRange.of(other));
        } catch (IllegalArgumentException e) {
            // Somebody wrote into the document what no option gives.
            return false;
        }
    }

    /** A star of the other is matched by a star alone, as it has to be. */
    private static boolean matches(String pattern, String other) {
        return Pattern.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), other);
    }

    private static String text(Collection<?> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
