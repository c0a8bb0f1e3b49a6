package dev.tenantadmin.sandbox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers for a while the rows that this process changed, so that reads can return the old state. */
public final class StaleReads {
    private record Change(Instant end, Map<String, @Nullable Row> before) {}

    private final Clock clock;
    private final Duration length;
    private final Deque<Change> changes = new ArrayDeque<>();

    /** Remembers for this long. */
    public StaleReads(Clock clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    /** None: every read returns the current state. */
    static StaleReads none() {
        return new StaleReads(Clock.systemUTC(), Duration.ZERO);
    }

    /** Remembers a change; null is a row that did not exist. */
    void remember(Map<String, @Nullable Row> before) {
        if (!length.isZero()) {
            changes.addLast(new Change(clock.instant().plus(length), new LinkedHashMap<>(before)));
        }
    }

    /** The changed rows in their old state. */
    Map<String, @Nullable Row> rows() {
        Instant now = clock.instant();
        changes.removeIf(change -> !now.isBefore(change.end()));
        Map<String, @Nullable Row> rows = new LinkedHashMap<>();
        for (Change change : changes) {
            change.before().forEach((key, row) -> {
                if (!rows.containsKey(key)) {
                    rows.put(key, row);
                }
            });
        }
        return rows;
    }
}
