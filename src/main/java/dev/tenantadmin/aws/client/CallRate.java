package dev.tenantadmin.aws.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The rate of calls to a service. Calls are not limited until the service throttles; then they go at the rate that it last accepted, a
 * little faster with each success, until it throttles again. All callers of a service share one pace.
 */
final class CallRate {

    private static final long SECOND = 1_000_000_000L;

    /** How long calls that were sent before a slowdown still return. */
    private static final long UNDER_WAY = SECOND / 4;

    /** Slightly below the service's rate, so that it rarely throttles. */
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

    /** Takes the next turn and returns the time until then; the caller waits. */
    synchronized Duration turn() {
        if (isFree()) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        long mine = Math.max(now, next);
        next = mine + (long) (SECOND / perSecond);
        return Duration.ofNanos(mine - now);
    }

    /** Records that the service accepted a call. */
    synchronized void taken() {
        long now = nanoTime.getAsLong();
        successes.addLast(now);
        forget(now);
        // One a second more for each second, however fast it goes.
        perSecond += Math.min(1, 1 / perSecond);
    }

    /**
     * Records that a call was throttled. Within a quarter of a second only the first counts, because the calls were sent at one pace. The
     * rate halves each time the service keeps throttling: quickly, because each call has a limited number of tries.
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
