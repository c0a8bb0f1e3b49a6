package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.CreateEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListEndpointsResponse;
import software.amazon.awssdk.services.sagemaker.model.PendingDeploymentSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointWeightsAndCapacitiesRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateEndpointWeightsAndCapacitiesResponse;

/**
 * The operations on endpoints. A row has the status after the last call and, as its last modification, the time of the call; the current
 * status follows from these.
 */
public record Endpoints(Store store, SandboxSettings settings, Clock clock) {
    /** All endpoints. */
    public static final Catalog<DescribeEndpointResponse> ALL =
            new Catalog<>("endpoint", "Endpoint", DescribeEndpointResponse.class);

    private static final Set<EndpointStatus> BUSY =
            EnumSet.of(EndpointStatus.CREATING, EndpointStatus.UPDATING, EndpointStatus.DELETING);

    /** The endpoint in its current state, unless it is gone. */
    public Optional<DescribeEndpointResponse> find(String key) {
        return store.find(key, DescribeEndpointResponse.class).flatMap(this::now);
    }

    private Optional<DescribeEndpointResponse> now(DescribeEndpointResponse stored) {
        if (!BUSY.contains(stored.endpointStatus())) {
            return Optional.of(stored);
        }
        Instant end = stored.lastModifiedTime().plus(settings.transition());
        if (clock.instant().isBefore(end)) {
            return Optional.of(stored.copy(endpoint -> endpoint.failureReason(null)));
        }
        boolean failed = stored.failureReason() != null;
        return switch (stored.endpointStatus()) {
            case DELETING -> Optional.empty();
            case CREATING ->
                Optional.of(stored.copy(
                        endpoint -> endpoint.endpointStatus(failed ? EndpointStatus.FAILED : EndpointStatus.IN_SERVICE)
                                .lastModifiedTime(end)));
            default ->
                Optional.of(updated(stored, failed)
                        .copy(endpoint -> endpoint.endpointStatus(EndpointStatus.IN_SERVICE)
                                .lastModifiedTime(end)));
        };
    }

    private static DescribeEndpointResponse updated(DescribeEndpointResponse stored, boolean failed) {
        PendingDeploymentSummary pending = stored.pendingDeploymentSummary();
        if (pending == null) {
            return stored.copy(endpoint -> endpoint.productionVariants(stored.productionVariants().stream()
                    .map(variant -> variant.copy(now -> now.currentWeight(variant.desiredWeight())
                            .currentInstanceCount(variant.desiredInstanceCount())))
                    .toList()));
        }
        // A failed update leaves the old configuration in service.
        return failed
                ? stored.copy(endpoint -> endpoint.pendingDeploymentSummary((PendingDeploymentSummary) null))
                : stored.copy(endpoint -> endpoint.endpointConfigName(pending.endpointConfigName())
                        .productionVariants((Collection<ProductionVariantSummary>) null)
                        .pendingDeploymentSummary((PendingDeploymentSummary) null));
    }

    private DescribeEndpointResponse endpoint(String name, CallerIdentity caller) {
        return find(ALL.key(name, caller)).orElseThrow(() -> Models.missing("endpoint", ALL.arn(name, caller)));
    }

    private DescribeEndpointResponse settled(String name, CallerIdentity caller) {
        DescribeEndpointResponse endpoint = endpoint(name, caller);
        if (BUSY.contains(endpoint.endpointStatus())) {
            throw Refusals.validation("Cannot update in-progress endpoint \"" + endpoint.endpointArn() + "\".");
        }
        return endpoint;
    }

    private static void requireNotFailed(DescribeEndpointResponse endpoint) {
        if (endpoint.endpointStatus() == EndpointStatus.FAILED) {
            throw Refusals.validation("Cannot update failed endpoint \"" + endpoint.endpointArn() + "\".");
        }
    }

    // A deployment's failure is decided at its start and shown at its end.
    private @Nullable String failure(DescribeEndpointConfigResponse config) {
        return config.productionVariants().stream()
                .flatMap(variant -> Optional.ofNullable(variant.instanceTypeAsString()).stream())
                .flatMap(type -> Optional.ofNullable(settings.failures().get(type)).stream())
                .findFirst()
                .orElse(null);
    }

    CreateEndpointResponse createEndpoint(CreateEndpointRequest request, CallerIdentity caller) {
        String name = request.endpointName();
        if (find(ALL.key(name, caller)).isPresent()) {
            throw Models.existing("endpoint", ALL.arn(name, caller));
        }
        DescribeEndpointConfigResponse config = EndpointConfigs.require(store, request.endpointConfigName(), caller);
        String failure = failure(config);
        Map<String, String> fields = failure == null
                ? Map.of("EndpointStatus", EndpointStatus.CREATING.toString())
                : Map.of("EndpointStatus", EndpointStatus.CREATING.toString(), "FailureReason", failure);
        return CreateEndpointResponse.builder()
                .endpointArn(ALL.create(store, request, request.tags(), fields, clock.instant(), caller))
                .build();
    }

