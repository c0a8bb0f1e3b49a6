package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * What a tenant's people made in SageMaker with their own rights, recognized by the tenant's prefix, which no other tenant may use.
 * Each callable is one List call.
 */
public final class Work {

    private static final String GONE = EndpointState.GONE.status();

    private final SageMakerClient sagemaker;
    private final String prefix;
    private final Ownership ownership;
    private final Poll poll;

    public Work(SageMakerClient sagemaker, Names names, Poll poll) {
        this.sagemaker = sagemaker;
        this.prefix = names.prefix();
        this.ownership = new Ownership(sagemaker, names.tenant().value());
        this.poll = poll;
    }

    /** Endpoints, and jobs that run. */
    public List<Callable<List<Resource>>> active() {
        List<Callable<List<Resource>>> all = new ArrayList<>();
        all.add(() -> sagemaker.listEndpointsPaginator(r -> r.nameContains(prefix)).endpoints().stream()
                .filter(endpoint -> endpoint.endpointName().startsWith(prefix))
                .<Resource>map(endpoint -> new WorkItem(
                        WorkItem.ENDPOINT,
                        endpoint.endpointName(),
                        true,
                        () -> ownership.of(endpoint.endpointArn(), endpoint.endpointStatusAsString()),
                        () -> deleteEndpoint(endpoint.endpointName())))
                .toList());
        for (JobKind kind : JobKind.all(sagemaker)) {
            for (String status : JobKind.RUNS) {
                all.add(() -> jobs(kind, status)
                        .<Resource>map(job -> new WorkItem(
                                "run of " + kind.type(),
                                job.name(),
                                false,
                                () -> ownership.of(job.arn(), status),
                                () -> stop(kind, job.name())))
                        .toList());
            }
        }
        return all;
    }

    /** Endpoint configurations and models, which active things use. */
    public List<Callable<List<Resource>>> made() {
        return List.of(
                () -> sagemaker.listEndpointConfigsPaginator(r -> r.nameContains(prefix)).endpointConfigs().stream()
                        .filter(config -> config.endpointConfigName().startsWith(prefix))
                        .<Resource>map(config -> new WorkItem(
                                WorkItem.ENDPOINT_CONFIG,
                                config.endpointConfigName(),
                                false,
                                () -> ownership.of(config.endpointConfigArn(), ""),
                                () -> sagemaker.deleteEndpointConfig(
                                        r -> r.endpointConfigName(config.endpointConfigName()))))
                        .toList(),
                () -> sagemaker.listModelsPaginator(r -> r.nameContains(prefix)).models().stream()
                        .filter(model -> model.modelName().startsWith(prefix))
                        .<Resource>map(model -> new WorkItem(
                                WorkItem.MODEL,
                                model.modelName(),
                                false,
                                () -> ownership.of(model.modelArn(), ""),
                                () -> sagemaker.deleteModel(r -> r.modelName(model.modelName()))))
                        .toList());
    }

    /** The kinds of jobs of which SageMaker keeps a record under the tenant's prefix: {@code training jobs}. */
    public List<Callable<List<String>>> records() {
        return JobKind.all(sagemaker).stream()
                .<Callable<List<String>>>map(kind -> () ->
                        jobs(kind, null).limit(1).map(any -> kind.type() + "s").toList())
                .toList();
    }

    private Stream<JobKind.Seen> jobs(JobKind kind, @Nullable String status) {
        return kind.list().jobs(prefix, status).filter(job -> job.name().startsWith(prefix));
    }

    void deleteEndpoint(String name) {
        new EndpointLife(sagemaker, name, poll).delete();
    }

    /** SageMaker keeps a job's record; it can only be stopped. */
    private void stop(JobKind kind, String name) {
        try {
            kind.stop().accept(name);
        } catch (SageMakerException e) {
            // It ended by itself, or is already stopping.
            if (JobKind.IN_PROGRESS.equals(orGone(() -> kind.status().apply(name)))) {
                throw e;
            }
        }
        poll.until(
                kind.type() + " " + name,
                () -> orGone(() -> kind.status().apply(name)),
                status -> !JobKind.RUNS.contains(status),
                status -> status);
    }

    private static String orGone(Supplier<String> status) {
        return AwsFailures.ifThere(status).orElse(GONE);
    }
}
