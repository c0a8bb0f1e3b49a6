package dev.tenantadmin.sandbox.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers for a while what rows were before this process changed them, so that reads can be answered from before the change. */
public final class StaleReads {
    private record Change(Instant end, Map<String, @Nullable Row> before) {}

    private final Clock clock;
    private final Duration length;
    private final Deque<Change> changes = new ArrayDeque<>();

    /** One that remembers for so long. */
    public StaleReads(Clock clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    /** None: every read is of what is there now. */
    static StaleReads none() {
        return new StaleReads(Clock.systemUTC(), Duration.ZERO);
    }

    /** Takes in a change; a null is a row that was not there. */
    void remember(Map<String, @Nullable Row> before) {
        if (!length.isZero()) {
            changes.addLast(new Change(clock.instant().plus(length), new LinkedHashMap<>(before)));
        }
    }

    /** The rows that were different then, as they were. */
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
