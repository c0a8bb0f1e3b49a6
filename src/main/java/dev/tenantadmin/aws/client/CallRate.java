package dev.tenantadmin.aws.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How fast a service takes calls. Nothing is held back until it throttles; then calls go at the rate at which it last took them, and a
 * little faster with each that succeeds, until it throttles again. All who call a service share one pace.
 */
final class CallRate {

    private static final long SECOND = 1_000_000_000L;

    /** How long calls come back that were sent before a slowing down. */
    private static final long UNDER_WAY = SECOND / 4;

    /** A bit below what the service bears, so that it throttles seldom. */
    private static final double BELOW = 0.97;

    private static final double SLOWEST = 1.0 / 16;

    private final LongSupplier nanoTime;
    private final Deque<Long> successes = new ArrayDeque<>();
    private double perSecond = Double.POSITIVE_INFINITY;
    private long slowed;
    private long next;

    CallRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the next turn; tells how long it is until then. Whoever takes it waits by itself. */
    synchronized Duration turn() {
        if (isFree()) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        long mine = Math.max(now, next);
        next = mine + (long) (SECOND / perSecond);
        return Duration.ofNanos(mine - now);
    }

    /** A call was taken. */
    synchronized void taken() {
        long now = nanoTime.getAsLong();
        successes.addLast(now);
        forget(now);
        // One a second more for each second, however fast it goes.
        perSecond += Math.min(1, 1 / perSecond);
    }

    /**
     * A call was throttled. Of several within a quarter of a second the first alone counts: they were sent at one pace. A service that goes
     * on throttling is asked half as often each time; it must be soon, for each call has so many tries and no more.
     */
    synchronized void throttled() {
        long now = nanoTime.getAsLong();
        if (!isFree() && now - slowed < UNDER_WAY) {
            return;
        }
        forget(now);
        double seen = isFree() ? Math.max(1, successes.size()) : Math.max(successes.size(), perSecond / 2);
        perSecond = Math.max(SLOWEST, BELOW * Math.min(perSecond, seen));
        next = Math.max(isFree() ? now : next, now + (long) (SECOND / perSecond));
        slowed = now;
    }

    private boolean isFree() {
        return Double.isInfinite(perSecond);
    }

    private void forget(long now) {
        while (!successes.isEmpty() && now - successes.getFirst() > SECOND) {
            successes.removeFirst();
        }
    }
}
