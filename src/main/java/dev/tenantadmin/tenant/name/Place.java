package dev.tenantadmin.tenant.name;

/** A tenant and its region, ordered by the tenant's name. */
public record Place(TenantName tenant, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byName = tenant.compareTo(other.tenant);
        return byName != 0 ? byName : region.compareTo(other.region);
    }
}
