package dev.tenantadmin.tenant.name;

/** The name of a notebook within its tenant: {@code [a-z0-9]+(-[a-z0-9]+)*}, at most 41 characters. */
public record NotebookName(String value) implements Comparable<NotebookName> {

    private static final NameRule RULE = NameRule.words("notebook", 41);

    /** @throws IllegalArgumentException if the name breaks the rule */
    public NotebookName {
        RULE.check(value);
    }

    @Override
    public int compareTo(NotebookName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
