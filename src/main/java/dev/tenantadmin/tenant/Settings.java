package dev.tenantadmin.tenant;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one command sets and a later one must know. It is kept in the anchor's tags and nowhere else.
 *
 * @param revision the revision of the documents that the tenant was last completed with, or null until it is complete
 * @param members whether the tenant has a group and users
 * @param policy what shapes the documents
 * @param tags the organisation's own tags, for everything of the tenant
 * @param protect whether the tenant may not be deleted; null where nobody ever said
 */
public record Settings(
        @Nullable Integer revision,
        boolean members,
        PolicyOptions policy,
        Map<String, String> tags,
        @Nullable Boolean protect) {

    /** The revision of the documents that this program makes. Raise it with every change to them. */
    public static final int CURRENT_REVISION = 1;

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
    static final String PROTECTED = "protected";

    public Settings {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Whether the tenant was ever made completely, and not begun to be deleted since. */
    public boolean complete() {
        return revision != null;
    }

    /** Whether a newer program made it, whose work this one must not undo. */
    public boolean newer() {
        return revision != null && revision > CURRENT_REVISION;
    }

    /** Whether nobody may delete the tenant before that is lifted. */
    public boolean isProtected() {
        return Boolean.TRUE.equals(protect);
    }

    /**
     * Reads the anchor's tags back.
     *
     * @param caller who is trusted as administrator where the tag is missing
     */
    public static Settings fromTags(Map<String, String> tags, Supplier<String> caller) {
        String groups = tags.getOrDefault(SECURITY_GROUPS, "");
        return new Settings(
                revision(tags.get(REVISION)),
                !"none".equals(tags.get(USERS)),
                new PolicyOptions(
                        tags.containsKey(ADMINISTRATOR) ? tags.get(ADMINISTRATOR) : caller.get(),
                        tags.get(SUBNET),
                        groups.isEmpty() ? List.of() : List.of(groups.split(" ")),
                        tags.get(KMS_KEY)),
                Tags.organisations(tags),
                // Anything but a clear no protects: whoever wrote it meant something by it.
                tags.containsKey(PROTECTED) ? Boolean.valueOf(!"false".equals(tags.get(PROTECTED))) : null);
    }

    /** The anchor's tags, the revision apart. */
    public Map<String, String> toTags(TenantName tenant) {
        Map<String, String> all = new TreeMap<>(resourceTags(tenant));
        all.put(USERS, members ? "members" : "none");
        all.put(ADMINISTRATOR, policy.administrator());
        putIfGiven(all, SUBNET, policy.subnet());
        putIfGiven(
                all,
                SECURITY_GROUPS,
                policy.securityGroups().isEmpty() ? null : String.join(" ", policy.securityGroups()));
        putIfGiven(all, KMS_KEY, policy.kmsKey());
        putIfGiven(all, PROTECTED, protect == null ? null : protect.toString());
        return all;
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