    UpdateEndpointResponse updateEndpoint(UpdateEndpointRequest request, CallerIdentity caller) {
        DescribeEndpointResponse endpoint = settled(request.endpointName(), caller);
        // SageMaker also needs the old configuration, for a rollback.
        EndpointConfigs.require(store, endpoint.endpointConfigName(), caller);
        DescribeEndpointConfigResponse config = EndpointConfigs.require(store, request.endpointConfigName(), caller);
        requireNotFailed(endpoint);
        Instant now = clock.instant();
        PendingDeploymentSummary pending = PendingDeploymentSummary.builder()
                .endpointConfigName(request.endpointConfigName())
                .startTime(now)
                .build();
        store.put(
                ALL.key(request.endpointName(), caller),
                endpoint.copy(changed -> changed.endpointStatus(EndpointStatus.UPDATING)
                        .pendingDeploymentSummary(pending)
                        .failureReason(failure(config))
                        .lastModifiedTime(now)));
        return UpdateEndpointResponse.builder()
                .endpointArn(endpoint.endpointArn())
                .build();
    }

    /** Its refusals of what is not in service and of what is no variant are not documented; they are those of UpdateEndpoint. */
    UpdateEndpointWeightsAndCapacitiesResponse updateEndpointWeightsAndCapacities(
            UpdateEndpointWeightsAndCapacitiesRequest request, CallerIdentity caller) {
        DescribeEndpointResponse endpoint = settled(request.endpointName(), caller);
        requireNotFailed(endpoint);
        Map<String, ProductionVariantSummary> variants = new LinkedHashMap<>();
        variants(endpoint, caller).forEach(variant -> variants.put(variant.variantName(), variant));
        for (DesiredWeightAndCapacity desired : request.desiredWeightsAndCapacities()) {
            if (variants.computeIfPresent(desired.variantName(), (name, variant) -> desired(variant, desired))
                    == null) {
                throw Refusals.validation("The variant name(s) \"" + desired.variantName()
                        + "\" is/are not present within endpoint configuration \"" + endpoint.endpointConfigName()
                        + "\".");
            }
        }
        store.put(
                ALL.key(request.endpointName(), caller),
                endpoint.copy(changed -> changed.endpointStatus(EndpointStatus.UPDATING)
                        .productionVariants(variants.values())
                        .lastModifiedTime(clock.instant())));
        return UpdateEndpointWeightsAndCapacitiesResponse.builder()
                .endpointArn(endpoint.endpointArn())
                .build();
    }

    /** What a request leaves out stays as it is. */
    private static ProductionVariantSummary desired(
            ProductionVariantSummary variant, DesiredWeightAndCapacity desired) {
        return variant.copy(changed -> {
            if (desired.desiredWeight() != null) {
                changed.desiredWeight(desired.desiredWeight());
            }
            if (desired.desiredInstanceCount() != null) {
                changed.desiredInstanceCount(desired.desiredInstanceCount());
            }
        });
    }

    DescribeEndpointResponse describeEndpoint(DescribeEndpointRequest request, CallerIdentity caller) {
        DescribeEndpointResponse endpoint = endpoint(request.endpointName(), caller);
        return endpoint.copy(described -> described.productionVariants(variants(endpoint, caller)));
    }

    private List<ProductionVariantSummary> variants(DescribeEndpointResponse endpoint, CallerIdentity caller) {
        if (endpoint.hasProductionVariants()) {
            // Weights and capacities that were changed since the configuration came into service.
            return endpoint.productionVariants();
        }
        if (!store.has(EndpointConfigs.key(endpoint.endpointConfigName(), caller))) {
            return List.of();
        }
        return EndpointConfigs.require(store, endpoint.endpointConfigName(), caller).productionVariants().stream()
                .map(variant -> ProductionVariantSummary.builder()
                        .variantName(variant.variantName())
                        .currentWeight(variant.initialVariantWeight())
                        .desiredWeight(variant.initialVariantWeight())
                        .currentInstanceCount(variant.initialInstanceCount())
                        .desiredInstanceCount(variant.initialInstanceCount())
                        .build())
                .toList();
    }

    DeleteEndpointResponse deleteEndpoint(DeleteEndpointRequest request, CallerIdentity caller) {
        DescribeEndpointResponse endpoint = settled(request.endpointName(), caller);
        store.put(
                ALL.key(request.endpointName(), caller),
                endpoint.copy(changed ->
                        changed.endpointStatus(EndpointStatus.DELETING).lastModifiedTime(clock.instant())));
        return DeleteEndpointResponse.builder().build();
    }

    ListEndpointsResponse listEndpoints(ListEndpointsRequest request, CallerIdentity caller) {
        SageMakerPage<EndpointSummary> page = ALL.page(
                store,
                request,
                caller,
                this::find,
                endpoint -> true,
                Catalog.Order.NEWEST_FIRST,
                EndpointSummary.class);
        return ListEndpointsResponse.builder()
                .endpoints(page.items())
                .nextToken(page.next())
                .build();
    }
}
