package dev.tenantadmin.tenant.name;

/** The name of an endpoint within its tenant: {@code [a-z0-9]+(-[a-z0-9]+)*}. How long it may be depends on the tenant's name. */
public record EndpointName(String value) implements Comparable<EndpointName> {

    /** The most that SageMaker allows for the name of a model, an endpoint config or an endpoint. */
    private static final int MOST = 63;

    private static final NameRule RULE = NameRule.words("endpoint", MOST);

    /** @throws IllegalArgumentException if the name breaks the rule */
    public EndpointName {
        RULE.check(value);
    }

    /**
     * Checks that SageMaker takes the longest name that is made of it, which a model bears.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public void check(Names names) {
        int more = names.deployed(this, "0".repeat(Names.DIGEST)).length() - MOST;
        if (more > 0) {
            throw new IllegalArgumentException(
                    "endpoint name '%s' has %d characters, at most %d are allowed in tenant %s: SageMaker allows %d, with the tenant's name before it and %d characters behind it"
                            .formatted(
                                    value,
                                    value.length(),
                                    value.length() - more,
                                    names.tenant(),
                                    MOST,
                                    Names.DELIMITER.length() + Names.DIGEST));
        }
    }

    @Override
    public int compareTo(EndpointName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
