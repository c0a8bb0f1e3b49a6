package dev.tenantadmin.tenant.document;

import java.util.List;
import java.util.stream.Stream;

/**
 * The actions that a tenant's documents allow, grouped by resource. Sources: the service authorization reference for resource types and
 * condition keys, the SageMaker developer guide ("API permissions", "execution roles") for the other permissions that a call needs.
 */
final class Actions {
    private Actions() {}

    /** SageMaker allows these only on {@code *}. They reveal names, but the console needs them. */
    static final List<String> LIST = List.of(
            "sagemaker:ListEndpointConfigs",
            "sagemaker:ListEndpoints",
            "sagemaker:ListModels",
            "sagemaker:ListNotebookInstances",
            "sagemaker:ListProcessingJobs",
            "sagemaker:ListTrainingJobs",
            "sagemaker:ListTransformJobs");

    /** The same, shorter. */
    static final List<String> LIST_CAP = List.of("sagemaker:List*");

    static final List<String> REGISTRY_LOGIN = List.of("ecr:GetAuthorizationToken");

    static final List<String> USE_NOTEBOOK = List.of(
            "sagemaker:CreatePresignedNotebookInstanceUrl",
            "sagemaker:DescribeNotebookInstance",
            "sagemaker:StartNotebookInstance",
            "sagemaker:StopNotebookInstance");

    /** The idle stop needs both; the SageMaker SDK's get_execution_role needs the first. */
    static final List<String> STOP_NOTEBOOK =
            List.of("sagemaker:DescribeNotebookInstance", "sagemaker:StopNotebookInstance");

    static final List<String> USE_ENDPOINT = List.of(
            "sagemaker:DescribeEndpoint",
            "sagemaker:InvokeEndpoint",
            "sagemaker:InvokeEndpointAsync",
            "sagemaker:InvokeEndpointWithResponseStream");

    /**
     * These can put a job or a container into a VPC: they have {@code sagemaker:VpcSubnets}. A transform job lacks that key; it runs where
     * its model does.
     */
    static final List<String> PLACE =
            List.of("sagemaker:CreateModel", "sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob");

    /** These name a model: they have {@code sagemaker:ModelArn}. */
    static final List<String> NAME_MODEL = List.of("sagemaker:CreateEndpointConfig", "sagemaker:CreateTransformJob");

    static final List<String> WORK = Stream.of(
                    PLACE,
                    NAME_MODEL,
                    USE_ENDPOINT,
                    List.of(
                            "sagemaker:CreateEndpoint",
                            "sagemaker:DeleteEndpoint",
                            "sagemaker:DeleteEndpointConfig",
                            "sagemaker:DeleteModel",
                            "sagemaker:DescribeEndpointConfig",
                            "sagemaker:DescribeModel",
                            "sagemaker:DescribeProcessingJob",
                            "sagemaker:DescribeTrainingJob",
                            "sagemaker:DescribeTransformJob",
                            "sagemaker:StopProcessingJob",
                            "sagemaker:StopTrainingJob",
                            "sagemaker:StopTransformJob",
                            "sagemaker:UpdateEndpoint",
                            "sagemaker:UpdateEndpointWeightsAndCapacities"))
            .flatMap(List::stream)
            .toList();

    static final List<String> READ_TAGS = List.of("sagemaker:ListTags");

    /** Only inside a create call, see {@link Denies}. */
    static final List<String> TAG = List.of("sagemaker:AddTags");

    /**
     * A cap over all of the above on the tenant's own resources. Patterns, because a boundary has little room; on the types in
     * {@link Statements} they match nothing that creates, changes or deletes a notebook.
     */
    static final List<String> CAP = List.of(
            "sagemaker:*Endpoint*",
            "sagemaker:*Model",
            "sagemaker:AddTags",
            "sagemaker:Create*Job",
            "sagemaker:CreatePresignedNotebookInstanceUrl",
            "sagemaker:Describe*",
            "sagemaker:ListTags",
            "sagemaker:Start*",
            "sagemaker:Stop*");

    /** Here the tenant can choose instance types: they have {@code sagemaker:InstanceTypes}. */
    static final List<String> SIZE = List.of(
            "sagemaker:CreateEndpointConfig",
            "sagemaker:CreateProcessingJob",
            "sagemaker:CreateTrainingJob",
            "sagemaker:CreateTransformJob");

    /** Only this one has {@code sagemaker:FileSystemId}, {@code KeepAlivePeriod} and {@code EnableRemoteDebug}. */
    static final List<String> TRAIN = List.of("sagemaker:CreateTrainingJob");

    /** Only these have {@code sagemaker:MaxRuntimeInSeconds}. */
    static final List<String> LAST = List.of("sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob");

    static final List<String> USE_OBJECT = List.of(
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject");

    /** The same, shorter; on objects they match nothing more that matters. */
    static final List<String> USE_OBJECT_CAP = List.of("s3:*MultipartUpload*", "s3:*Object");

    /** On streams; {@code FilterLogEvents} and {@code StartQuery} act on groups and would show every tenant's log lines. */
    static final List<String> LOG_STREAM = List.of("logs:CreateLogStream", "logs:GetLogEvents", "logs:PutLogEvents");

    /** On groups; the second shows the names of all streams in the group. */
    static final List<String> LOG_GROUP = List.of("logs:CreateLogGroup", "logs:DescribeLogStreams");

    static final List<String> PULL =
            List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    /** What the caller needs to start a notebook in a subnet; EC2 allows these only on {@code *}. */
    static final List<String> SEE_NETWORK = List.of(
            "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs");

    /** What the role of jobs and models in a subnet needs in addition. */
    static final List<String> SEE_DHCP = List.of("ec2:DescribeDhcpOptions");

    /** Both, shorter. */
    static final List<String> SEE_NETWORK_CAP = List.of("ec2:Describe*");

    static final List<String> JOIN_NETWORK = List.of("ec2:CreateNetworkInterface");

    static final List<String> USE_KEY = List.of("kms:CreateGrant", "kms:DescribeKey");

    /** What S3 calls KMS for when it reads and writes objects under a key, also in multiple parts. */
    static final List<String> USE_DATA_KEY = List.of("kms:Decrypt", "kms:GenerateDataKey");

    static final List<String> KEEP_NETWORK = List.of(
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission");

    /** The same, shorter. */
    static final List<String> KEEP_NETWORK_CAP =
            List.of("ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface*");
}
