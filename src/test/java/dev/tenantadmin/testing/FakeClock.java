package dev.tenantadmin.testing;

import dev.tenantadmin.reconcile.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The sandbox's clock and the command's: it stands until a test turns it, or until somebody waits, which takes no time. */
public final class FakeClock extends Clock implements Timeline {

    private Instant now;

    /** At a time that is always the same. */
    public FakeClock() {
        this(Instant.parse("2026-12-01T10:00:00Z"));
    }

    /** At this time. */
    public FakeClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
