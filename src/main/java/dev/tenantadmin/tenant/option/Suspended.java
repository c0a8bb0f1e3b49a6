package dev.tenantadmin.tenant.option;

/** What every command says of a suspended tenant. */
public final class Suspended {

    private Suspended() {}

    /** That the tenant is suspended, and what ends that. */
    public static String sentence(String tenant) {
        return "Tenant %s is suspended; 'tenant-admin resume %s' restores access.".formatted(tenant, tenant);
    }
}
