package dev.tenantadmin.tenant.permit;

/** The kinds of principals under a tenant's path. */
public enum PrincipalKind {
    USER("user"),
    ACCESS_ROLE("access role"),
    EXECUTION_ROLE("execution role"),
    /** None of the above; it is not meant to be there, nor to do anything. */
    STRANGER("principal that is not ours");

    private final String word;

    PrincipalKind(String word) {
        this.word = word;
    }

    /** For a person. */
    public String word() {
        return word;
    }
}
