package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sagemaker.model.AddTagsRequest;
import software.amazon.awssdk.services.sagemaker.model.AddTagsResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteTagsRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteTagsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTagsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTagsResponse;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * The operations on the tags of all SageMaker resources; one row for each resource with tags.
 *
 * @param arns by type, whether the resource with a key exists, for types where having a row is not enough
 */
public record ResourceTags(Store store, Map<String, Predicate<String>> arns) {
    private static final int MOST = 50;
    private static final int DEFAULT_PAGE = 50;

    private static String key(String resourceKey) {
        return "tags/" + resourceKey;
    }

    /** Refuses invalid tags. */
    static void require(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw Refusals.validation("Tag keys that begin with aws: are reserved for system use.");
            }
            if (!keys.add(tag.key())) {
                throw Refusals.validation("Duplicate tag key: " + tag.key());
            }
        }
    }

    /** Sets the tags of a resource to exactly these. */
    static void put(Store store, String resourceKey, Collection<Tag> tags) {
        if (tags.isEmpty()) {
            store.remove(key(resourceKey));
        } else {
            store.put(key(resourceKey), ListTagsResponse.builder().tags(tags).build());
        }
    }

    /** The tags of a resource by key. */
    public static NavigableMap<String, Tag> tags(Store store, String resourceKey) {
        NavigableMap<String, Tag> tags = new TreeMap<>();
        store.find(key(resourceKey), ListTagsResponse.class)
                .ifPresent(stored -> stored.tags().forEach(tag -> tags.put(tag.key(), tag)));
        return tags;
    }

    /** The key of the resource with an ARN; it must exist. */
    private String existing(String arn) {
        return Arn.parse(arn)
                .filter(named -> named.account().equals(CallerIdentity.ACCOUNT))
                .filter(named -> arns.getOrDefault(named.type(), store::has).test(resourceKey(named)))
                .map(ResourceTags::resourceKey)
                .orElseThrow(() -> Refusals.validation("RecordNotFound"));
    }

    private static String resourceKey(Arn arn) {
        return arn.type() + "/" + arn.region() + "/" + ResourceNames.fold(Arn.name(arn.resource()));
    }

    AddTagsResponse addTags(AddTagsRequest request, CallerIdentity caller) {
        String key = existing(request.resourceArn());
        require(request.tags());
        NavigableMap<String, Tag> tags = tags(store, key);
        request.tags().forEach(tag -> tags.put(tag.key(), tag));
        if (tags.size() > MOST) {
            throw Refusals.validation("A resource can have at most " + MOST + " tags.");
        }
        put(store, key, tags.values());
        return AddTagsResponse.builder().tags(tags.values()).build();
    }

    DeleteTagsResponse deleteTags(DeleteTagsRequest request, CallerIdentity caller) {
        String key = existing(request.resourceArn());
        NavigableMap<String, Tag> tags = tags(store, key);
        request.tagKeys().forEach(tags::remove);
        put(store, key, tags.values());
        return DeleteTagsResponse.builder().build();
    }

    ListTagsResponse listTags(ListTagsRequest request, CallerIdentity caller) {
        List<Tag> tags =
                List.copyOf(tags(store, existing(request.resourceArn())).values());
        SageMakerPage<Tag> page = SageMakerPage.of(
                tags,
                Tag::key,
                Optional::of,
                request.nextToken(),
                request.maxResults() == null ? DEFAULT_PAGE : request.maxResults());
        return ListTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.next())
                .build();
    }
}
