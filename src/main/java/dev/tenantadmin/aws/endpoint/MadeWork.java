package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;

/** Reads what a tenant's people made in SageMaker, by the tenant's prefix, for somebody to look at. */
public record MadeWork(SageMakerClient sagemaker, Names names) {

    private static final int PAGE = 100;

    /**
     * Something that they made.
     *
     * @param type such as {@code endpoint}
     * @param status in SageMaker's words; null for what has none
     */
    public record Made(String type, String name, @Nullable String status) {}

    /**
     * What serves one variant of an endpoint.
     *
     * @param instanceType null for a serverless variant
     * @param instances how many run now; null if that is not told
     * @param serverlessMb the memory of a serverless variant; null for instances
     */
    public record Variant(
            String name,
            @Nullable String instanceType,
            @Nullable Integer instances,
            @Nullable Integer serverlessMb) {}

    /** Its endpoints. */
    public List<Made> endpoints() {
        return sagemaker
                .listEndpointsPaginator(r -> r.nameContains(names.prefix()).maxResults(PAGE))
                .endpoints()
                .stream()
                .filter(endpoint -> endpoint.endpointName().startsWith(names.prefix()))
                .map(endpoint -> new Made("endpoint", endpoint.endpointName(), endpoint.endpointStatusAsString()))
                .toList();
    }

    /** What serves an endpoint; none while it is made or gone. The config tells the type, the endpoint how many there are. */
    public List<Variant> variants(String endpoint) {
        DescribeEndpointResponse seen = sagemaker.describeEndpoint(r -> r.endpointName(endpoint));
        return sagemaker
                .describeEndpointConfig(r -> r.endpointConfigName(seen.endpointConfigName()))
                .productionVariants()
                .stream()
                .map(variant -> variant(variant, seen))
                .toList();
    }

    private static Variant variant(ProductionVariant variant, DescribeEndpointResponse seen) {
        Integer now = seen.productionVariants().stream()
                .filter(running -> running.variantName().equals(variant.variantName()))
                .map(ProductionVariantSummary::currentInstanceCount)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
        return new Variant(
                variant.variantName(),
                variant.instanceTypeAsString(),
                variant.serverlessConfig() == null ? now : null,
                variant.serverlessConfig() == null
                        ? null
                        : variant.serverlessConfig().memorySizeInMB());
    }

    /** Its endpoint configurations. */
    public List<Made> configs() {
        return sagemaker
                .listEndpointConfigsPaginator(
                        r -> r.nameContains(names.prefix()).maxResults(PAGE))
                .endpointConfigs()
                .stream()
                .filter(config -> config.endpointConfigName().startsWith(names.prefix()))
                .map(config -> new Made("endpoint configuration", config.endpointConfigName(), null))
                .toList();
    }

    /** Its models. */
    public List<Made> models() {
        return sagemaker.listModelsPaginator(r -> r.nameContains(names.prefix()).maxResults(PAGE)).models().stream()
                .filter(model -> model.modelName().startsWith(names.prefix()))
                .map(model -> new Made("model", model.modelName(), null))
                .toList();
    }

    /** How to list its jobs that run or stop: a call for each kind and status. */
    public List<Callable<List<Made>>> jobs() {
        return JobKind.all(sagemaker).stream()
                .flatMap(kind -> JobKind.RUNS.stream()
                        .<Callable<List<Made>>>map(status -> () -> kind.list()
                                .jobs(names.prefix(), status)
                                .filter(job -> job.name().startsWith(names.prefix()))
                                .map(job -> new Made(kind.type(), job.name(), status))
                                .toList()))
                .toList();
    }
}
