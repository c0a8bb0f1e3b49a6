package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one command sets and a later one must know. It is kept in the anchor's tags and nowhere else.
 *
 * @param revision the revision of the documents that the tenant was last completed with, or null until it is complete
 * @param members whether the tenant has a group and users
 * @param policy what shapes the documents
 * @param setup what happens at the start of its notebooks; of the organisation's script, its digest
 * @param tags the organisation's own tags, for everything of the tenant
 * @param isProtected whether nobody may delete the tenant before that is lifted
 */
public record Settings(
        @Nullable Integer revision,
        boolean members,
        PolicyOptions policy,
        SetupOptions setup,
        Map<String, String> tags,
        boolean isProtected) {

    /** The revision of the documents that this program makes. Raise it with every change to them. */
    public static final int CURRENT_REVISION = 3;

    /** The tag that holds the revision; it is written last, so that its absence tells a half-made tenant. */
    public static final String REVISION = "revision";

    /** The tag with the ARN of the tenant's administrator. */
    public static final String ADMINISTRATOR = "administrator";

    static final String USERS = "users";

    /** The tags that tell whether there is a group, and whether all was made. */
    public static final Set<String> MEMBERSHIP = Set.of(REVISION, USERS);

    static final String SUBNET = "subnet";
    static final String SECURITY_GROUPS = "security-groups";
    static final String KMS_KEY = "kms-key";
    static final String TRUST = "trust";
    static final String TRUST_SSO = "trust-sso";
    static final String ADMINISTRATORS = "administrators";
    static final String REQUIRE_MFA = "require-mfa";
    static final String ALLOW_CIDR = "allow-cidr";
    static final String DATA_LOCATION = "data-location";
    static final String DATA_KEY = "data-key";
    static final String ALLOW_INSTANCE_TYPE = "allow-instance-type";
    static final String MAX_RUNTIME = "max-runtime";
    static final String IDLE_STOP = "idle-stop";
    static final String ON_START = "on-start";
    static final String PERMISSIONS_BOUNDARY = "permissions-boundary";

    static final String PROTECTED = "protected";

    /** The tags of options that can be taken back, without the number of a part. */
    private static final Set<String> OPTIONAL = Set.of(
            TRUST,
            TRUST_SSO,
            ADMINISTRATORS,
            REQUIRE_MFA,
            ALLOW_CIDR,
            DATA_LOCATION,
            DATA_KEY,
            ALLOW_INSTANCE_TYPE,
            MAX_RUNTIME,
            IDLE_STOP,
            ON_START,
            PERMISSIONS_BOUNDARY,
            PROTECTED);

    private static final int MOST_TAGS = 50;

    public Settings {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Whether the tenant was ever made completely, and not begun to be deleted since. */
    public boolean complete() {
        return revision != null;
    }

    /** Whether a newer program wrote these tags of an anchor, whose work this one must not undo. */
    public static boolean newer(Map<String, String> tags) {
        Integer revision = revision(tags.get(REVISION));
        return revision != null && revision > CURRENT_REVISION;
    }

    /** Whether these tags of an anchor protect it; whatever the tag says, whoever wrote it meant something by it. */
    public static boolean isProtected(Map<String, String> tags) {
        return tags.containsKey(PROTECTED);
    }

    /** Whether an older program made it, whose documents {@code create-tenant} upgrades. */
    public boolean older() {
        return revision != null && revision < CURRENT_REVISION;
    }

    /** The setting that a tag of the anchor holds, or holds a part of. */
    public static String setting(String key) {
        return TagList.whole(key);
    }

    /** Whether a tag of the anchor holds, or is a part of, the administrator's ARN. */
    public static boolean isAdministrator(String key) {
        return TagList.whole(key).equals(ADMINISTRATOR);
    }

    /** Whether a tag of the anchor holds, or is a part of, an option that can be taken back. */
    public static boolean isOptional(String key) {
        return OPTIONAL.contains(TagList.whole(key));
    }

    /**
     * Passes if the anchor can bear all.
     *
     * @throws IllegalArgumentException if IAM would refuse that many tags
     */
    public void check(TenantName tenant) {
        int needed = toTags(tenant).size() + 1;
        if (needed > MOST_TAGS) {
            throw new IllegalArgumentException(
                    "to remember all options takes %d tags on the policy %s, IAM allows %d: give fewer options or tags"
                            .formatted(needed, tenant + Names.DELIMITER + "boundary", MOST_TAGS));
        }
    }

    /** The same, suspended or not. */
    public Settings suspended(boolean now) {
        return new Settings(revision, members, policy.suspended(now), setup, tags, isProtected);
    }

    /** The same with its data elsewhere. */
    public Settings withData(List<DataLocation> locations) {
        return new Settings(revision, members, policy.withData(locations), setup, tags, isProtected);
    }

    /**
     * Reads the anchor's tags back.
     *
     * @param caller who is trusted as administrator where the tag is missing
     * @throws IllegalArgumentException if somebody wrote into them what no option would have taken
     */
    public static Settings fromTags(Map<String, String> tags, Supplier<String> caller) {
        try {
            return read(tags, caller);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static IllegalArgumentException unreadable(IllegalArgumentException why) {
        return new IllegalArgumentException(
                "somebody changed the tags of the tenant's boundary policy, correct them first: " + why.getMessage(),
                why);
    }

    private static Settings read(Map<String, String> tags, Supplier<String> caller) {
        List<String> administrator = TagList.get(tags, ADMINISTRATOR);
        String groups = tags.getOrDefault(SECURITY_GROUPS, "");
        return new Settings(
                revision(tags.get(REVISION)),
                !"none".equals(tags.get(USERS)),
                new PolicyOptions(
                        administrator.isEmpty() ? caller.get() : administrator.get(0),
                        tags.get(SUBNET),
                        groups.isEmpty() ? List.of() : List.of(groups.split(" ")),
                        tags.get(KMS_KEY),
                        access(tags),
                        work(tags),
                        permissionsBoundary(tags).orElse(null),
                        false),
                setup(tags),
                Tags.organisations(tags),
                isProtected(tags));
    }

    /** The anchor's tags, the revision apart. */
    public Map<String, String> toTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(resourceTags(tenant));
        all.put(USERS, members ? "members" : "none");
        TagList.put(all, ADMINISTRATOR, List.of(policy.administrator()));
        putIfGiven(all, SUBNET, policy.subnet());
        putIfGiven(
                all,
                SECURITY_GROUPS,
                policy.securityGroups().isEmpty() ? null : String.join(" ", policy.securityGroups()));
        putIfGiven(all, KMS_KEY, policy.kmsKey());
        putAccess(all, policy.access());
        putWork(all, policy.work());
        putSetup(all, setup);
        String boundary = policy.permissionsBoundary();
        TagList.put(all, PERMISSIONS_BOUNDARY, boundary == null ? List.of() : List.of(boundary));
        TagList.put(all, PROTECTED, isProtected ? List.of("true") : List.of());
        return all;
    }

    private static void putAccess(Map<String, String> tags, AccessOptions access) {
        TagList.put(tags, TRUST, access.trusts().stream().map(Trust::toString).toList());
        TagList.put(tags, TRUST_SSO, access.permissionSets());
        TagList.put(tags, ADMINISTRATORS, access.administrators());
        TagList.put(tags, REQUIRE_MFA, access.requireMfa() ? List.of("true") : List.of());
        TagList.put(tags, ALLOW_CIDR, access.cidrs());
    }

    private static void putWork(Map<String, String> tags, WorkOptions work) {
        TagList.put(
                tags,
                DATA_LOCATION,
                work.dataLocations().stream().map(DataLocation::toString).toList());
        DataKey key = work.usedKey();
        TagList.put(tags, DATA_KEY, key == null ? List.of() : List.of(key.arn()));
        TagList.put(tags, ALLOW_INSTANCE_TYPE, work.instanceTypes());
        putTime(tags, MAX_RUNTIME, work.maxRuntime());
    }

    private static void putSetup(Map<String, String> tags, SetupOptions setup) {
        String digest = setup.onStart().sha256();
        putTime(tags, IDLE_STOP, setup.idleStop());
        TagList.put(tags, ON_START, digest.isEmpty() ? List.of() : List.of(digest));
    }

    private static void putTime(Map<String, String> tags, String key, @Nullable Duration time) {
        TagList.put(tags, key, time == null ? List.of() : List.of(time.toString()));
    }

    /** An earlier version took more of them than this one does. */
    private static List<String> trusts(Map<String, String> tags) {
        List<String> trusts = TagList.get(tags, TRUST);
        try {
            trusts.forEach(Trust::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; or give --trust anew", e);
        }
        return trusts;
    }

    /** Somebody else can have written these tags, so they are read as strictly as the options are. */
    private static AccessOptions access(Map<String, String> tags) {
        return AccessOptions.NONE.with(AccessSpec.parse(
                trusts(tags),
                TagList.get(tags, TRUST_SSO),
                TagList.get(tags, ADMINISTRATORS),
                TagList.get(tags, REQUIRE_MFA).contains("true"),
                TagList.get(tags, ALLOW_CIDR)));
    }

    /** The trusts and administrators that the anchor's tags name, as they stand there. */
    public static Set<String> principals(Map<String, String> tags) {
        Set<String> all = new TreeSet<>(TagList.get(tags, TRUST));
        all.addAll(TagList.get(tags, ADMINISTRATORS));
        return all;
    }

    /** The anchor's tags without the trusts where others are given: what they were need not be readable any more. */
    public static Map<String, String> withoutGiven(Map<String, String> tags, AccessSpec asked) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet()
                .removeIf(key -> asked.trusts() != null && TagList.whole(key).equals(TRUST));
        return kept;
    }

    private static WorkOptions work(Map<String, String> tags) {
        return WorkOptions.NONE.with(WorkSpec.parse(
                TagList.get(tags, DATA_LOCATION),
                TagList.get(tags, DATA_KEY).stream().findFirst().orElse(null),
                TagList.get(tags, ALLOW_INSTANCE_TYPE),
                time(tags, MAX_RUNTIME)));
    }

    private static SetupOptions setup(Map<String, String> tags) {
        return SetupOptions.NONE.with(new SetupSpec(
                time(tags, IDLE_STOP),
                TagList.get(tags, ON_START).stream()
                        .findFirst()
                        .map(OnStart::known)
                        .orElse(null)));
    }

    /** The organisation's own boundary among the anchor's tags. */
    public static Optional<String> permissionsBoundary(Map<String, String> tags) {
        return TagList.get(tags, PERMISSIONS_BOUNDARY).stream().findFirst();
    }

    private static @Nullable Duration time(Map<String, String> tags, String key) {
        try {
            return TagList.get(tags, key).stream()
                    .findFirst()
                    .map(Duration::parse)
                    .orElse(null);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("tag '%s' is not a time".formatted(key), e);
        }
    }

    /** The tags of everything of the tenant that can bear them. */
    public Map<String, String> resourceTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(Tags.TENANT, tenant.value());
        all.put(Tags.MANAGED_BY, Tags.TENANT_ADMIN);
        return all;
    }

    /** A revision that somebody made unreadable counts as none: the next create writes it again. */
    private static @Nullable Integer revision(@Nullable String value) {
        return value != null && value.matches("\\d{1,9}") ? Integer.valueOf(value) : null;
    }

    private static void putIfGiven(Map<String, String> tags, String key, @Nullable String value) {
        if (value != null) {
            tags.put(key, value);
        }
    }
}
