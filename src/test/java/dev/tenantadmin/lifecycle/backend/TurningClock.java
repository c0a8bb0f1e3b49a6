package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.reconcile.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The sandbox's clock and the command's in one: it stands until somebody waits, and then turns at once. */
public final class TurningClock extends Clock implements Timeline {
    private Instant now;

    TurningClock() {
        this(Instant.parse("2026-12-01T10:00:00Z"));
    }

    TurningClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
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
