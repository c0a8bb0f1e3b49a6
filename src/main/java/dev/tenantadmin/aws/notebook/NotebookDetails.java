package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Names;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/**
 * How a notebook instance is hardened, in AWS's words; null for what is not told.
 *
 * @param imds the least version of the instance metadata service that it takes
 */
public record NotebookDetails(
        String name,
        @Nullable String directInternetAccess,
        @Nullable String subnetId,
        @Nullable String rootAccess,
        @Nullable String platform,
        @Nullable String kmsKeyId,
        @Nullable String imds) {

    /** Those of a tenant, a call for each. */
    public static Stream<NotebookDetails> of(AwsClients clients, Names names, Poll poll) {
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        return Notebooks.list(sagemaker, names.prefix()).stream()
                .map(notebook -> new NotebookLife(sagemaker, notebook.name(), poll).describe())
                .flatMap(Optional::stream)
                .map(NotebookDetails::of);
    }

    private static NotebookDetails of(DescribeNotebookInstanceResponse seen) {
        return new NotebookDetails(
                seen.notebookInstanceName(),
                seen.directInternetAccessAsString(),
                seen.subnetId(),
                seen.rootAccessAsString(),
                seen.platformIdentifier(),
                seen.kmsKeyId(),
                seen.instanceMetadataServiceConfiguration() == null
                        ? null
                        : seen.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion());
    }
}
