package dev.tenantadmin.aws.notebook;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/**
 * What is read of SageMaker to plan a tenant, in one region: live, or from a reading of the whole account, which tells the names alone and asks
 * SageMaker about those that there are.
 */
public interface NotebookReads {

    /** ListNotebookInstances: all whose name begins so. */
    List<NotebookSummary> list(String prefix);

    /** DescribeNotebookInstance; empty if there is none of this name. */
    Optional<DescribeNotebookInstanceResponse> notebook(String name);

    /** DescribeNotebookInstanceLifecycleConfig; empty if there is none of this name. */
    Optional<DescribeNotebookInstanceLifecycleConfigResponse> lifecycleConfig(String name);
}
