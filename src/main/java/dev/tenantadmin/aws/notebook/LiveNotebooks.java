package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/** SageMaker's answers as they are now, a call for each. */
public record LiveNotebooks(SageMakerClient client) implements NotebookReads {

    @Override
    public List<NotebookSummary> list(String prefix) {
        return Notebooks.list(client, prefix);
    }

    @Override
    public Optional<DescribeNotebookInstanceResponse> notebook(String name) {
        return AwsFailures.ifThere(() -> client.describeNotebookInstance(r -> r.notebookInstanceName(name)));
    }

    @Override
    public Optional<DescribeNotebookInstanceLifecycleConfigResponse> lifecycleConfig(String name) {
        return AwsFailures.ifThere(
                () -> client.describeNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name)));
    }
}
