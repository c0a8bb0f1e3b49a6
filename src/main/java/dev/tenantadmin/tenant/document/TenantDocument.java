package dev.tenantadmin.tenant.document;

/** The documents of a tenant, by what bears them. */
public enum TenantDocument {
    BOUNDARY,
    ACCESS,
    ASSUME,
    EXECUTION,
    ACCESS_TRUST,
    EXECUTION_TRUST;

    /** Whether what it denies holds for whoever bears it, so that a deny of everything in it suspends. */
    public boolean suspends() {
        return switch (this) {
            case BOUNDARY, ACCESS, ASSUME, EXECUTION -> true;
            case ACCESS_TRUST, EXECUTION_TRUST -> false;
        };
    }
}
