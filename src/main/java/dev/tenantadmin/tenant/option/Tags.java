package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for an organisation's own tags, and our own keys. */
public final class Tags {

    /** On everything we make that can have tags; the tenant's name. */
    public static final String TENANT = "tenant";

    /** On everything we make that can have tags, with {@link #TENANT_ADMIN}; proves ownership in SageMaker. */
    public static final String MANAGED_BY = "managed-by";

    /** The value of {@link #MANAGED_BY}. */
    public static final String TENANT_ADMIN = "tenant-admin";

    /** On a notebook instance that we stopped ourselves, until it runs again. */
    public static final String RESTARTING = "restarting";

    /** The set of tenants that {@code apply --prune} looks at; a file has its own key for it. */
    public static final String SET = "set";

    /** IAM and SageMaker allow 50 on a resource (src/site/markdown/design/aws-facts.md); our own need the rest. */
    static final int MAX_OWN = 38;

    private static final Pattern CHARACTER = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");
    private static final Pattern KEY = Pattern.compile(CHARACTER + "{1,128}");
    private static final Pattern VALUE = Pattern.compile(CHARACTER + "{0,256}");

    private static final Set<String> RESERVED =
            Set.of(TENANT, MANAGED_BY, RESTARTING, Settings.REVISION, Settings.USERS, Settings.ADMINISTRATOR);

    private Tags() {}

    /**
     * Checks the organisation's tags.
     *
     * @throws IllegalArgumentException for a malformed or reserved key, a malformed value, or too many
     */
    public static void check(Map<String, String> tags) {
        if (tags.size() > MAX_OWN) {
            throw new IllegalArgumentException(
                    "%d tags are too many: AWS allows 50 on a resource, and %d remain besides our own"
                            .formatted(tags.size(), MAX_OWN));
        }
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tags.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "tag key '%s'%s must be 1 to 128 letters, digits, spaces or any of _.:/=+-@"
                                .formatted(Printable.text(key), refused(key)));
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "the value of tag '%s'%s must be at most 256 letters, digits, spaces or any of _.:/=+-@"
                                .formatted(key, refused(value)));
            }
            String lower = key.toLowerCase(Locale.ROOT);
            if (lower.startsWith("aws:") || isReserved(lower)) {
                throw new IllegalArgumentException("tag key '%s' is reserved".formatted(key));
            }
            if (seen.put(key, value) != null) {
                throw new IllegalArgumentException(
                        "tag key '%s' is given twice: IAM does not tell keys apart by case".formatted(key));
            }
        });
    }

    /** The first character that AWS refuses, in words for the middle of a sentence, or how long the text is. */
    private static String refused(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .filter(character -> !CHARACTER.matcher(character).matches())
                .findFirst()
                .map(character -> ", which has '%s',".formatted(Printable.text(character)))
                .orElse(text.isEmpty() ? "" : ", which has %d characters,".formatted(text.length()));
    }

    /** The organisation's tags among all tags of a policy. Of keys that differ only in case, the first: a role can have only one of them. */
    public static Map<String, String> organisations(Map<String, String> tags) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> own = new TreeMap<>(tags);
        own.keySet().removeIf(key -> isReserved(key) || key.startsWith("aws:") || !seen.add(key));
        return Collections.unmodifiableMap(own);
    }

    private static boolean isReserved(String key) {
        return RESERVED.contains(TagList.whole(key)) || Options.ofTag(key).isPresent();
    }
}
