package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * What a tenant's people made in SageMaker with their own rights, recognized by the tenant's prefix, which no other tenant may use.
 * Each callable is one List call, or three where there are many jobs.
 */
public final class Work {

    private static final String GONE = EndpointState.GONE.status();

    private final SageMakerClient sagemaker;
    private final String prefix;
    private final Ownership ownership;
    private final Poll poll;
    private final Map<String, Boolean> recorded = new ConcurrentHashMap<>();

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
            all.add(() -> running(kind)
                    .<Resource>map(job -> new WorkItem(
                            "run of " + kind.type(),
                            job.name(),
                            false,
                            () -> ownership.of(job.arn(), job.status()),
                            () -> stop(kind, job.name())))
                    .toList());
        }
        return all;
    }

    /** One call shows the jobs of few; of more, those that run are asked for by status. */
    private Stream<JobKind.Seen> running(JobKind kind) {
        List<JobKind.Seen> any =
                kind.list().jobs(prefix, null).limit(JobKind.PAGE).toList();
        boolean all = any.size() < JobKind.PAGE;
        if (all || any.stream().anyMatch(this::isOwn)) {
            recorded.put(kind.type(), any.stream().anyMatch(this::isOwn));
        }
        return all
                ? any.stream().filter(this::isOwn).filter(job -> JobKind.RUNS.contains(job.status()))
                : JobKind.RUNS.stream().flatMap(status -> jobs(kind, status));
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

    /** The kinds of jobs of which SageMaker keeps a record under the tenant's prefix: {@code training jobs}. No call for a kind that {@link #active} listed. */
    public List<Callable<List<String>>> records() {
        return JobKind.all(sagemaker).stream()
                .<Callable<List<String>>>map(kind -> () -> isRecorded(kind) ? List.of(kind.type() + "s") : List.of())
                .toList();
    }

    private boolean isRecorded(JobKind kind) {
        return recorded.computeIfAbsent(
                kind.type(), type -> jobs(kind, null).findAny().isPresent());
    }

    private Stream<JobKind.Seen> jobs(JobKind kind, @Nullable String status) {
        return kind.list().jobs(prefix, status).filter(this::isOwn);
    }

    private boolean isOwn(JobKind.Seen job) {
        return job.name().startsWith(prefix);
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
