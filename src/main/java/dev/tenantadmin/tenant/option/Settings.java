package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one command sets and later ones must know. Stored only in the anchor's tags.
 *
 * @param revision the revision of the documents when the tenant was last completed, or null until it is complete
 * @param members whether the tenant has a group and users
 * @param administrator the ARN (a role's with its path) of the principal that made the tenant and can assume its access role
 * @param options those in force
 * @param tags the organisation's own tags, for everything of the tenant
 * @param suspended whether all access is blocked; the tenant's documents say so, not its tags
 */
public record Settings(
        @Nullable Integer revision,
        boolean members,
        String administrator,
        OptionValues options,
        Map<String, String> tags,
        boolean suspended) {

    /** The revision of the documents that this program makes. Raise it whenever they change. */
    public static final int CURRENT_REVISION = 3;

    /** The tag with the revision. It is written last, so a tenant without it is incomplete. */
    public static final String REVISION = "revision";

    /** The tag with the ARN of the tenant's administrator. */
    public static final String ADMINISTRATOR = "administrator";

    static final String USERS = "users";

    /** The tags that tell whether there is a group, and whether the tenant is complete. */
    public static final Set<String> MEMBERSHIP = Set.of(REVISION, USERS);

    static final String PROTECTED = "protected";

    private static final int MOST_TAGS = 50;

    public Settings {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Whether the tenant was once complete, and its deletion has not begun since. */
    public boolean complete() {
        return revision != null;
    }

    /** Whether a newer program wrote these tags of an anchor; this one must not undo its work. */
    public static boolean newer(Map<String, String> tags) {
        Integer revision = revision(tags.get(REVISION));
        return revision != null && revision > CURRENT_REVISION;
    }

    /** Whether these tags of an anchor protect it. Any value counts: whoever wrote it meant to protect. */
    public static boolean isProtected(Map<String, String> tags) {
        return tags.containsKey(PROTECTED);
    }

    /** Whether an older program made the documents; {@code create-tenant} upgrades them. */
    public boolean older() {
        return revision != null && revision < CURRENT_REVISION;
    }

    /** The setting that a tag of the anchor stores, or stores a part of. */
    public static String setting(String key) {
        return TagList.whole(key);
    }

    /** Whether a tag of the anchor stores the administrator's ARN, or a part of it. */
    public static boolean isAdministrator(String key) {
        return TagList.whole(key).equals(ADMINISTRATOR);
    }

    /** Whether a tag of the anchor stores a removable option, or a part of one. */
    public static boolean isOptional(String key) {
        return Options.ofTag(key).filter(option -> option.type().removable()).isPresent();
    }

    /**
     * Checks that the anchor has room for all tags.
     *
     * @throws IllegalArgumentException if IAM would refuse that many tags
     */
    public void check(TenantName tenant) {
        int needed = toTags(tenant).size() + 1;
        if (needed > MOST_TAGS) {
            throw new IllegalArgumentException(
                    "remembering all options takes %d tags on the policy %s, IAM allows %d: give fewer options or tags"
                            .formatted(needed, tenant + Names.DELIMITER + "boundary", MOST_TAGS));
        }
    }

    /** The settings of a tenant with users and an administrator, and nothing else. */
    public static Settings plain(String administrator) {
        return new Settings(null, true, administrator, OptionValues.NONE, Map.of(), false);
    }

    /** The value of an option. */
    public <T> T get(Option<T> option) {
        return options.get(option);
    }

    /** The data key, if there is a data location. */
    public Optional<DataKey> dataKey() {
        return get(Options.DATA_LOCATION).isEmpty() ? Optional.empty() : get(Options.DATA_KEY);
    }

    /** The ARN of the boundary of the tenant's users and roles. */
    public String boundaryArn(Names names) {
        return get(Options.PERMISSIONS_BOUNDARY).orElse(names.boundaryArn());
    }

    /** Returns these settings with one option set to the given value. */
    public <T> Settings with(Option<T> option, T value) {
        return with(OptionValues.NONE.with(option, value));
    }

    /** Returns these settings changed by the given options that are remembered. Drops a data key without a data location. */
    public Settings with(OptionValues asked) {
        OptionValues now = options.over(asked.remembered());
        boolean keyIsForgotten = asked.gives(Options.DATA_LOCATION)
                && !asked.gives(Options.DATA_KEY)
                && now.get(Options.DATA_LOCATION).isEmpty();
        return new Settings(
                revision,
                members,
                administrator,
                keyIsForgotten ? now.without(Options.DATA_KEY) : now,
                tags,
                suspended);
    }

    /** Returns these settings, suspended or not. */
    public Settings suspended(boolean now) {
        return new Settings(revision, members, administrator, options, tags, now);
    }

    /**
     * Reads the settings from the anchor's tags.
     *
     * @param caller the administrator if the tag is missing
     * @throws IllegalArgumentException if a tag has a value that its option would refuse
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
                "somebody changed the tags of the tenant's boundary policy; correct them first: " + why.getMessage(),
                why);
    }

    private static Settings read(Map<String, String> tags, Supplier<String> caller) {
        List<String> administrator = TagList.get(tags, ADMINISTRATOR);
        return new Settings(
                revision(tags.get(REVISION)),
                !"none".equals(tags.get(USERS)),
                administrator.isEmpty() ? caller.get() : administrator.get(0),
                OptionValues.read(tags),
                Tags.organisations(tags),
                false);
    }

    /** The anchor's tags without the revision. */
    public Map<String, String> toTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(resourceTags(tenant));
        all.put(USERS, members ? "members" : "none");
        TagList.put(all, ADMINISTRATOR, List.of(administrator));
        (dataKey().isPresent() ? options : options.without(Options.DATA_KEY)).write(all);
        return all;
    }

    /** The trusts and administrators in the anchor's tags, unchecked. */
    public static Set<String> principals(Map<String, String> tags) {
        return Stream.of(Options.TRUST, Options.ADMINISTRATORS)
                .flatMap(option ->
                        TagList.get(tags, Objects.requireNonNull(option.tag()).key()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The anchor's tags without those of the given options; old values of these need not be readable. */
    public static Map<String, String> withoutGiven(Map<String, String> tags, TenantSpec asked) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet().removeIf(key -> Options.ofTag(key).filter(asked::gives).isPresent());
        return kept;
    }

    /** The organisation's own boundary in the anchor's tags. */
    public static Optional<String> permissionsBoundary(Map<String, String> tags) {
        return TagList.get(tags, Options.PERMISSIONS_BOUNDARY.name()).stream().findFirst();
    }

    /** The tags of all of the tenant's resources that can have tags. */
    public Map<String, String> resourceTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(Tags.TENANT, tenant.value());
        all.put(Tags.MANAGED_BY, Tags.TENANT_ADMIN);
        return all;
    }

    /** An unreadable revision counts as none: the next create-tenant writes it again. */
    private static @Nullable Integer revision(@Nullable String value) {
        return value != null && value.matches("\\d{1,9}") ? Integer.valueOf(value) : null;
    }
}
