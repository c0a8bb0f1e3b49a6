package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.TagChanged;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags as IAM's types hold them, and as maps. */
final class IamTags {
    private IamTags() {}

    static Map<String, String> map(Collection<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b, TreeMap::new));
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    /** A difference for each wanted tag that is missing or has another value; other people's tags are left alone. */
    static List<Difference> differences(Map<String, String> actual, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .filter(e -> !e.getValue().equals(actual.get(e.getKey())))
                .<Difference>map(e -> new TagChanged(e.getKey(), actual.get(e.getKey()), e.getValue()))
                .toList();
    }
}
