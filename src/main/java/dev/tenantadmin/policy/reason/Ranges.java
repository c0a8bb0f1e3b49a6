package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.DateValue;
import dev.tenantadmin.policy.language.IpRange;
import dev.tenantadmin.policy.language.NumberValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers, dates or addresses.
 *
 * @param ranges disjoint, in ascending order
 * @param others whether it also has the values that are not of the kind, such as words among numbers
 */
record Ranges(Kind kind, List<Range> ranges, boolean others) implements Values {

    /** What the values are. Addresses of both versions stand on one line, those of version 6 behind. */
    enum Kind {
        NUMBER,
        DATE,
        ADDRESS
    }

    /** Behind all addresses of version 4, before those of version 6. */
    private static final BigInteger SIX = BigInteger.ONE.shiftLeft(64);

    /** In seconds from 1970, before the year 9999. */
    private static final BigDecimal FAR = BigDecimal.valueOf(60_000_000_000L);

    private static final BigInteger LAST_FOUR = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    private static final BigInteger LAST_SIX =
            SIX.add(BigInteger.ONE.shiftLeft(128)).subtract(BigInteger.ONE);

    /**
     * Numbers from {@code from} to {@code to}.
     *
     * @param from null for no bound
     * @param includesFrom whether {@code from} itself is among them
     * @param to null for no bound
     * @param includesTo whether {@code to} itself is among them
     */
    record Range(
            @Nullable BigDecimal from,
            boolean includesFrom,
            @Nullable BigDecimal to,
            boolean includesTo) {

        boolean isEmpty() {
            if (from == null || to == null) {
                return false;
            }
            int order = from.compareTo(to);
            return order > 0 || (order == 0 && !(includesFrom && includesTo));
        }

        Range with(Range other) {
            boolean laterFrom = from == null
                    || (other.from != null
                            && (from.compareTo(other.from) < 0
                                    || (from.compareTo(other.from) == 0 && !other.includesFrom)));
            boolean earlierTo = to == null
                    || (other.to != null
                            && (to.compareTo(other.to) > 0 || (to.compareTo(other.to) == 0 && !other.includesTo)));
            return new Range(
                    laterFrom ? other.from : from,
                    laterFrom ? other.includesFrom : includesFrom,
                    earlierTo ? other.to : to,
                    earlierTo ? other.includesTo : includesTo);
        }

        boolean holds(BigDecimal value) {
            return !with(new Range(value, true, value, true)).isEmpty();
        }

        /** A value of it; as simple a one as there is. */
        BigDecimal example() {
            if (from != null && includesFrom) {
                return from;
            } else if (to != null && includesTo) {
                return to;
            } else if (from == null) {
                return to == null ? BigDecimal.ZERO : to.subtract(BigDecimal.ONE);
            } else if (to == null || from.add(BigDecimal.ONE).compareTo(to) < 0) {
                return from.add(BigDecimal.ONE);
            }
            return from.add(to).divide(BigDecimal.valueOf(2));
        }
    }

    Ranges {
        ranges = List.copyOf(ranges);
    }

    /** All values of the kind. */
    static Ranges all(Kind kind) {
        return new Ranges(kind, List.of(new Range(null, false, null, false)), false);
    }

