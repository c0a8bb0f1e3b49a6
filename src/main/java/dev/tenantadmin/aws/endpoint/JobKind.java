package dev.tenantadmin.aws.endpoint;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * One of SageMaker's kinds of jobs, which differ only in their calls.
 *
 * @param type in words: {@code training job}
 * @param list lists those whose name contains a text, with a status or, for null, any; lazily, page by page
 * @param status reads the status of the job with this name
 * @param stop stops the job with this name
 */
record JobKind(String type, Listing list, Function<String, String> status, Consumer<String> stop) {

    /** The status of a running job. */
    static final String IN_PROGRESS = "InProgress";

    /** A job as a list shows it. */
    record Seen(String name, String arn) {}

    /** Lists jobs. */
    @FunctionalInterface
    interface Listing {
        Stream<Seen> jobs(String nameContains, @Nullable String status);
    }

    static List<JobKind> all(SageMakerClient sagemaker) {
        return List.of(training(sagemaker), processing(sagemaker), transform(sagemaker));
    }

    private static JobKind training(SageMakerClient sagemaker) {
        return new JobKind(
                "training job",
                (part, status) -> sagemaker
                        .listTrainingJobsPaginator(r -> r.nameContains(part).statusEquals(status))
                        .trainingJobSummaries()
                        .stream()
                        .map(job -> new Seen(job.trainingJobName(), job.trainingJobArn())),
                name -> sagemaker
                        .describeTrainingJob(r -> r.trainingJobName(name))
                        .trainingJobStatusAsString(),
                name -> sagemaker.stopTrainingJob(r -> r.trainingJobName(name)));
    }

    private static JobKind processing(SageMakerClient sagemaker) {
        return new JobKind(
                "processing job",
                (part, status) -> sagemaker
                        .listProcessingJobsPaginator(r -> r.nameContains(part).statusEquals(status))
                        .processingJobSummaries()
                        .stream()
                        .map(job -> new Seen(job.processingJobName(), job.processingJobArn())),
                name -> sagemaker
                        .describeProcessingJob(r -> r.processingJobName(name))
                        .processingJobStatusAsString(),
                name -> sagemaker.stopProcessingJob(r -> r.processingJobName(name)));
    }

    private static JobKind transform(SageMakerClient sagemaker) {
        return new JobKind(
                "transform job",
                (part, status) -> sagemaker
                        .listTransformJobsPaginator(r -> r.nameContains(part).statusEquals(status))
                        .transformJobSummaries()
                        .stream()
                        .map(job -> new Seen(job.transformJobName(), job.transformJobArn())),
                name -> sagemaker
                        .describeTransformJob(r -> r.transformJobName(name))
                        .transformJobStatusAsString(),
                name -> sagemaker.stopTransformJob(r -> r.transformJobName(name)));
    }
}
