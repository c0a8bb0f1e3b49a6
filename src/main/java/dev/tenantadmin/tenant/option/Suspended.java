package dev.tenantadmin.tenant.option;

/** What every command says about a suspended tenant. */
public final class Suspended {

    private Suspended() {}

    /** A sentence that the tenant is suspended, and how to end that. */
    public static String sentence(String tenant) {
        return "Tenant %s is suspended; 'tenant-admin resume %s' restores access.".formatted(tenant, tenant);
    }
}
