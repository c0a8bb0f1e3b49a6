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
 * What one command sets and a later one must know. It is kept in the anchor's tags and nowhere else.
 *
 * @param revision the revision of the documents that the tenant was last completed with, or null until it is complete
 * @param members whether the tenant has a group and users
 * @param administrator the ARN (a role's with its path) of the principal that made the tenant and may assume its access role
 * @param options those that hold
 * @param tags the organisation's own tags, for everything of the tenant
 * @param suspended whether nobody of the tenant may do anything; its documents say so, no tag does
 */
public record Settings(
        @Nullable Integer revision,
        boolean members,
        String administrator,
        OptionValues options,
        Map<String, String> tags,
        boolean suspended) {

    /** The revision of the documents that this program makes. Raise it with every change to them. */
    public static final int CURRENT_REVISION = 3;

    /** The tag that holds the revision; it is written last, so that its absence tells a half-made tenant. */
    public static final String REVISION = "revision";

    /** The tag with the ARN of the tenant's administrator. */
    public static final String ADMINISTRATOR = "administrator";

    static final String USERS = "users";

    /** The tags that tell whether there is a group, and whether all was made. */
    public static final Set<String> MEMBERSHIP = Set.of(REVISION, USERS);

    static final String PROTECTED = "protected";

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
        return Options.ofTag(key).filter(option -> option.type().removable()).isPresent();
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

    /** Of a tenant with users and nothing but its administrator. */
    public static Settings plain(String administrator) {
        return new Settings(null, true, administrator, OptionValues.NONE, Map.of(), false);
    }

    /** The value of an option. */
    public <T> T get(Option<T> option) {
        return options.get(option);
    }

    /** The key of the data that there is. */
    public Optional<DataKey> dataKey() {
        return get(Options.DATA_LOCATION).isEmpty() ? Optional.empty() : get(Options.DATA_KEY);
    }

    /** The ARN of the boundary that the tenant's users and roles bear. */
    public String boundaryArn(Names names) {
        return get(Options.PERMISSIONS_BOUNDARY).orElse(names.boundaryArn());
    }

    /** The same with that value of one option. */
    public <T> Settings with(Option<T> option, T value) {
        return with(OptionValues.NONE.with(option, value));
    }

    /** The same, as the options that are remembered among those asked change it. A key without data is forgotten. */
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

    /** The same, suspended or not. */
    public Settings suspended(boolean now) {
        return new Settings(revision, members, administrator, options, tags, now);
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
        return new Settings(
                revision(tags.get(REVISION)),
                !"none".equals(tags.get(USERS)),
                administrator.isEmpty() ? caller.get() : administrator.get(0),
                OptionValues.read(tags),
                Tags.organisations(tags),
                false);
    }

    /** The anchor's tags, the revision apart. */
    public Map<String, String> toTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(resourceTags(tenant));
        all.put(USERS, members ? "members" : "none");
        TagList.put(all, ADMINISTRATOR, List.of(administrator));
        (dataKey().isPresent() ? options : options.without(Options.DATA_KEY)).write(all);
        return all;
    }

    /** The trusts and administrators that the anchor's tags name, as they stand there. */
    public static Set<String> principals(Map<String, String> tags) {
        return Stream.of(Options.TRUST, Options.ADMINISTRATORS)
                .flatMap(option ->
                        TagList.get(tags, Objects.requireNonNull(option.tag()).key()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The anchor's tags without those of options that are given: what they were need not be readable any more. */
    public static Map<String, String> withoutGiven(Map<String, String> tags, TenantSpec asked) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet().removeIf(key -> Options.ofTag(key).filter(asked::gives).isPresent());
        return kept;
    }

    /** The organisation's own boundary among the anchor's tags. */
    public static Optional<String> permissionsBoundary(Map<String, String> tags) {
        return TagList.get(tags, Options.PERMISSIONS_BOUNDARY.name()).stream().findFirst();
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
}
