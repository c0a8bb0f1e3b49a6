package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.endpoint.EndpointDetails;
import dev.tenantadmin.aws.endpoint.EndpointState;
import dev.tenantadmin.aws.endpoint.ListedEndpoint;
import dev.tenantadmin.aws.endpoint.ListedVersion;
import dev.tenantadmin.aws.endpoint.WorkReading;
import dev.tenantadmin.aws.endpoint.Workloads;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A model or an endpoint config that deploy made and that its endpoint does not use, because a run was interrupted or did not wait. */
public record UnusedVersion(
        @Described("The tenant whose it is.") String tenant,
        @Described("Its region.") String region,
        @Described("Its type: model or endpoint config.") String type,
        @Described("Its name.") String name,

        @Described(
                "The endpoint that it was made for, within the tenant; undeploy and the next deploy of it delete this.")
        String endpoint) {

    /** Those of these tenants. What an endpoint may need that is being changed, or of which nothing was told, is none. */
    static List<UnusedVersion> among(
            List<ListedVersion> versions,
            Set<Place> tenants,
            List<ListedEndpoint> listed,
            Map<WorkReading.Named, EndpointDetails> told) {
        Map<WorkReading.Named, ListedEndpoint> endpoints = listed.stream()
                .collect(Collectors.toMap(
                        one -> new WorkReading.Named(one.region(), one.name()),
                        Function.identity(),
                        (one, same) -> one));
        return versions.stream()
                .flatMap(version -> EndpointUses.owner(tenants, version.region(), version.name())
                        .flatMap(place -> of(version, place))
                        .filter(unused -> !mayBeUsed(version, unused, endpoints, told))
                        .stream())
                .toList();
    }

    private static Optional<UnusedVersion> of(ListedVersion version, Place place) {
        String prefix = place.tenant() + Names.DELIMITER;
        int end = version.name().lastIndexOf(Names.DELIMITER);
        if (end < prefix.length()) {
            return Optional.empty();
        }
        return Names.local(place.tenant(), version.name().substring(0, end), EndpointName::new)
                .filter(endpoint -> version.name().substring(end).matches("--[0-9a-f]{" + Names.DIGEST + "}"))
                .map(endpoint -> new UnusedVersion(
                        place.tenant().value(),
                        version.region(),
                        version.kind().title(),
                        version.name(),
                        endpoint.value()));
    }

    private static boolean mayBeUsed(
            ListedVersion version,
            UnusedVersion unused,
            Map<WorkReading.Named, ListedEndpoint> endpoints,
            Map<WorkReading.Named, EndpointDetails> told) {
        WorkReading.Named named =
                new WorkReading.Named(version.region(), unused.tenant() + Names.DELIMITER + unused.endpoint());
        ListedEndpoint endpoint = endpoints.get(named);
        EndpointDetails details = told.get(named);
        if (endpoint == null) {
            return false;
        }
        return details == null
                || !EndpointState.of(endpoint.status()).isSettled()
                || (version.kind() == Workloads.Kind.MODEL
                        ? details.models().anyMatch(version.name()::equals)
                        : details.config().equals(version.name()));
    }
}
