package dev.tenantadmin.command.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A request that {@code create-tenant} makes, as policies see it.
 *
 * @param keys the condition keys that are known of it; a request that can bear tags or a boundary has the keys of those
 */
record CreationRequest(String action, String resource, Map<String, List<String>> keys) {

    static final String REQUEST_TAG = "aws:RequestTag/";
    static final String RESOURCE_TAG = "aws:ResourceTag/";
    static final String TAG_KEYS = "aws:TagKeys";
    static final String BOUNDARY = "iam:PermissionsBoundary";

    /** Services name the tags of their resources so too. */
    private static final String OF_A_SERVICE = ":ResourceTag/";

    CreationRequest {
        keys = Map.copyOf(keys);
    }

    /** Whether it carries tags. */
    boolean sendsTags() {
        return keys.containsKey(TAG_KEYS);
    }

    /** Whether the tags of its resource are known: those that were given when that was made. */
    boolean hasResourceTags() {
        return keys.keySet().stream().anyMatch(key -> key.startsWith(RESOURCE_TAG));
    }

    boolean hasBoundary() {
        return keys.containsKey(BOUNDARY);
    }

    /** The same request with some values more or other ones. A tag that it sends, it also finds on what was made with it. */
    CreationRequest with(Map<String, List<String>> other) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(keys);
        other.forEach((key, values) -> {
            if (!key.startsWith(REQUEST_TAG)) {
                all.put(key, values);
                return;
            }
            String tag = key.substring(REQUEST_TAG.length());
            if (sendsTags()) {
                all.put(key, values);
                all.merge(TAG_KEYS, List.of(tag), CreationRequest::union);
            }
            if (hasResourceTags()) {
                all.put(RESOURCE_TAG + tag, values);
                all.put(service() + OF_A_SERVICE + tag, values);
            }
        });
        return new CreationRequest(action, resource, all);
    }

    private String service() {
        return action.substring(0, action.indexOf(':'));
    }

    private static List<String> union(List<String> some, List<String> others) {
        return List.copyOf(
                new TreeSet<>(Stream.concat(some.stream(), others.stream()).toList()));
    }
}
