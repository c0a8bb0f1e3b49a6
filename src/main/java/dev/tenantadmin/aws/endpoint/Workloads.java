package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.reconcile.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** What everything that works in a region, or can be put to work, really uses. */
public record Workloads(SageMakerClient sagemaker) {

    private static final int PAGE = 100;

    /** What a workload is. */
    public enum Kind {
        NOTEBOOK_INSTANCE("notebook instance"),
        MODEL("model"),
        ENDPOINT_CONFIG("endpoint config"),
        ENDPOINT("endpoint"),
        TRAINING_JOB("training job"),
        PROCESSING_JOB("processing job"),
        TRANSFORM_JOB("transform job");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** In words. */
        public String title() {
            return title;
        }
    }

    /** A model as a variant of an endpoint config names it. */
    public record Variant(String name, String model) {}

    /**
     * A workload with what it uses.
     *
     * @param role the ARN of the role that it uses; null for none
     * @param images the images that it runs, as it names them
     * @param variants those of an endpoint config that name a model
     * @param model the model that a transform job uses
     * @param config the endpoint config that an endpoint uses
     */
    public record Workload(
            Kind kind,
            String name,
            @Nullable String role,
            List<String> images,
            List<Variant> variants,
            @Nullable String model,
            @Nullable String config) {

        public Workload {
            images = List.copyOf(images);
            variants = List.copyOf(variants);
        }

        /** Uses nothing else. */
        Workload(Kind kind, String name, @Nullable String role) {
            this(kind, name, role, List.of(), List.of(), null, null);
        }

        Workload with(@Nullable String image) {
            return image == null ? this : new Workload(kind, name, role, List.of(image), variants, model, config);
        }

        Workload using(@Nullable String itsModel) {
            return new Workload(kind, name, role, images, variants, itsModel, config);
        }
    }

    /**
     * Every notebook, model, endpoint config, endpoint and running job of some regions, whoever made it, because any may use a tenant's role,
     * model or image. No List call tells those, so this makes one Describe call for each.
     */
    public static Map<String, List<Workload>> read(AwsClients clients, SortedSet<String> regions, Parallel parallel) {
        List<Callable<List<Callable<Optional<Workload>>>>> lists = new ArrayList<>();
        List<String> inRegion = new ArrayList<>();
        for (String region : regions) {
            List<Callable<List<Callable<Optional<Workload>>>>> own = new Workloads(clients.sagemaker(region)).lists();
            lists.addAll(own);
            own.forEach(list -> inRegion.add(region));
        }
        List<List<Callable<Optional<Workload>>>> looks = parallel.all(lists);
        List<Optional<Workload>> seen =
                parallel.all(looks.stream().flatMap(Collection::stream).toList());
        Map<String, List<Workload>> all = new TreeMap<>();
        regions.forEach(region -> all.put(region, new ArrayList<>()));
        int next = 0;
        for (int i = 0; i < looks.size(); i++) {
            List<Workload> here = Objects.requireNonNull(all.get(inRegion.get(i)));
            for (int each = looks.get(i).size(); each > 0; each--) {
                seen.get(next++).ifPresent(here::add);
            }
        }
        return all;
    }

    private List<Callable<List<Callable<Optional<Workload>>>>> lists() {
        List<Callable<List<Callable<Optional<Workload>>>>> all = new ArrayList<>();
        all.add(() -> looks(Notebooks.containing(sagemaker, null).stream().map(NotebookSummary::name), this::notebook));
        all.add(() -> looks(
                sagemaker.listModelsPaginator(r -> r.maxResults(PAGE)).models().stream()
                        .map(ModelSummary::modelName),
                this::model));
        all.add(() -> looks(
                sagemaker.listEndpointConfigsPaginator(r -> r.maxResults(PAGE)).endpointConfigs().stream()
                        .map(EndpointConfigSummary::endpointConfigName),
                this::endpointConfig));
        all.add(() -> looks(
                sagemaker.listEndpointsPaginator(r -> r.maxResults(PAGE)).endpoints().stream()
                        .map(EndpointSummary::endpointName),
                this::endpoint));
        for (JobKind kind : JobKind.all(sagemaker)) {
            for (String status : JobKind.RUNS) {
                all.add(() -> looks(kind.list().jobs(null, status).map(JobKind.Seen::name), kind.uses()));
            }
        }
        return all;
    }

    private static List<Callable<Optional<Workload>>> looks(Stream<String> names, Function<String, Workload> look) {
        return names.<Callable<Optional<Workload>>>map(name -> () -> AwsFailures.ifThere(() -> look.apply(name)))
                .toList();
    }

    private Workload notebook(String name) {
        return new Workload(
                Kind.NOTEBOOK_INSTANCE,
                name,
                sagemaker
                        .describeNotebookInstance(r -> r.notebookInstanceName(name))
                        .roleArn());
    }

    private Workload model(String name) {
        DescribeModelResponse found = sagemaker.describeModel(r -> r.modelName(name));
        return new Workload(
                Kind.MODEL,
                name,
                found.executionRoleArn(),
                Stream.concat(Stream.ofNullable(found.primaryContainer()), found.containers().stream())
                        .map(ContainerDefinition::image)
                        .filter(Objects::nonNull)
                        .toList(),
                List.of(),
                null,
                null);
    }

    private Workload endpointConfig(String name) {
        var found = sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name));
        return new Workload(
                Kind.ENDPOINT_CONFIG,
                name,
                found.executionRoleArn(),
                List.of(),
                Stream.concat(found.productionVariants().stream(), found.shadowProductionVariants().stream())
                        .flatMap(Workloads::variant)
                        .toList(),
                null,
                null);
    }

    private static Stream<Variant> variant(ProductionVariant variant) {
        return variant.modelName() == null
                ? Stream.of()
                : Stream.of(new Variant(variant.variantName(), variant.modelName()));
    }

    private Workload endpoint(String name) {
        String config = sagemaker.describeEndpoint(r -> r.endpointName(name)).endpointConfigName();
        return new Workload(Kind.ENDPOINT, name, null, List.of(), List.of(), null, config);
    }
}
