package dev.tenantadmin.tenant.deployment;

import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model behind an endpoint, as the user wants it.
 *
 * @param data the model's files; empty if the image holds them
 * @param environment variables of the container
 * @param key the KMS key of the instances' volumes, instead of the tenant's
 * @param networkIsolation whether the container can reach nothing, AWS included
 */
public record Deployment(
        EndpointName endpoint,
        ContainerImage image,
        Optional<ModelData> data,
        SortedMap<String, String> environment,
        Capacity capacity,
        Optional<String> key,
        boolean networkIsolation) {

    public Deployment {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /**
     * Checks that the tenant allows it, so that nothing is begun which AWS refuses half-way.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void check(Placement placement) {
        endpoint.check(placement.names());
        image.check(placement.names());
        if (capacity instanceof Capacity.Serverless && placement.subnet().isPresent()) {
            throw new IllegalArgumentException(
                    "tenant %s has the subnet %s, and SageMaker runs serverless endpoints in no subnet: give --instance-type instead of --serverless"
                            .formatted(
                                    placement.names().tenant(),
                                    placement.subnet().get()));
        }
        placement.limits().ifPresent(limits -> {
            data.ifPresent(files -> files.check(placement.names(), limits.data()));
            if (!limits.instanceTypes().isEmpty()) {
                check(placement.names(), limits.instanceTypes());
            }
        });
    }

    private void check(Names names, List<String> allowed) {
        boolean fits = capacity instanceof Capacity.Instances instances
                && allowed.stream().anyMatch(pattern -> Glob.of(pattern).matches(instances.type()));
        if (!fits) {
            throw new IllegalArgumentException("tenant %s may not use %s: its --allow-instance-type is %s"
                    .formatted(
                            names.tenant(),
                            capacity instanceof Capacity.Instances instances
                                    ? instances.type()
                                    : "serverless endpoints",
                            String.join(",", allowed)));
        }
    }

    /** The name of the model, which tells its content: another content is another model. */
    public String model(Placement placement) {
        List<String> content = new ArrayList<>(List.of(
                placement.role(),
                image.uri(),
                data.map(ModelData::toString).orElse(""),
                String.valueOf(networkIsolation),
                placement.subnet().orElse("")));
        if (placement.subnet().isPresent()) {
            content.addAll(placement.securityGroups().stream().sorted().toList());
        }
        environment.forEach((name, value) -> content.addAll(List.of(name, value)));
        return placement.names().deployed(endpoint, digest(content));
    }

    /** The name of the endpoint config, which tells its content. */
    public String config(Placement placement) {
        return placement
                .names()
                .deployed(
                        endpoint,
                        digest(List.of(
                                model(placement),
                                capacity.toString(),
                                volumeKey(placement).orElse(""))));
    }

    /** The KMS key of the instances' volumes; serverless endpoints have none. */
    public Optional<String> volumeKey(Placement placement) {
        return capacity instanceof Capacity.Serverless ? Optional.empty() : key.or(placement::key);
    }

    /** Each part with its length, so that no two contents give one text. */
    private static String digest(List<String> content) {
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.length()).append(':').append(part));
        return Sha256.of(text.toString()).substring(0, Names.DIGEST);
    }
}
