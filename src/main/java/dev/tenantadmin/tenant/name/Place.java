package dev.tenantadmin.tenant.name;

import java.util.Optional;

/** A tenant and its region, ordered by the tenant's name. */
public record Place(TenantName tenant, String region) implements Comparable<Place> {

    /** Of whom a thing in a region is by its name, exactly what stands before the first delimiter; empty if that is no tenant's name. */
    public static Optional<Place> ofName(String name, String region) {
        int end = name.indexOf(Names.DELIMITER);
        try {
            return end < 0 ? Optional.empty() : Optional.of(new Place(new TenantName(name.substring(0, end)), region));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Place other) {
        int byName = tenant.compareTo(other.tenant);
        return byName != 0 ? byName : region.compareTo(other.region);
    }
}
