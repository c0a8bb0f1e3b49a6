package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.endpoint.EndpointDetails;
import dev.tenantadmin.aws.endpoint.ListedEndpoint;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.tenant.option.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint as reports show it. */
public record EndpointRow(
        @Described("The tenant by the endpoint's name; null if no tenant of its region has that name.") @Nullable
        String tenant,

        @Described("Its region.") String region,
        @Described("The endpoint's name.") String name,
        @Described(Described.STATUS) String status,

        @Described("When it was created; null if SageMaker does not tell.") @Nullable
        Instant created,

        @Described("When it last changed; null if SageMaker does not tell.") @Nullable
        Instant lastModified,

        @Described("What it runs on; missing without --details, and if it was deleted meanwhile.")
        Optional<Details> details) {

    /** What Describe calls tell. */
    @Described("What it runs on.")
    public record Details(
            @Described("The endpoint config that serves.") String config,

            @Described("Why it failed, in SageMaker's words; null if it did not fail.") @Nullable
            String failureReason,

            @Described("Its variants, shadow variants too.") List<Variant> variants) {

        static Details of(EndpointDetails told) {
            return new Details(
                    told.config(),
                    told.failureReason(),
                    told.variants().stream().map(Variant::of).toList());
        }
    }

    /** A model on instances, or serverless. */
    public record Variant(
            @Described("The variant's name.") String name,

            @Described("Its model; null for inference components, or if the endpoint config is gone.") @Nullable
            String model,

            @Described("The type of its instances; null if serverless, or if the endpoint config is gone.") @Nullable
            String instanceType,

            @Described("The number of instances that serve now; null if there are none yet, or serverless.") @Nullable
            Integer currentInstances,

            @Described("The number of instances asked for; null if serverless.") @Nullable
            Integer desiredInstances,

            @Described("The memory of a serverless variant in MB; null on instances.") @Nullable
            Integer serverlessMemory,

            @Described("How many requests a serverless variant serves at once; null on instances.") @Nullable
            Integer maxConcurrency) {

        static Variant of(EndpointDetails.Variant told) {
            return new Variant(
                    told.name(),
                    told.model(),
                    told.instanceType(),
                    told.current(),
                    told.desired(),
                    told.memory(),
                    told.maxConcurrency());
        }

        /** What it runs on, in words. */
        String type() {
            return serverlessMemory != null
                    ? "serverless %d MB".formatted(serverlessMemory)
                    : Objects.requireNonNullElse(instanceType, "unknown");
        }

        /** Instances now, and those asked for: {@code 1/2}. */
        String instances() {
            return serverlessMemory != null
                    ? ""
                    : Objects.requireNonNullElse(currentInstances, 0) + "/"
                            + (desiredInstances == null ? "?" : desiredInstances);
        }
    }

    static EndpointRow of(ListedEndpoint endpoint, @Nullable String tenant, @Nullable EndpointDetails details) {
        return new EndpointRow(
                tenant,
                endpoint.region(),
                endpoint.name(),
                endpoint.status(),
                endpoint.created(),
                endpoint.lastModified(),
                Optional.ofNullable(details).map(Details::of));
    }

    /** The number of instances that serve. */
    int instances() {
        return details.stream()
                .flatMap(told -> told.variants().stream())
                .map(Variant::currentInstances)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How long ago that was, roughly; empty if it is unknown. */
    static String ago(@Nullable Instant then, Instant now) {
        return then == null ? "" : Durations.rough(Duration.between(then, now));
    }
}
