package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CreateEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointConfigsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointConfigsResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** The operations on endpoint configurations. */
public record EndpointConfigs(Store store, Clock clock) {
    private static final String WORDS = "endpoint configuration";
    private static final Catalog<DescribeEndpointConfigResponse> ALL =
            new Catalog<>("endpoint-config", "EndpointConfig", DescribeEndpointConfigResponse.class);

    static String key(String name, CallerIdentity caller) {
        return ALL.key(name, caller);
    }

    /** The configuration with this name; throws SageMaker's error if there is none. */
    static DescribeEndpointConfigResponse require(Store store, String name, CallerIdentity caller) {
        return store.find(ALL.key(name, caller), DescribeEndpointConfigResponse.class)
                .orElseThrow(() -> Models.missing(WORDS, ALL.arn(name, caller)));
    }

    CreateEndpointConfigResponse createEndpointConfig(CreateEndpointConfigRequest request, CallerIdentity caller) {
        String name = request.endpointConfigName();
        if (store.has(ALL.key(name, caller))) {
            throw Models.existing(WORDS, ALL.arn(name, caller));
        }
        for (ProductionVariant variant : request.productionVariants()) {
            if (variant.modelName() != null) {
                Models.require(store, variant.modelName(), caller);
            }
        }
        return CreateEndpointConfigResponse.builder()
                .endpointConfigArn(ALL.create(store, request, request.tags(), Map.of(), clock.instant(), caller))
                .build();
    }

    DescribeEndpointConfigResponse describeEndpointConfig(
            DescribeEndpointConfigRequest request, CallerIdentity caller) {
        return require(store, request.endpointConfigName(), caller);
    }

    DeleteEndpointConfigResponse deleteEndpointConfig(DeleteEndpointConfigRequest request, CallerIdentity caller) {
        require(store, request.endpointConfigName(), caller);
        ALL.remove(store, request.endpointConfigName(), caller);
        return DeleteEndpointConfigResponse.builder().build();
    }

    ListEndpointConfigsResponse listEndpointConfigs(ListEndpointConfigsRequest request, CallerIdentity caller) {
        SageMakerPage<EndpointConfigSummary> page = ALL.page(
                store,
                request,
                caller,
                key -> store.find(key, DescribeEndpointConfigResponse.class),
                config -> true,
                Catalog.Order.NEWEST_FIRST,
                EndpointConfigSummary.class);
        return ListEndpointConfigsResponse.builder()
                .endpointConfigs(page.items())
                .nextToken(page.next())
                .build();
    }
}
