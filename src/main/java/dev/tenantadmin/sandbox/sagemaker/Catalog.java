package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * All resources of one SageMaker type, by region and name. Rows are the responses of Describe; SageMaker names its fields, and those of its
 * List operations, by the same pattern for all types.
 *
 * @param type the type in ARNs, such as training-job
 * @param noun the type in field names, such as TrainingJob
 * @param description the response of Describe
 */
public record Catalog<T extends SdkPojo>(String type, String noun, Class<T> description) {
    /** The default order of a list. */
    enum Order {
        BY_NAME("Name", "Ascending"),
        OLDEST_FIRST("CreationTime", "Ascending"),
        NEWEST_FIRST("CreationTime", "Descending");

        private final String field;
        private final String direction;

        Order(String field, String direction) {
            this.field = field;
            this.direction = direction;
        }
    }

    private String prefix(CallerIdentity caller) {
        return type + "/" + caller.region() + "/";
    }

    String key(String name, CallerIdentity caller) {
        return prefix(caller) + ResourceNames.fold(name);
    }

    String arn(String name, CallerIdentity caller) {
        return caller.sageMakerArn(type, ResourceNames.fold(name));
    }

    /** Stores the requested resource and returns its ARN. */
    String create(
            Store store,
            SdkPojo request,
            Collection<Tag> tags,
            Map<String, ?> more,
            Instant now,
            CallerIdentity caller) {
        ResourceTags.require(List.copyOf(tags));
        String name = text(request, noun + "Name");
        Map<String, Object> fields = new HashMap<>(more);
        fields.putAll(Pojos.tree(request));
        fields.put(noun + "Arn", arn(name, caller));
        fields.put("CreationTime", now);
        fields.put("LastModifiedTime", now);
        store.put(key(name, caller), Pojos.read(description, fields));
        ResourceTags.put(store, key(name, caller), tags);
        return arn(name, caller);
    }

    void remove(Store store, String name, CallerIdentity caller) {
        store.remove(key(name, caller));
        ResourceTags.put(store, key(name, caller), List.of());
    }

    /** Returns a resource with other values in some fields; null removes a value. */
    T with(T thing, Map<String, ?> changes) {
        return Pojos.with(thing, description, changes);
    }

    String text(SdkPojo thing, String field) {
        return String.valueOf(Pojos.field(thing, field));
    }

    /** The requested page of a List operation, in the current state. */
    <S extends SdkPojo> SageMakerPage<S> page(
            Store store,
            SdkPojo request,
            CallerIdentity caller,
            Function<String, Optional<T>> now,
            Predicate<T> wanted,
            Order order,
            Class<S> summary) {
        String token = (String) Pojos.field(request, "NextToken");
        Integer most = (Integer) Pojos.field(request, "MaxResults");
        Object by = Pojos.field(request, "SortBy");
        Object direction = Pojos.field(request, "SortOrder");
        String field = by == null ? order.field : by.toString();
        boolean descending = "Descending".equals(direction == null ? order.direction : direction);
        Predicate<T> asked = asked(request).and(wanted);

        List<String> keys = new ArrayList<>(keys(store, request, caller));
        SageMakerPage<T> page;
        if (field.equals(Order.BY_NAME.field)) {
            // Keys are sorted by name, so nothing beyond the page is read.
            if (descending) {
                Collections.reverse(keys);
            }
            page = SageMakerPage.of(
                    keys, ResourceNames::lastPart, key -> now.apply(key).filter(asked), token, most);
        } else {
            Comparator<T> comparator = comparator(field);
            List<T> found = keys.stream()
                    .flatMap(key -> now.apply(key).stream())
                    .filter(asked)
                    .sorted(descending ? comparator.reversed() : comparator)
                    .toList();
            page = SageMakerPage.of(found, thing -> text(thing, noun + "Name"), Optional::of, token, most);
        }
        return new SageMakerPage<>(
                page.items().stream().map(thing -> Pojos.copy(thing, summary)).toList(), page.next());
    }

    /** The keys that can match by name, so that others are not read. */
    private List<String> keys(Store store, SdkPojo request, CallerIdentity caller) {
        List<String> all = store.keys(prefix(caller));
        Object part = Pojos.field(request, "NameContains");
        if (part == null) {
            return all;
        }
        String folded = ResourceNames.fold(part.toString());
        return all.stream()
                .filter(key -> ResourceNames.lastPart(key).contains(folded))
                .toList();
    }

    private Predicate<T> asked(SdkPojo request) {
        Object part = Pojos.field(request, "NameContains");
        Object status = Pojos.field(request, "StatusEquals");
        return between("CreationTime", request)
                .and(between("LastModifiedTime", request))
                .and(thing -> status == null || status.equals(Pojos.field(thing, noun + "Status")))
                .and(thing -> part == null || text(thing, noun + "Name").contains(part.toString()));
    }

    private Predicate<T> between(String field, SdkPojo request) {
        Instant after = (Instant) Pojos.field(request, field + "After");
        Instant before = (Instant) Pojos.field(request, field + "Before");
        if (after == null && before == null) {
            return thing -> true;
        }
        return thing -> !(Pojos.field(thing, field) instanceof Instant time)
                || ((after == null || time.isAfter(after)) && (before == null || time.isBefore(before)));
    }

    private Comparator<T> comparator(String field) {
        Comparator<T> byName = Comparator.comparing(thing -> text(thing, noun + "Name"));
        return field.endsWith("Time")
                ? Comparator.comparing((T thing) -> time(thing, field)).thenComparing(byName)
                : Comparator.comparing((T thing) -> text(thing, noun + field)).thenComparing(byName);
    }

    private static Instant time(SdkPojo thing, String field) {
        return Pojos.field(thing, field) instanceof Instant time ? time : Instant.EPOCH;
    }
}
