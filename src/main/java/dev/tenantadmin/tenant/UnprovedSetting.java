package dev.tenantadmin.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        ADMINISTRATOR("administrator"),
        TRUST("trust"),
        TRUST_SSO("trust-sso"),
        REQUIRE_MFA("require-mfa"),
        ALLOW_CIDR("allow-cidr"),
        DATA_LOCATION("data-location"),
        ALLOW_INSTANCE_TYPE("allow-instance-type"),
        MAX_RUNTIME("max-runtime"),
        SUBNET("subnet"),
        KMS_KEY("kms-key"),
        PERMISSIONS_BOUNDARY("permissions-boundary");

        private final String setting;

        Option(String setting) {
            this.setting = setting;
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
     * @param caller who runs the command: whoever may write these documents may let itself in
     */
    public static List<UnprovedSetting> of(
            Names names, PolicyOptions tags, ShownOptions shown, TenantSpec asked, String caller) {
        List<UnprovedSetting> all = new ArrayList<>();
        AccessOptions access = tags.access();
        Set<String> administrators = new TreeSet<>(access.administrators());
        if (!tags.administrator().equals(caller)) {
            administrators.add(tags.administrator());
        }
        Set<String> roles = arns(access.trusts(), Trust.Kind.ROLE);
        if (asked.access().administrators() == null) {
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
        work(all, tags.work(), shown, asked.work());
        if (asked.subnet() == null) {
            Set<String> groups = new TreeSet<>(tags.securityGroups());
            same(
                    all,
                    Option.SUBNET,
                    network(tags.subnet(), groups),
                    network(shown.subnet(), shown.securityGroups()));
        }
        if (asked.kmsKey() == null) {
            same(all, Option.KMS_KEY, tags.kmsKey() == null ? null : names.keyArn(tags.kmsKey()), shown.kmsKey());
        }
        return all;
    }

    private static void work(List<UnprovedSetting> all, WorkOptions tags, ShownOptions shown, WorkSpec asked) {
        if (asked.dataLocations() == null) {
            wider(all, Option.DATA_LOCATION, tags.dataLocations(), shown.dataLocations());
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

    private static @Nullable String network(@Nullable String subnet, Set<String> groups) {
        return subnet == null ? null : Stream.concat(Stream.of(subnet), groups.stream())
                .collect(Collectors.joining(" "));
    }

    /** What lets in: each value of the tags has to stand in the documents. */
    private static void wider(
            List<UnprovedSetting> all, Option option, Collection<?> tags, Collection<?> documents) {
        if (!documents.containsAll(tags)) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    /** What keeps out: nothing in the tags is everything, and each value lets something through. */
    private static void walled(
            List<UnprovedSetting> all, Option option, Collection<?> tags, Collection<?> documents) {
        if (!documents.isEmpty() && (tags.isEmpty() || !documents.containsAll(tags))) {
            all.add(new UnprovedSetting(option, text(tags), text(documents)));
        }
    }

    /** What does both. */
    private static void same(
            List<UnprovedSetting> all, Option option, @Nullable String tags, @Nullable String documents) {
        if (!Objects.equals(tags, documents)) {
            all.add(new UnprovedSetting(
                    option, tags == null ? "none" : tags, documents == null ? "none" : documents));
        }
    }

    private static String text(Collection<?> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
