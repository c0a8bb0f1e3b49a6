package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantServerlessConfig;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;

/** Endpoints and running jobs of some regions, whosever they are. */
public final class WorkReading {

    private static final int PAGE = 100;

    private final AwsClients clients;
    private final Parallel parallel;

    /** Calls nothing yet. */
    public WorkReading(AwsClients clients, Parallel parallel) {
        this.clients = clients;
        this.parallel = parallel;
    }

    /** A thing with a name in a region. */
    public record Named(String region, String name) {}

    /** All endpoints whose name contains the text, or, with null, all there are: a List call for each page. */
    public List<ListedEndpoint> endpoints(Set<String> regions, @Nullable String nameContains) {
        return each(
                regions,
                region -> List.of(() -> clients
                        .sagemaker(region)
                        .listEndpointsPaginator(
                                r -> r.nameContains(nameContains).maxResults(PAGE))
                        .endpoints()
                        .stream()
                        .map(endpoint -> new ListedEndpoint(
                                region,
                                endpoint.endpointName(),
                                Printable.text(endpoint.endpointStatusAsString()),
                                endpoint.creationTime(),
                                endpoint.lastModifiedTime()))
                        .toList()));
    }

    /** All jobs that run, or stop, whose name contains the text: a List call for each page, kind and status. */
    public List<ListedJob> jobs(Set<String> regions, String nameContains) {
        return each(
                regions,
                region -> JobKind.all(clients.sagemaker(region)).stream()
                        .flatMap(kind -> JobKind.RUNS.stream()
                                .<Callable<List<ListedJob>>>map(status -> () -> kind.list()
                                        .jobs(nameContains, status)
                                        .map(job ->
                                                new ListedJob(region, kind.type(), job.name(), status, job.created()))
                                        .toList()))
                        .toList());
    }

    /** All models and endpoint configs whose name contains the text: a List call for each page. */
    public List<ListedVersion> versions(Set<String> regions, String nameContains) {
        return each(
                regions,
                region -> List.of(
                        () -> clients
                                .sagemaker(region)
                                .listModelsPaginator(
                                        r -> r.nameContains(nameContains).maxResults(PAGE))
                                .models()
                                .stream()
                                .map(model -> new ListedVersion(region, Workloads.Kind.MODEL, model.modelName()))
                                .toList(),
                        () -> clients
                                .sagemaker(region)
                                .listEndpointConfigsPaginator(
                                        r -> r.nameContains(nameContains).maxResults(PAGE))
                                .endpointConfigs()
                                .stream()
                                .map(config -> new ListedVersion(
                                        region, Workloads.Kind.ENDPOINT_CONFIG, config.endpointConfigName()))
                                .toList()));
    }

    private <T> List<T> each(Set<String> regions, Function<String, List<Callable<List<T>>>> lists) {
        return parallel
                .all(regions.stream()
                        .flatMap(region -> lists.apply(region).stream())
                        .toList())
                .stream()
                .flatMap(Collection::stream)
                .toList();
    }

    /**
     * What these endpoints run on, by two Describe calls for each; one that is gone meanwhile is left out. A config that is gone while its
     * endpoint serves leaves the types of instances untold.
     */
    public Map<Named, EndpointDetails> details(Collection<ListedEndpoint> endpoints) {
        Map<Named, DescribeEndpointResponse> described = look(
                endpoints.stream().map(one -> new Named(one.region(), one.name())),
                (sagemaker, name) -> sagemaker.describeEndpoint(r -> r.endpointName(name)));
        Map<Named, DescribeEndpointConfigResponse> configs = look(
                described.entrySet().stream().map(entry -> configOf(entry.getKey(), entry.getValue())),
                (sagemaker, name) -> sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name)));
        Map<Named, EndpointDetails> details = new HashMap<>();
        described.forEach((named, endpoint) ->
                details.put(named, details(endpoint, configs.get(configOf(named, endpoint)))));
        return details;
    }

    private static Named configOf(Named endpoint, DescribeEndpointResponse described) {
        return new Named(endpoint.region(), described.endpointConfigName());
    }

    /** The ARNs of the roles of these models, by a Describe call for each; a model that is gone has none. */
    public Map<Named, String> rolesOfModels(Collection<Named> models) {
        Map<Named, String> roles = new HashMap<>();
        look(models.stream(), (sagemaker, name) -> sagemaker.describeModel(r -> r.modelName(name)))
                .forEach((named, model) -> {
                    if (model.executionRoleArn() != null) {
                        roles.put(named, model.executionRoleArn());
                    }
                });
        return roles;
    }

    /** Describes things of one kind by name. */
    @FunctionalInterface
    private interface Look<T> {
        T at(SageMakerClient sagemaker, String name);
    }

    private <T> Map<Named, T> look(Stream<Named> names, Look<T> look) {
        List<Named> all = names.distinct().toList();
        List<Optional<T>> found = parallel.all(all.stream()
                .<Callable<Optional<T>>>map(named ->
                        () -> AwsFailures.ifThere(() -> look.at(clients.sagemaker(named.region()), named.name())))
                .toList());
        Map<Named, T> there = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Named named = all.get(i);
            found.get(i).ifPresent(one -> there.put(named, one));
        }
        return there;
    }

    private static EndpointDetails details(
            DescribeEndpointResponse endpoint, @Nullable DescribeEndpointConfigResponse config) {
        Map<String, ProductionVariantSummary> served = Stream.concat(
                        endpoint.productionVariants().stream(), endpoint.shadowProductionVariants().stream())
                .collect(Collectors.toMap(
                        ProductionVariantSummary::variantName, variant -> variant, (one, same) -> one));
        List<EndpointDetails.Variant> variants = new ArrayList<>();
        if (config == null) {
            served.values().stream()
                    .map(now -> variant(now.variantName(), null, now))
                    .forEach(variants::add);
        } else {
            Stream.concat(config.productionVariants().stream(), config.shadowProductionVariants().stream())
                    .map(asked -> variant(asked.variantName(), asked, served.get(asked.variantName())))
                    .forEach(variants::add);
        }
        return new EndpointDetails(
                endpoint.endpointConfigName(),
                endpoint.failureReason() == null ? null : Printable.text(endpoint.failureReason()),
                config == null ? null : config.executionRoleArn(),
                variants);
    }

    /** A variant that is not served yet has as many instances to come as its config asks for. */
    private static EndpointDetails.Variant variant(
            String name, @Nullable ProductionVariant asked, @Nullable ProductionVariantSummary now) {
        ProductionVariantServerlessConfig serverless = now != null && now.desiredServerlessConfig() != null
                ? now.desiredServerlessConfig()
                : asked == null ? null : asked.serverlessConfig();
        return new EndpointDetails.Variant(
                name,
                asked == null ? null : asked.modelName(),
                asked == null ? null : asked.instanceTypeAsString(),
                now == null ? null : now.currentInstanceCount(),
                now != null && now.desiredInstanceCount() != null
                        ? now.desiredInstanceCount()
                        : asked == null ? null : asked.initialInstanceCount(),
                serverless == null ? null : serverless.memorySizeInMB(),
                serverless == null ? null : serverless.maxConcurrency());
    }
}
