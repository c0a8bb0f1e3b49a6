package dev.tenantadmin.tenant.name;

import java.util.regex.Pattern;

/** The name of an endpoint within its tenant: whatever SageMaker allows, because a tenant's people give names too. */
public record EndpointName(String value) implements Comparable<EndpointName> {

    /** The most that SageMaker allows for the name of a model, an endpoint config or an endpoint. */
    public static final int MOST = 63;

    /** SageMaker's own rule (CreateEndpoint's reference). */
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");

    private static final NameRule RULE = NameRule.words("endpoint", MOST);

    /** @throws IllegalArgumentException if SageMaker would not allow the name */
    public EndpointName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("endpoint name '%s' must be letters, digits and hyphens, at most %d"
                    .formatted(Printable.text(value), MOST));
        }
    }

    /**
     * Checks that it is a name to deploy under: {@code [a-z0-9]+(-[a-z0-9]+)*}, and short enough for the longest name that is made of it, which
     * a model bears.
     *
     * @throws IllegalArgumentException if it is not
     */
    public void check(Names names) {
        RULE.check(value);
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
