package dev.tenantadmin.policy.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/** The dates that IAM accepts. */
public final class DateValue {
    private DateValue() {}

    /** Parses seconds since 1970, or a form of ISO 8601 from the W3C's note. */
    public static Optional<Instant> parse(String text) {
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
}
