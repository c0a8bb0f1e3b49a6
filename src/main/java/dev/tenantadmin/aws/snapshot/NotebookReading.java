package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.notebook.NotebookReads;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/**
 * The notebook instances and lifecycle configs of one region whose names begin with a tenant's prefix. Their settings are asked for.
 *
 * @param live what they are
 * @param notebooks as the List call showed them
 * @param lifecycleConfigs the names of all in the region
 */
record NotebookReading(NotebookReads live, List<NotebookSummary> notebooks, Set<String> lifecycleConfigs)
        implements NotebookReads {

    @Override
    public List<NotebookSummary> list(String prefix) {
        return notebooks;
    }

    @Override
    public Optional<DescribeNotebookInstanceResponse> notebook(String name) {
        return notebooks.stream().anyMatch(seen -> seen.name().equals(name)) ? live.notebook(name) : Optional.empty();
    }

    @Override
    public Optional<DescribeNotebookInstanceLifecycleConfigResponse> lifecycleConfig(String name) {
        return lifecycleConfigs.contains(name) ? live.lifecycleConfig(name) : Optional.empty();
    }
}
