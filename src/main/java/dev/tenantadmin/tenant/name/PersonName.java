package dev.tenantadmin.tenant.name;

/** The name of a person within its tenant: {@code [a-z0-9]+([-._@+=,][a-z0-9]+)*}, at most 41 characters. */
public record PersonName(String value) implements Comparable<PersonName> {

    private static final NameRule RULE = NameRule.person(41);

    /** @throws IllegalArgumentException if the name breaks the rule */
    public PersonName {
        RULE.check(value);
    }

    @Override
    public int compareTo(PersonName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
