package dev.tenantadmin.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A setting of which the anchor's tags ask for more than the documents show, or whose wall the documents show and the tags have lost.
 * Whoever may tag could have written that.
 *
 * @param tags what the tags ask, for a person
 * @param documents what the documents show, for a person
 */
public record UnprovedSetting(Option option, String tags, String documents) {

    /** The options that the documents show. */
    public enum Option {
        ADMINISTRATOR("administrator", EnumSet.of(TenantDocument.ACCESS_TRUST)),
        TRUST("trust", EnumSet.of(TenantDocument.ACCESS_TRUST)),
        TRUST_SSO("trust-sso", EnumSet.of(TenantDocument.ACCESS_TRUST)),
        REQUIRE_MFA("require-mfa", EnumSet.of(TenantDocument.ASSUME)),
        ALLOW_CIDR("allow-cidr", EnumSet.of(TenantDocument.ACCESS)),
        DATA_LOCATION("data-location", EnumSet.of(TenantDocument.BOUNDARY, TenantDocument.EXECUTION)),
        ALLOW_INSTANCE_TYPE("allow-instance-type", EnumSet.of(TenantDocument.EXECUTION)),
        MAX_RUNTIME("max-runtime", EnumSet.of(TenantDocument.EXECUTION)),
        SUBNET("subnet", EnumSet.of(TenantDocument.BOUNDARY, TenantDocument.ACCESS, TenantDocument.EXECUTION)),
        KMS_KEY("kms-key", EnumSet.of(TenantDocument.BOUNDARY, TenantDocument.ACCESS, TenantDocument.EXECUTION)),
        /** Shown by the roles and users themselves. */
        PERMISSIONS_BOUNDARY("permissions-boundary", EnumSet.noneOf(TenantDocument.class));

        private final String setting;

        // Never changed after it is made.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Set<TenantDocument> documents;

        Option(String setting, Set<TenantDocument> documents) {
            this.setting = setting;
            this.documents = documents;
        }

        private boolean isShownBy(TenantDocument document) {
            return documents.contains(document);
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
     * @param caller who runs the command
     */
    public static List<UnprovedSetting> of(
            Names names,
            PolicyOptions tags,
            ShownOptions shown,
            TenantSpec asked,
            Set<TenantDocument> documents,
            Supplier<String> caller) {
        List<UnprovedSetting> all = new ArrayList<>();
        AccessOptions access = tags.access();
        Set<String> administrators = new TreeSet<>(access.administrators());
        administrators.add(tags.administrator());
        Set<String> roles = arns(access.trusts(), Trust.Kind.ROLE);
        if (asked.access().administrators() == null) {
            administrators.removeIf(shown.principals()::contains);
            // Whoever may write the trust policy may let itself in.
            administrators.removeIf(unproved -> unproved.equals(caller.get()));
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
            walled(all, Option.ALLOW_CIDR, access.cidrs(), shown.cidrs());
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

    private static void work(
            List<UnprovedSetting> all, Names names, WorkOptions tags, ShownOptions shown, WorkSpec asked) {
        if (asked.dataLocations() == null) {
            List<DataLocation> locations = tags.dataLocations().stream()
                    .map(location -> location.seenFrom(names.home().account()))
                    .toList();
            wider(all, Option.DATA_LOCATION, locations, shown.dataLocations());
        }
        if (asked.instanceTypes() == null) {
            walled(all, Option.ALLOW_INSTANCE_TYPE, tags.instanceTypes(), shown.instanceTypes());
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
        if (!documents.containsAll(tags)) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    /** What keeps out: nothing in the tags is everything, and each value lets something through. */
    private static void walled(List<UnprovedSetting> all, Option option, Collection<?> tags, Collection<?> documents) {
        if (!documents.isEmpty() && (tags.isEmpty() || !documents.containsAll(tags))) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    private static String text(Collection<?> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