    /** The values that compare so; a value that is not of the kind is none of them. */
    static Ranges of(Kind kind, List<Range> ranges) {
        List<Range> sorted = new ArrayList<>();
        ranges.stream()
                .filter(range -> !range.isEmpty())
                .sorted(Comparator.comparing(Range::from, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(range -> {
                    Range last = sorted.isEmpty() ? null : sorted.get(sorted.size() - 1);
                    if (last != null && reaches(last, range)) {
                        sorted.set(sorted.size() - 1, joined(last, range));
                    } else {
                        sorted.add(range);
                    }
                });
        return new Ranges(kind, sorted, false);
    }

    /** Whether nothing lies between both. */
    private static boolean reaches(Range one, Range next) {
        if (one.to == null || next.from == null) {
            return true;
        }
        int order = one.to.compareTo(next.from);
        return order > 0 || (order == 0 && (one.includesTo || next.includesFrom));
    }

    private static Range joined(Range one, Range next) {
        boolean nextIsLonger = one.to != null
                && (next.to == null
                        || next.to.compareTo(one.to) > 0
                        || (next.to.compareTo(one.to) == 0 && next.includesTo));
        boolean includesFrom = one.includesFrom
                || (one.from != null && next.from != null && one.from.compareTo(next.from) == 0 && next.includesFrom);
        return nextIsLonger
                ? new Range(one.from, includesFrom, next.to, next.includesTo)
                : new Range(one.from, includesFrom, one.to, one.includesTo);
    }

    @Override
    public Ranges negated() {
        List<Range> gaps = new ArrayList<>();
        BigDecimal from = null;
        boolean includesFrom = false;
        boolean open = true;
        for (Range range : ranges) {
            if (range.from != null) {
                Range gap = new Range(from, includesFrom, range.from, !range.includesFrom);
                if (!gap.isEmpty()) {
                    gaps.add(gap);
                }
            }
            open = range.to != null;
            from = range.to;
            includesFrom = !range.includesTo;
        }
        if (open) {
            gaps.add(new Range(from, includesFrom, null, false));
        }
        return new Ranges(kind, gaps, !others);
    }

    Ranges and(Ranges other) {
        List<Range> both = new ArrayList<>();
        for (Range one : ranges) {
            for (Range two : other.ranges) {
                Range range = one.with(two);
                if (!range.isEmpty()) {
                    both.add(range);
                }
            }
        }
        return new Ranges(kind, both, others && other.others);
    }

    @Override
    public boolean holds(String value) {
        return number(kind, value)
                .map(number -> ranges.stream().anyMatch(range -> range.holds(number)))
                .orElse(others);
    }

    /** Some value of it. */
    Optional<String> example() {
        if (kind == Kind.ADDRESS) {
            Range four = new Range(BigDecimal.ZERO, true, new BigDecimal(LAST_FOUR), true);
            Range six = new Range(new BigDecimal(SIX), true, new BigDecimal(LAST_SIX), true);
            for (Range version : List.of(four, six)) {
                for (Range range : ranges) {
                    Optional<String> address = address(range.with(version));
                    if (address.isPresent()) {
                        return address;
                    }
                }
            }
            return others ? Optional.of("none") : Optional.empty();
        }
        return ranges.stream()
                .findFirst()
                .map(range -> kind == Kind.DATE ? date(range.example()) : plain(range.example()))
                .or(() -> others ? Optional.of("none") : Optional.empty());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** In ISO 8601 within the years that it has; {@link DateValue} reads seconds since 1970 too, but no fractions of them. */
    private static String date(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole)
                .movePointRight(9)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
        return nanos == 0 && whole.abs().compareTo(FAR) > 0
                ? plain(whole)
                : Instant.ofEpochSecond(whole.longValue(), nanos).toString();
    }

    private static Optional<String> address(Range range) {
        if (range.isEmpty() || range.from == null || range.to == null) {
            return Optional.empty();
        }
        BigInteger first = range.from.toBigInteger();
        if (!range.includesFrom) {
            first = first.add(BigInteger.ONE);
        }
        BigInteger last = range.includesTo
                ? range.to.toBigInteger()
                : range.to.toBigInteger().subtract(BigInteger.ONE);
        if (first.compareTo(last) > 0) {
            return Optional.empty();
        }
        return Optional.of(first.compareTo(SIX) < 0 ? four(first) : six(first.subtract(SIX)));
    }

    private static String four(BigInteger address) {
        long bits = address.longValue();
        return "%d.%d.%d.%d".formatted(bits >> 24 & 255, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
    }

    private static String six(BigInteger address) {
        List<String> groups = new ArrayList<>();
        for (int i = 7; i >= 0; i--) {
            groups.add(Integer.toHexString(address.shiftRight(16 * i).intValue() & 0xffff));
        }
        return String.join(":", groups);
    }

    /** Where a value stands on the line of its kind; empty for what is not of the kind. */
    static Optional<BigDecimal> number(Kind kind, String value) {
        return switch (kind) {
            case NUMBER -> NumberValue.parse(value);
            case DATE ->
                DateValue.parse(value)
                        .map(date ->
                                BigDecimal.valueOf(date.getEpochSecond()).add(BigDecimal.valueOf(date.getNano(), 9)));
            case ADDRESS -> IpRange.parseAddress(value).map(address -> new BigDecimal(place(address, address.start())));
        };
    }

    /** The addresses of a range in CIDR's form. */
    static Optional<Range> addresses(String cidr) {
        return IpRange.parse(cidr).map(range -> {
            int free = range.bits() - range.prefix();
            BigInteger first = range.start().shiftRight(free).shiftLeft(free);
            BigInteger last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
            return new Range(new BigDecimal(place(range, first)), true, new BigDecimal(place(range, last)), true);
        });
    }

    private static BigInteger place(IpRange version, BigInteger address) {
        return version.bits() == 32 ? address : address.add(SIX);
    }
}
