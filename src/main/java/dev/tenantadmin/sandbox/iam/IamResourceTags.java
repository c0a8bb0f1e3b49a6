package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.Refusals;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags with IAM's rules for keys. */
final class IamResourceTags {
    /** A page of tags and the marker for the next. */
    record Page(List<Tag> tags, @Nullable String next) {}

    /** How tag keys are compared on a kind of entity (IAM user guide, "Tags for IAM resources"). */
    enum Keys {
        /** On users and roles: {@code Team} and {@code team} are the same. */
        FOLDED,
        /** On policies, instance profiles and virtual MFA devices. */
        EXACT;

        private Comparator<String> order() {
            return switch (this) {
                case FOLDED -> String.CASE_INSENSITIVE_ORDER;
                case EXACT -> Comparator.naturalOrder();
            };
        }
    }

    private static final int MOST = 50;
    private static final String MARKER = "tag/";

    private IamResourceTags() {}

    /** Refuses invalid tags. */
    static void require(List<Tag> tags, Keys kind) {
        Set<String> keys = new TreeSet<>(kind.order());
        for (Tag tag : tags) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw Refusals.invalidInput("Tag keys beginning with aws: are reserved for system use.");
            }
            if (!keys.add(tag.key())) {
                throw Refusals.invalidInput(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
    }

    static Collection<Tag> with(List<Tag> tags, List<Tag> added, Keys kind) {
        require(added, kind);
        NavigableMap<String, Tag> byKey = byKey(tags, kind);
        byKey.putAll(byKey(added, kind));
        if (byKey.size() > MOST) {
            throw Refusals.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return byKey.values();
    }

    static Collection<Tag> without(List<Tag> tags, List<String> keys, Keys kind) {
        NavigableMap<String, Tag> byKey = byKey(tags, kind);
        keys.forEach(byKey::remove);
        return byKey.values();
    }

    private static NavigableMap<String, Tag> byKey(List<Tag> tags, Keys kind) {
        NavigableMap<String, Tag> byKey = new TreeMap<>(kind.order());
        tags.forEach(tag -> byKey.put(tag.key(), tag));
        return byKey;
    }

    /** A page of tags after a marker; the marker names the last key of the previous page. */
    static Page page(List<Tag> tags, @Nullable String marker, @Nullable Integer most, Keys kind) {
        if (marker != null && !marker.startsWith(MARKER)) {
            throw Refusals.invalid("Invalid Marker.");
        }
        NavigableMap<String, Tag> byKey = byKey(tags, kind);
        List<Tag> left = List.copyOf(
                (marker == null ? byKey : byKey.tailMap(marker.substring(MARKER.length()), false)).values());
        int size = Directory.pageSize(most);
        return left.size() <= size
                ? new Page(left, null)
                : new Page(left.subList(0, size), MARKER + left.get(size - 1).key());
    }
}
