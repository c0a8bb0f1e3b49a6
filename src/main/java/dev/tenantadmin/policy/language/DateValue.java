package dev.tenantadmin.policy.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dates that IAM accepts (recorded from AWS by LocalStack, test_iam_policies). */
public final class DateValue {
    private static final Pattern FORM = Pattern.compile(
            "(-?\\d{1,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?"
                    + "(?:[Tt](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?)?([Zz]|[+-]\\d{2}(?::\\d{2})?)?)?");
    private static final int FIRST_YEAR = -292275054;
    private static final int LAST_YEAR = 292278993;

    private DateValue() {}

    /** Parses seconds since 1970, or a date of ISO 8601 with or without its later parts. */
    public static Optional<Instant> parse(String text) {
        try {
            if (text.matches("\\d+")) {
                long seconds = Long.parseLong(text);
                return Optional.of(
                        seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds));
            }
            Matcher parts = FORM.matcher(text);
            return parts.matches() ? date(parts) : Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(Matcher parts) {
        int year = Integer.parseInt(parts.group(1));
        LocalDate day = LocalDate.of(year, number(parts.group(2), 1), number(parts.group(3), 1));
        int nanos = parts.group(7) == null ? 0 : Integer.parseInt((parts.group(7) + "00000000").substring(0, 9));
        LocalTime time =
                LocalTime.of(number(parts.group(4), 0), number(parts.group(5), 0), number(parts.group(6), 0), nanos);
        return year < FIRST_YEAR || year > LAST_YEAR
                ? Optional.empty()
                : Optional.of(day.atTime(time).toInstant(ZoneOffset.UTC).minusSeconds(offset(parts.group(8))));
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** The seconds of an offset; a zone of java.time reaches 18 hours only. */
    private static int offset(@Nullable String zone) {
        if (zone == null || zone.equalsIgnoreCase("Z")) {
            return 0;
        }
        LocalTime offset = LocalTime.of(
                Integer.parseInt(zone.substring(1, 3)), zone.length() > 3 ? Integer.parseInt(zone.substring(4)) : 0);
        return zone.startsWith("-") ? -offset.toSecondOfDay() : offset.toSecondOfDay();
    }
}
