package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ProcessingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ProcessingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.TransformJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TransformJobSummary;

/** What a tenant itself set going in SageMaker, known by its names: jobs in progress, and endpoints. */
public final class TenantWork {

    private final SageMakerClient sagemaker;
    private final Parallel parallel;
    private final String prefix;

    TenantWork(AwsClients clients, Parallel parallel, Names names) {
        this.sagemaker = clients.sagemaker(names.home().region());
        this.parallel = parallel;
        this.prefix = names.prefix();
    }

    /**
     * The jobs that are in progress, each such as {@code training job acme--x}.
     *
     * @param stop whether to stop them too; SageMaker may take minutes over that
     */
    public List<String> jobs(boolean stop) {
        return flat(List.of(
                () -> each(
                        "training job ",
                        sagemaker
                                .listTrainingJobsPaginator(r -> r.nameContains(prefix)
                                        .statusEquals(TrainingJobStatus.IN_PROGRESS)
                                        .maxResults(100))
                                .trainingJobSummaries()
                                .stream()
                                .map(TrainingJobSummary::trainingJobName)
                                .toList(),
                        stop
                                ? name -> unlessEnded(() -> sagemaker.stopTrainingJob(r -> r.trainingJobName(name)))
                                : name -> {}),
                () -> each(
                        "processing job ",
                        sagemaker
                                .listProcessingJobsPaginator(r -> r.nameContains(prefix)
                                        .statusEquals(ProcessingJobStatus.IN_PROGRESS)
                                        .maxResults(100))
                                .processingJobSummaries()
                                .stream()
                                .map(ProcessingJobSummary::processingJobName)
                                .toList(),
                        stop
                                ? name -> unlessEnded(() -> sagemaker.stopProcessingJob(r -> r.processingJobName(name)))
                                : name -> {}),
                () -> each(
                        "transform job ",
                        sagemaker
                                .listTransformJobsPaginator(r -> r.nameContains(prefix)
                                        .statusEquals(TransformJobStatus.IN_PROGRESS)
                                        .maxResults(100))
                                .transformJobSummaries()
                                .stream()
                                .map(TransformJobSummary::transformJobName)
                                .toList(),
                        stop
                                ? name -> unlessEnded(() -> sagemaker.stopTransformJob(r -> r.transformJobName(name)))
                                : name -> {})));
    }

    /**
     * The names of the endpoints, which cost money as long as they are there.
     *
     * @param delete whether to delete them too, for they cannot be stopped
     */
    public List<String> endpoints(boolean delete) {
        return each(
                "",
                sagemaker.listEndpointsPaginator(r -> r.nameContains(prefix).maxResults(100)).endpoints().stream()
                        .map(EndpointSummary::endpointName)
                        .toList(),
                delete ? this::deleteEndpoint : name -> {});
    }

    /** NameContains finds the prefix anywhere in a name. */
    private List<String> each(String type, List<String> names, Consumer<String> act) {
        List<String> done = new ArrayList<>();
        names.stream().filter(name -> name.startsWith(prefix)).sorted().forEach(name -> {
            act.accept(name);
            done.add(type + name);
        });
        return done;
    }

    private List<String> flat(List<Callable<List<String>>> lists) {
        return parallel.all(lists).stream().flatMap(Collection::stream).toList();
    }

    /** A job may end by itself before it is stopped. */
    private static void unlessEnded(Runnable stop) {
        try {
            stop.run();
        } catch (SageMakerException e) {
            if (e.awsErrorDetails() == null
                    || !"ValidationException".equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
        }
    }

    private void deleteEndpoint(String name) {
        try {
            sagemaker.deleteEndpoint(r -> r.endpointName(name));
        } catch (SageMakerException e) {
            if (!AwsFailures.notThere(e)) {
                throw e;
            }
        }
    }
}
