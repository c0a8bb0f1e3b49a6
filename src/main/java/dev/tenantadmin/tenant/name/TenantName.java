package dev.tenantadmin.tenant.name;

import java.util.Set;

/**
 * The name of a tenant: {@code [a-z][a-z0-9]*(-[a-z0-9]+)*}, at most 20 characters. It cannot contain {@link Names#DELIMITER}, so no
 * tenant's prefix begins another tenant's names.
 */
public record TenantName(String value) implements Comparable<TenantName> {

    /** With the delimiter and a person or notebook name of 41 characters, this fills SageMaker's limit of 63. */
    public static final int MAX_LENGTH = 20;

    private static final NameRule RULE = NameRule.startingWithLetter("tenant", MAX_LENGTH);

    /** AWS reserves these prefixes, and some AWS managed policies allow everything named {@code *sagemaker*}. */
    private static final Set<String> RESERVED = Set.of("aws", "amazon", "sagemaker");

    /** @throws IllegalArgumentException if the name breaks the rule or contains a reserved word */
    public TenantName {
        RULE.check(value);
        for (String word : value.split("-", -1)) {
            if (RESERVED.contains(word)) {
                throw new IllegalArgumentException(
                        "tenant name '%s' is reserved: it holds the word '%s'".formatted(value, word));
            }
        }
    }

    @Override
    public int compareTo(TenantName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
