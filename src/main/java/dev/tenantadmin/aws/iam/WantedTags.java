package dev.tenantadmin.aws.iam;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.TagChanged;
import dev.tenantadmin.reconcile.Difference.TagUnwanted;
import dev.tenantadmin.reconcile.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The wanted tags of a resource. Other people's tags stay.
 *
 * @param values the tags by their keys
 * @param unwanted keys that it must not have
 */
public record WantedTags(Map<String, String> values, Set<String> unwanted) {

    public WantedTags {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        unwanted = Set.copyOf(unwanted);
    }

    /** A difference for each tag that is missing, has another value, or is not wanted. */
    public List<Difference> differences(Map<String, String> actual) {
        List<Difference> differences = new ArrayList<>();
        values.forEach((key, value) -> {
            if (!value.equals(actual.get(key))) {
                differences.add(new TagChanged(key, actual.get(key), value));
            }
        });
        actual.forEach((key, value) -> {
            if (unwanted.contains(key)) {
                differences.add(new TagUnwanted(key, value));
            }
        });
        return differences;
    }

    /** The tags to write: others may have changed the rest meanwhile. */
    public static Map<String, String> missing(Observation.Present observed) {
        return observed.ofType(TagChanged.class)
                .collect(Collectors.toMap(TagChanged::key, TagChanged::wanted, (one, other) -> other, TreeMap::new));
    }

    /** The keys to remove from an entity with case-sensitive keys. */
    public static List<String> unwanted(Observation.Present observed) {
        return observed.ofType(TagUnwanted.class).map(TagUnwanted::key).toList();
    }

    /**
     * The keys to remove from a user or a role, whose keys ignore case: a wanted key has replaced those that differ only in case.
     */
    List<String> unwantedFolded(Observation.Present observed) {
        return unwanted(observed).stream().filter(key -> !isReplaced(key)).toList();
    }

    /** Whether a wanted key differs from this one only in case. */
    boolean isReplaced(String key) {
        return values.keySet().stream().anyMatch(key::equalsIgnoreCase);
    }
}
