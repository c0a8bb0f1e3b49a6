package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What the notebooks, models and endpoints of a region really use. */
public record Workloads(SageMakerClient sagemaker) {

    /** What a workload is. */
    public enum Kind {
        NOTEBOOK_INSTANCE,
        MODEL,
        ENDPOINT_CONFIG,
        ENDPOINT
    }

    /** A model as a variant of an endpoint config names it. */
    public record Variant(String name, String model) {}

    /**
     * A workload with what it uses.
     *
     * @param role the ARN of the role that it uses; null for none
     * @param variants those of an endpoint config that name a model
     * @param config the endpoint config that an endpoint uses
     */
    public record Workload(
            Kind kind,
            String name,
            @Nullable String role,
            List<Variant> variants,
            @Nullable String config) {}

    /**
     * Every notebook of the region, and the named models, endpoint configs and endpoints. Makes a call for each.
     *
     * @param named whether to read the one with a name
     */
    public static List<Workload> read(AwsClients clients, String region, Parallel parallel, Predicate<String> named) {
        SageMakerClient sagemaker = clients.sagemaker(region);
        Workloads workloads = new Workloads(sagemaker);
        List<Callable<Optional<Workload>>> looks = new ArrayList<>();
        add(looks, Notebooks.containing(sagemaker, null).stream().map(NotebookSummary::name), workloads::notebook);
        add(
                looks,
                sagemaker
                        .listModelsPaginator(
                                r -> r.nameContains(Names.DELIMITER).maxResults(100))
                        .models()
                        .stream()
                        .map(ModelSummary::modelName)
                        .filter(named),
                workloads::model);
        add(
                looks,
                sagemaker
                        .listEndpointConfigsPaginator(
                                r -> r.nameContains(Names.DELIMITER).maxResults(100))
                        .endpointConfigs()
                        .stream()
                        .map(EndpointConfigSummary::endpointConfigName)
                        .filter(named),
                workloads::endpointConfig);
        add(
                looks,
                sagemaker
                        .listEndpointsPaginator(
                                r -> r.nameContains(Names.DELIMITER).maxResults(100))
                        .endpoints()
                        .stream()
                        .map(EndpointSummary::endpointName)
                        .filter(named),
                workloads::endpoint);
        return parallel.all(looks).stream().flatMap(Optional::stream).toList();
    }

    private static void add(
            List<Callable<Optional<Workload>>> looks, Stream<String> names, Function<String, Optional<Workload>> look) {
        names.forEach(name -> looks.add(() -> look.apply(name)));
    }

    private Optional<Workload> notebook(String name) {
        return unlessGone(() -> sagemaker.describeNotebookInstance(r -> r.notebookInstanceName(name)))
                .map(found -> new Workload(Kind.NOTEBOOK_INSTANCE, name, found.roleArn(), List.of(), null));
    }

    private Optional<Workload> model(String name) {
        return unlessGone(() -> sagemaker.describeModel(r -> r.modelName(name)))
                .map(found -> new Workload(Kind.MODEL, name, found.executionRoleArn(), List.of(), null));
    }

    private Optional<Workload> endpointConfig(String name) {
        return unlessGone(() -> sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name)))
                .map(found -> new Workload(
                        Kind.ENDPOINT_CONFIG,
                        name,
                        found.executionRoleArn(),
                        Stream.concat(found.productionVariants().stream(), found.shadowProductionVariants().stream())
                                .flatMap(Workloads::variant)
                                .toList(),
                        null));
    }

    private static Stream<Variant> variant(ProductionVariant variant) {
        return variant.modelName() == null
                ? Stream.of()
                : Stream.of(new Variant(variant.variantName(), variant.modelName()));
    }

    private Optional<Workload> endpoint(String name) {
        return unlessGone(() -> sagemaker.describeEndpoint(r -> r.endpointName(name)))
                .map(found -> new Workload(Kind.ENDPOINT, name, null, List.of(), found.endpointConfigName()));
    }

    /** Empty if it was deleted since it was listed. */
    private static <T> Optional<T> unlessGone(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (SageMakerException e) {
            if (AwsFailures.notThere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
