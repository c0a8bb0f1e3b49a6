package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.DateValue;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.IpRange;
import dev.tenantadmin.policy.language.NumberValue;
import dev.tenantadmin.policy.language.Variables;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** How values of each type compare. A value of another type is INVALID. */
final class Comparisons {
    private Comparisons() {}

    /** Whether a value of the request matches a condition's value by an operator; a negated operator is compared like its opposite. */
    static Match compare(ConditionOperator operator, String value, String given, Variables variables) {
        return switch (operator) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> equal(value, given, variables);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> equalIgnoringCase(value, given, variables);
            case STRING_LIKE, STRING_NOT_LIKE -> like(value, given, variables);
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> numbers(value, given, order -> order == 0);
            case NUMERIC_LESS_THAN -> numbers(value, given, order -> order < 0);
            case NUMERIC_LESS_THAN_EQUALS -> numbers(value, given, order -> order <= 0);
            case NUMERIC_GREATER_THAN -> numbers(value, given, order -> order > 0);
            case NUMERIC_GREATER_THAN_EQUALS -> numbers(value, given, order -> order >= 0);
            case DATE_EQUALS, DATE_NOT_EQUALS -> dates(value, given, order -> order == 0);
            case DATE_LESS_THAN -> dates(value, given, order -> order < 0);
            case DATE_LESS_THAN_EQUALS -> dates(value, given, order -> order <= 0);
            case DATE_GREATER_THAN -> dates(value, given, order -> order > 0);
            case DATE_GREATER_THAN_EQUALS -> dates(value, given, order -> order >= 0);
            case BOOL -> sameTruth(value, given, variables);
            case BINARY_EQUALS -> sameBytes(value, given);
            case IP_ADDRESS, NOT_IP_ADDRESS -> within(value, given);
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> arnLike(value, given, variables);
            // Null asks whether there is a value; it does not compare.
            case NULL -> Match.INVALID;
        };
    }

    private static Match match(Optional<Glob> pattern, Function<Glob, Boolean> test) {
        return pattern.map(test).map(Match::of).orElse(Match.INVALID);
    }

    private static Match equal(String value, String given, Variables variables) {
        return match(Glob.literal(value, variables), text -> text.matches(given));
    }

    private static Match equalIgnoringCase(String value, String given, Variables variables) {
        return match(Glob.literal(value, variables), text -> text.matchesIgnoringCase(given));
    }

    private static Match like(String value, String given, Variables variables) {
        return match(Glob.of(value, variables), pattern -> pattern.matches(given));
    }

    /** Compares each of the six parts separately, so that a star in the first five does not match a colon. */
    private static Match arnLike(String value, String given, Variables variables) {
        List<String> wanted = Arn.parts(value);
        List<String> parts = Arn.parts(given);
        if (wanted.size() < Arn.PARTS || parts.size() < Arn.PARTS) {
            return Match.INVALID;
        }
        boolean all = true;
        for (int i = 0; i < Arn.PARTS; i++) {
            Optional<Glob> part = Glob.of(wanted.get(i), variables);
            if (part.isEmpty()) {
                return Match.INVALID;
            }
            all &= part.get().matches(parts.get(i));
        }
        return Match.of(all);
    }

    private static Match numbers(String value, String given, IntPredicate test) {
        return compare(NumberValue.parse(value), NumberValue.parse(given), test);
    }

    private static Match dates(String value, String given, IntPredicate test) {
        return compare(DateValue.parse(value), DateValue.parse(given), test);
    }

    private static <T extends Comparable<T>> Match compare(Optional<T> value, Optional<T> given, IntPredicate test) {
        return value.isEmpty() || given.isEmpty()
                ? Match.INVALID
                : Match.of(test.test(given.get().compareTo(value.get())));
    }

    /** Bool is the only type besides text and ARNs that allows variables. */
    private static Match sameTruth(String value, String given, Variables variables) {
        Optional<Glob> wanted = Glob.literal(value, variables);
        return wanted.isPresent() && isTruth(wanted.get().text()) && isTruth(given)
                ? Match.of(wanted.get().matchesIgnoringCase(given))
                : Match.INVALID;
    }

    private static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static Match sameBytes(String value, String given) {
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return Match.of(Arrays.equals(decoder.decode(value), decoder.decode(given)));
        } catch (IllegalArgumentException e) {
            return Match.INVALID;
        }
    }

    private static Match within(String value, String given) {
        Optional<IpRange> range = IpRange.parse(value);
        Optional<IpRange> address = IpRange.parseAddress(given);
        return range.isEmpty() || address.isEmpty()
                ? Match.INVALID
                : Match.of(range.get().contains(address.get()));
    }
}
