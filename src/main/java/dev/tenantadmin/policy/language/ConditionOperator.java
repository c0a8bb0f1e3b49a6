package dev.tenantadmin.policy.language;

import java.util.Arrays;
import java.util.Optional;

/** The condition operators that IAM documents. A negated operator is the opposite of the comparison in its name. */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals"),
    STRING_NOT_EQUALS("StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase"),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike"),
    STRING_NOT_LIKE("StringNotLike"),
    NUMERIC_EQUALS("NumericEquals"),
    NUMERIC_NOT_EQUALS("NumericNotEquals"),
    NUMERIC_LESS_THAN("NumericLessThan"),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals"),
    NUMERIC_GREATER_THAN("NumericGreaterThan"),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals"),
    DATE_EQUALS("DateEquals"),
    DATE_NOT_EQUALS("DateNotEquals"),
    DATE_LESS_THAN("DateLessThan"),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals"),
    DATE_GREATER_THAN("DateGreaterThan"),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals"),
    BOOL("Bool"),
    BINARY_EQUALS("BinaryEquals"),
    IP_ADDRESS("IpAddress"),
    NOT_IP_ADDRESS("NotIpAddress"),
    ARN_EQUALS("ArnEquals"),
    ARN_LIKE("ArnLike"),
    ARN_NOT_EQUALS("ArnNotEquals"),
    ARN_NOT_LIKE("ArnNotLike"),
    /** Asks whether there is a value; compares nothing. */
    NULL("Null");

    private final String word;

    ConditionOperator(String word) {
        this.word = word;
    }

    /** Returns the operator with this name. */
    static Optional<ConditionOperator> named(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equals(word))
                .findFirst();
    }

    /** The name in policies. */
    public String word() {
        return word;
    }

    /** Whether it matches when the comparison in its name does not. */
    public boolean isNegated() {
        return word.contains("Not");
    }

    boolean isOfDates() {
        return word.startsWith("Date");
    }
}
