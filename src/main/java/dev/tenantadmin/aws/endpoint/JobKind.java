package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.AppSpecification;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.NetworkConfig;
import software.amazon.awssdk.services.sagemaker.model.ProcessingClusterConfig;
import software.amazon.awssdk.services.sagemaker.model.ProcessingResources;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;

/**
 * One of SageMaker's kinds of jobs, which differ only in their calls.
 *
 * @param type in words: {@code training job}
 * @param list lists those whose name contains a text, with a status or, for null, any; lazily, page by page
 * @param status reads the status of the job with this name
 * @param stop stops the job with this name
 * @param uses reads what the job with this name uses
 * @param settings reads how the job with this name is set up
 */
record JobKind(
        String type,
        Listing list,
        Function<String, String> status,
        Consumer<String> stop,
        Function<String, Workload> uses,
        Function<String, WorkSettings.Job> settings) {

    /** The status of a running job. */
    static final String IN_PROGRESS = "InProgress";

    /** The statuses of a job that works. */
    static final List<String> RUNS = List.of(IN_PROGRESS, "Stopping");

    /** How many a List call shows at most. */
    static final int PAGE = 100;

    /** A job as a list shows it. */
    record Seen(String name, String arn, @Nullable Instant created, String status) {}

    /** Lists jobs. */
    @FunctionalInterface
    interface Listing {
        Stream<Seen> jobs(@Nullable String nameContains, @Nullable String status);
    }

    static List<JobKind> all(SageMakerClient sagemaker) {
        return List.of(training(sagemaker), processing(sagemaker), transform(sagemaker));
    }

    private static JobKind training(SageMakerClient sagemaker) {
        return new JobKind(
                "training job",
                (part, status) -> sagemaker
                        .listTrainingJobsPaginator(
                                r -> r.nameContains(part).statusEquals(status).maxResults(PAGE))
                        .trainingJobSummaries()
                        .stream()
                        .map(job -> new Seen(
                                job.trainingJobName(),
                                job.trainingJobArn(),
                                job.creationTime(),
                                job.trainingJobStatusAsString())),
                name -> sagemaker
                        .describeTrainingJob(r -> r.trainingJobName(name))
                        .trainingJobStatusAsString(),
                name -> sagemaker.stopTrainingJob(r -> r.trainingJobName(name)),
                name -> usesTraining(name, sagemaker.describeTrainingJob(r -> r.trainingJobName(name))),
                name -> settingsOfTraining(name, sagemaker.describeTrainingJob(r -> r.trainingJobName(name))));
    }

    private static JobKind processing(SageMakerClient sagemaker) {
        return new JobKind(
                "processing job",
                (part, status) -> sagemaker
                        .listProcessingJobsPaginator(
                                r -> r.nameContains(part).statusEquals(status).maxResults(PAGE))
                        .processingJobSummaries()
                        .stream()
                        .map(job -> new Seen(
                                job.processingJobName(),
                                job.processingJobArn(),
                                job.creationTime(),
                                job.processingJobStatusAsString())),
                name -> sagemaker
                        .describeProcessingJob(r -> r.processingJobName(name))
                        .processingJobStatusAsString(),
                name -> sagemaker.stopProcessingJob(r -> r.processingJobName(name)),
                name -> usesProcessing(name, sagemaker.describeProcessingJob(r -> r.processingJobName(name))),
                name -> settingsOfProcessing(name, sagemaker.describeProcessingJob(r -> r.processingJobName(name))));
    }

    private static JobKind transform(SageMakerClient sagemaker) {
        return new JobKind(
                "transform job",
                (part, status) -> sagemaker
                        .listTransformJobsPaginator(
                                r -> r.nameContains(part).statusEquals(status).maxResults(PAGE))
                        .transformJobSummaries()
                        .stream()
                        .map(job -> new Seen(
                                job.transformJobName(),
                                job.transformJobArn(),
                                job.creationTime(),
                                job.transformJobStatusAsString())),
                name -> sagemaker
                        .describeTransformJob(r -> r.transformJobName(name))
                        .transformJobStatusAsString(),
                name -> sagemaker.stopTransformJob(r -> r.transformJobName(name)),
                name -> usesTransform(name, sagemaker.describeTransformJob(r -> r.transformJobName(name))),
                name -> settingsOfTransform(name, sagemaker.describeTransformJob(r -> r.transformJobName(name))));
    }

    private static Workload usesTraining(String name, DescribeTrainingJobResponse job) {
        AlgorithmSpecification algorithm = job.algorithmSpecification();
        return new Workload(Workloads.Kind.TRAINING_JOB, name, job.roleArn())
                .with(algorithm == null ? null : algorithm.trainingImage());
    }

    private static Workload usesProcessing(String name, DescribeProcessingJobResponse job) {
        AppSpecification app = job.appSpecification();
        return new Workload(Workloads.Kind.PROCESSING_JOB, name, job.roleArn())
                .with(app == null ? null : app.imageUri());
    }

    /** It acts as its model's role. */
    private static Workload usesTransform(String name, DescribeTransformJobResponse job) {
        return new Workload(Workloads.Kind.TRANSFORM_JOB, name, null).using(job.modelName());
    }

    private static WorkSettings.Job settingsOfTraining(String name, DescribeTrainingJobResponse job) {
        Optional<ResourceConfig> resources = Optional.ofNullable(job.resourceConfig());
        return new WorkSettings.Job(
                Workloads.Kind.TRAINING_JOB,
                name,
                resources.map(ResourceConfig::instanceCount).orElse(1),
                Boolean.TRUE.equals(job.enableNetworkIsolation()),
                Boolean.TRUE.equals(job.enableInterContainerTrafficEncryption()),
                resources.map(ResourceConfig::volumeKmsKeyId).orElse(null),
                job.outputDataConfig() == null ? null : job.outputDataConfig().kmsKeyId(),
                job.environment());
    }

    private static WorkSettings.Job settingsOfProcessing(String name, DescribeProcessingJobResponse job) {
        Optional<NetworkConfig> network = Optional.ofNullable(job.networkConfig());
        Optional<ProcessingClusterConfig> cluster =
                Optional.ofNullable(job.processingResources()).map(ProcessingResources::clusterConfig);
        return new WorkSettings.Job(
                Workloads.Kind.PROCESSING_JOB,
                name,
                cluster.map(ProcessingClusterConfig::instanceCount).orElse(1),
                network.map(NetworkConfig::enableNetworkIsolation).orElse(false),
                network.map(NetworkConfig::enableInterContainerTrafficEncryption)
                        .orElse(false),
                cluster.map(ProcessingClusterConfig::volumeKmsKeyId).orElse(null),
                job.processingOutputConfig() == null
                        ? null
                        : job.processingOutputConfig().kmsKeyId(),
                job.environment());
    }

    /** Its containers are its model's; they do not talk to each other. */
    private static WorkSettings.Job settingsOfTransform(String name, DescribeTransformJobResponse job) {
        return new WorkSettings.Job(
                Workloads.Kind.TRANSFORM_JOB,
                name,
                1,
                null,
                false,
                job.transformResources() == null
                        ? null
                        : job.transformResources().volumeKmsKeyId(),
                job.transformOutput() == null ? null : job.transformOutput().kmsKeyId(),
                job.environment());
    }
}
