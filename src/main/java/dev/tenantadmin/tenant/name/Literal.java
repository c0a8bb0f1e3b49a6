package dev.tenantadmin.tenant.name;

/** Text that stands in a policy as it is: nothing in it is a wildcard or a variable. */
public final class Literal {

    private Literal() {}

    /**
     * The value, which a policy takes as it stands.
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
