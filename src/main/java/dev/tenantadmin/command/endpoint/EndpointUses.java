package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.endpoint.EndpointDetails;
import dev.tenantadmin.aws.endpoint.WorkReading;
import dev.tenantadmin.aws.endpoint.WorkReading.Named;
import dev.tenantadmin.command.endpoint.ForeignEndpoint.Kind;
import dev.tenantadmin.command.endpoint.ForeignEndpoint.Use;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds endpoints that use a tenant's role or model without being that tenant's.
 *
 * @param everyone all tenants of the account
 * @param asked those whose roles and models count
 */
record EndpointUses(WorkReading reading, Set<Place> everyone, Set<Place> asked) {

    /** The one of these tenants whose a thing in a region is by its name. */
    static Optional<Place> owner(Set<Place> tenants, String region, String name) {
        return Place.ofName(name, region).filter(tenants::contains);
    }

    /** Describes the models of these endpoints, but for those that are the same tenant's by name. */
    List<ForeignEndpoint> foreign(List<EndpointRow> rows, Map<Named, EndpointDetails> details) {
        Map<Named, String> roles = reading.rolesOfModels(rows.stream()
                .flatMap(row -> Optional.ofNullable(details.get(new Named(row.region(), row.name()))).stream()
                        .flatMap(EndpointDetails::models)
                        .map(model -> new Named(row.region(), model))
                        .filter(model -> isOthers(row, model.name())))
                .distinct()
                .toList());
        List<ForeignEndpoint> foreign = new ArrayList<>();
        for (EndpointRow row : rows) {
            EndpointDetails told = details.get(new Named(row.region(), row.name()));
            List<Use> uses = told == null ? List.of() : uses(row, told, roles);
            if (!uses.isEmpty()) {
                foreign.add(new ForeignEndpoint(row, uses));
            }
        }
        return foreign;
    }

    private boolean isOthers(EndpointRow row, String model) {
        Optional<Place> endpoints = owner(everyone, row.region(), row.name());
        return endpoints.isEmpty() || !endpoints.equals(owner(everyone, row.region(), model));
    }

    private List<Use> uses(EndpointRow row, EndpointDetails told, Map<Named, String> roles) {
        Set<Use> uses = new LinkedHashSet<>();
        told.models()
                .forEach(model -> owner(everyone, row.region(), model)
                        .ifPresent(whose -> add(uses, row, whose, Kind.MODEL, model)));
        addRole(uses, row, told.role());
        told.models().forEach(model -> addRole(uses, row, roles.get(new Named(row.region(), model))));
        return List.copyOf(uses);
    }

    /** A role's path tells its tenant, in whichever region that lives. */
    private void addRole(Set<Use> uses, EndpointRow row, @Nullable String role) {
        Optional.ofNullable(role)
                .flatMap(Arn::parse)
                .map(Arn::resource)
                .flatMap(resource -> HomeRegion.place(
                        resource.substring(Math.max(0, resource.indexOf('/')), resource.lastIndexOf('/') + 1)))
                .ifPresent(whose -> add(uses, row, whose, Kind.ROLE, Arn.name(String.valueOf(role))));
    }

    private void add(Set<Use> uses, EndpointRow row, Place whose, Kind kind, String name) {
        if (asked.contains(whose) && !owner(everyone, row.region(), row.name()).equals(Optional.of(whose))) {
            uses.add(new Use(whose.tenant().value(), kind, name));
        }
    }
}
