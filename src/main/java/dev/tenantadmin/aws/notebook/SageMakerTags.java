package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.option.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** Tags as SageMaker's types hold them, and as maps. */
public final class SageMakerTags {

    /** Why a resource with the tenant's name is foreign. */
    public static final String UNMARKED = "it lacks the tag " + Tags.MANAGED_BY + "=" + Tags.TENANT_ADMIN;

    private SageMakerTags() {}

    /** The tags of the resource with this ARN. */
    public static Map<String, String> of(SageMakerClient sagemaker, String arn) {
        Map<String, String> tags = new TreeMap<>();
        sagemaker
                .listTagsPaginator(r -> r.resourceArn(arn).maxResults(100))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    static void put(SageMakerClient sagemaker, String arn, Map<String, String> tags) {
        sagemaker.addTags(r -> r.resourceArn(arn).tags(list(tags)));
    }

    /** Brings the tags that {@code observed} names to what is wanted. */
    public static void update(SageMakerClient sagemaker, String arn, Observation.Present observed, WantedTags tags) {
        Map<String, String> missing = WantedTags.missing(observed);
        if (!missing.isEmpty()) {
            put(sagemaker, arn, missing);
        }
        List<String> unwanted = WantedTags.unwanted(observed);
        if (!unwanted.isEmpty()) {
            sagemaker.deleteTags(r -> r.resourceArn(arn).tagKeys(unwanted));
        }
    }

    /** The same as SageMaker's type. */
    public static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    /** Whether they have tenant-admin's tag; a name alone does not prove who owns a resource. */
    public static boolean ours(Map<String, String> tags) {
        return Tags.TENANT_ADMIN.equals(tags.get(Tags.MANAGED_BY));
    }
}
