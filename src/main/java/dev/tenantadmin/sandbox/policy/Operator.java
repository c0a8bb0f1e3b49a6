package dev.tenantadmin.sandbox.policy;

import java.util.Arrays;
import java.util.Optional;

/** The condition operators that IAM documents. A negated one is the opposite of the comparison that it names. */
@SuppressWarnings("ImmutableEnumChecker") // Comparisons are functions and hold nothing.
public enum Operator {
    STRING_EQUALS("StringEquals", Comparisons::equal),
    STRING_NOT_EQUALS("StringNotEquals", STRING_EQUALS),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Comparisons::equalIgnoringCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", STRING_EQUALS_IGNORE_CASE),
    STRING_LIKE("StringLike", Comparisons::like),
    STRING_NOT_LIKE("StringNotLike", STRING_LIKE),
    NUMERIC_EQUALS("NumericEquals", Comparisons.numbers(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", NUMERIC_EQUALS),
    NUMERIC_LESS_THAN("NumericLessThan", Comparisons.numbers(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparisons.numbers(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Comparisons.numbers(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Comparisons.numbers(order -> order >= 0)),
    DATE_EQUALS("DateEquals", Comparisons.dates(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", DATE_EQUALS),
    DATE_LESS_THAN("DateLessThan", Comparisons.dates(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparisons.dates(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", Comparisons.dates(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparisons.dates(order -> order >= 0)),
    BOOL("Bool", Comparisons::sameTruth),
    BINARY_EQUALS("BinaryEquals", Comparisons::sameBytes),
    IP_ADDRESS("IpAddress", Comparisons::within),
    NOT_IP_ADDRESS("NotIpAddress", IP_ADDRESS),
    ARN_EQUALS("ArnEquals", Comparisons::arnLike),
    ARN_LIKE("ArnLike", Comparisons::arnLike),
    ARN_NOT_EQUALS("ArnNotEquals", ARN_EQUALS),
    ARN_NOT_LIKE("ArnNotLike", ARN_LIKE),
    /** Asks whether there is a value; it compares none. */
    NULL("Null", (value, given, variables) -> Match.INVALID);

    private final String word;
    private final Comparison comparison;
    private final boolean negated;

    Operator(String word, Comparison comparison) {
        this.word = word;
        this.comparison = comparison;
        this.negated = false;
    }

    Operator(String word, Operator opposite) {
        this.word = word;
        this.comparison = opposite.comparison;
        this.negated = true;
    }

    /** The operator of this name. */
    static Optional<Operator> named(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equals(word))
                .findFirst();
    }

    /** The name as policies have it. */
    public String word() {
        return word;
    }

    boolean isNegated() {
        return negated;
    }

    boolean isOfDates() {
        return word.startsWith("Date");
    }

    Match compare(String value, String given, Variables variables) {
        return comparison.compare(value, given, variables);
    }
}
