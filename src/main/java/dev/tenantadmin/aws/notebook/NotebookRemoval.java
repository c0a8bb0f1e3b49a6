package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/**
 * A notebook instance that is to go, whatever its settings are.
 *
 * @param toTheEnd whether to wait until it is gone; one that runs is stopped first, which is always waited for
 */
public record NotebookRemoval(SageMakerClient sagemaker, NotebookLife life, String name, boolean toTheEnd)
        implements Resource {

    @Override
    public String type() {
        return NotebookInstance.TYPE;
    }

    @Override
    public Observation observe() {
        return life.describe()
                .flatMap(seen -> AwsFailures.ifThere(() -> observed(seen)))
                .orElseGet(Observation.Absent::new);
    }

    private Observation observed(DescribeNotebookInstanceResponse seen) {
        return SageMakerTags.ours(SageMakerTags.of(sagemaker, seen.notebookInstanceArn()))
                ? new Observation.Present(List.of(), seen.notebookInstanceStatusAsString())
                : new Observation.Foreign(SageMakerTags.UNMARKED);
    }

    @Override
    public void create() {
        throw new IllegalStateException(title() + " is only removed");
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException(title() + " is only removed");
    }

    @Override
    public void delete() {
        life.delete(toTheEnd);
    }
}
