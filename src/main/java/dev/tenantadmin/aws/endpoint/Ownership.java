package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.option.Tags;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** Whether a SageMaker resource with a tenant's prefix is that tenant's work: it is, unless its tag names another. */
record Ownership(SageMakerClient sagemaker, String tenant) {

    /** Reads the tags of a resource that a list showed with this status. */
    Observation of(String arn, String status) {
        return AwsFailures.ifThere(() ->
                        sagemaker.listTagsPaginator(r -> r.resourceArn(arn).maxResults(100)).tags().stream()
                                .filter(tag -> tag.key().equals(Tags.TENANT))
                                .map(Tag::value)
                                .filter(value -> !value.equals(tenant))
                                .findFirst()
                                .<Observation>map(other ->
                                        new Observation.Foreign("its tag %s is %s".formatted(Tags.TENANT, other)))
                                .orElseGet(() -> new Observation.Present(List.of(), status)))
                .orElseGet(Observation.Absent::new);
    }
}
