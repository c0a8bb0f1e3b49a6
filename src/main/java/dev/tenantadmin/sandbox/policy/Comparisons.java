package dev.tenantadmin.sandbox.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** How values of each type compare. What is not of the type is INVALID. */
final class Comparisons {
    private static final int ARN_PARTS = 6;

    private Comparisons() {}

    private static Match match(Optional<Glob> pattern, Function<Glob, Boolean> test) {
        return pattern.map(test).map(Match::of).orElse(Match.INVALID);
    }

    static Match equal(String value, String given, Variables variables) {
        return match(Glob.literal(value, variables), text -> text.matches(given));
    }

    static Match equalIgnoringCase(String value, String given, Variables variables) {
        return match(Glob.literal(value, variables), text -> text.matchesIgnoringCase(given));
    }

    static Match like(String value, String given, Variables variables) {
        return match(Glob.of(value, variables), pattern -> pattern.matches(given));
    }

    /** Each of the six parts for itself, so that no star reaches over a colon of the first five. */
    static Match arnLike(String value, String given, Variables variables) {
        String[] wanted = value.split(":", ARN_PARTS);
        String[] parts = given.split(":", ARN_PARTS);
        if (wanted.length < ARN_PARTS || parts.length < ARN_PARTS) {
            return Match.INVALID;
        }
        boolean all = true;
        for (int i = 0; i < ARN_PARTS; i++) {
            Optional<Glob> part = Glob.of(wanted[i], variables);
            if (part.isEmpty()) {
                return Match.INVALID;
            }
            all &= part.get().matches(parts[i]);
        }
        return Match.of(all);
    }

    static Comparison numbers(IntPredicate test) {
        return (value, given, variables) -> compare(number(value), number(given), test);
    }

    static Comparison dates(IntPredicate test) {
        return (value, given, variables) -> compare(date(value), date(given), test);
    }

    private static <T extends Comparable<T>> Match compare(Optional<T> value, Optional<T> given, IntPredicate test) {
        return value.isEmpty() || given.isEmpty()
                ? Match.INVALID
                : Match.of(test.test(given.get().compareTo(value.get())));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970, or one of the forms of ISO 8601 that the W3C's note lists. */
    static Optional<Instant> date(String text) {
        try {
            if (text.matches("-?\\d+")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            } else if (text.matches("\\d{4}-\\d{2}")) {
                return Optional.of(YearMonth.parse(text).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            } else if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            } else if (text.matches(".*T.*([Zz]|[+-]\\d{2}:\\d{2})")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The only type beside text and ARNs whose values may be variables. */
    static Match sameTruth(String value, String given, Variables variables) {
        Optional<Glob> wanted = Glob.literal(value, variables);
        return wanted.isPresent() && isTruth(wanted.get().text()) && isTruth(given)
                ? Match.of(wanted.get().matchesIgnoringCase(given))
                : Match.INVALID;
    }

    private static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    static Match sameBytes(String value, String given, Variables variables) {
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return Match.of(Arrays.equals(decoder.decode(value), decoder.decode(given)));
        } catch (IllegalArgumentException e) {
            return Match.INVALID;
        }
    }

    static Match within(String value, String given, Variables variables) {
        Optional<IpRange> range = IpRange.parse(value);
        Optional<IpRange> address = given.contains("/") ? Optional.empty() : IpRange.parse(given);
        return range.isEmpty() || address.isEmpty()
                ? Match.INVALID
                : Match.of(range.get().contains(address.get()));
    }
}
