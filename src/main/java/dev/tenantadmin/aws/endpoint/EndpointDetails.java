package dev.tenantadmin.aws.endpoint;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Describe calls tell of an endpoint.
 *
 * @param config the name of the endpoint config that serves
 * @param failureReason why it failed, in SageMaker's words; null if it did not fail
 * @param role the ARN of the role in the config; null if its models have their own
 * @param variants also shadow variants, which cost the same
 */
public record EndpointDetails(
        String config,
        @Nullable String failureReason,
        @Nullable String role,
        List<Variant> variants) {

    public EndpointDetails {
        variants = List.copyOf(variants);
    }

    /**
     * A model on instances, or serverless. A field that AWS does not tell is null.
     *
     * @param model null for a variant of inference components
     * @param current the number of instances that serve now
     * @param desired the number of instances that were asked for
     * @param memory of a serverless variant, in MB
     * @param maxConcurrency of a serverless variant
     */
    public record Variant(
            String name,
            @Nullable String model,
            @Nullable String instanceType,
            @Nullable Integer current,
            @Nullable Integer desired,
            @Nullable Integer memory,
            @Nullable Integer maxConcurrency) {}

    /** The names of the models that it serves. */
    public Stream<String> models() {
        return variants.stream().map(Variant::model).filter(Objects::nonNull).distinct();
    }
}
