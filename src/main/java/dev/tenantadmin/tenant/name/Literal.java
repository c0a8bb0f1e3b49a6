package dev.tenantadmin.tenant.name;

/** Text that a policy takes literally: it has no wildcards or variables. */
public final class Literal {

    private Literal() {}

    /**
     * Returns the value if a policy takes it literally.
     *
     * @throws IllegalArgumentException if a policy would match more than the value
     */
    public static String of(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c == '*' || c == '?' || c == '$')) {
            throw new IllegalArgumentException(
                    "%s '%s' must not be empty or contain *, ? or $".formatted(what, Printable.text(value)));
        }
        return value;
    }
}
