package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.deployment.Placement;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Tags;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/** Where and as whom a tenant's models run, read off one of its notebooks, which its administrator has made in the same place. */
public final class NotebookPlacement {

    private NotebookPlacement() {}

    /**
     * Reads the first notebook of the tenant that is ours.
     *
     * @throws Failure of kind CONFLICT if there is none
     */
    public static Placement of(SageMakerClient sagemaker, Names names) {
        for (NotebookSummary notebook : Notebooks.list(sagemaker, names.prefix())) {
            DescribeNotebookInstanceResponse seen =
                    sagemaker.describeNotebookInstance(r -> r.notebookInstanceName(notebook.name()));
            Map<String, String> tags = SageMakerTags.of(sagemaker, seen.notebookInstanceArn());
            if (SageMakerTags.ours(tags)) {
                tags.keySet().removeIf(key -> key.equals(Tags.RESTARTING) || key.startsWith("aws:"));
                return new Placement(
                        names,
                        seen.roleArn(),
                        Optional.ofNullable(seen.subnetId()),
                        seen.securityGroups(),
                        Optional.ofNullable(seen.kmsKeyId()),
                        tags,
                        Optional.empty(),
                        false);
            }
        }
        throw new Failure(
                Failure.Kind.CONFLICT,
                "tenant %s has no notebook in %s to read its subnet, key and tags from; let an administrator deploy"
                        .formatted(names.tenant(), names.home().region()));
    }
}
