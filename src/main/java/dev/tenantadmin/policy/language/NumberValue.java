package dev.tenantadmin.policy.language;

import java.math.BigDecimal;
import java.util.Optional;

/** The numbers that IAM compares. */
public final class NumberValue {
    private NumberValue() {}

    /** Parses an integer or a decimal, between spaces perhaps. */
    public static Optional<BigDecimal> parse(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
