package dev.tenantadmin.policy.language;

/** How many values of a key must meet a condition. */
public enum Quantifier {
    THE_ONE(""),
    FOR_ANY("ForAnyValue:"),
    FOR_ALL("ForAllValues:");

    private final String prefix;

    Quantifier(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
