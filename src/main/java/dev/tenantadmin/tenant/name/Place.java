package dev.tenantadmin.tenant.name;

/** Where a tenant is; ordered by its name. */
public record Place(TenantName tenant, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byName = tenant.compareTo(other.tenant);
        return byName != 0 ? byName : region.compareTo(other.region);
    }
}
