package dev.tenantadmin.tenant.document;

/** The documents of a tenant, named after what they belong to. */
public enum TenantDocument {
    BOUNDARY,
    ACCESS,
    ASSUME,
    EXECUTION,
    ACCESS_TRUST,
    EXECUTION_TRUST;

    /** Whether its denies apply to the principals that have it, so that a deny of everything in it suspends them. */
    public boolean suspends() {
        return switch (this) {
            case BOUNDARY, ACCESS, ASSUME, EXECUTION -> true;
            case ACCESS_TRUST, EXECUTION_TRUST -> false;
        };
    }
}
