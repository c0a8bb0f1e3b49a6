package dev.tenantadmin.aws.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The rate of calls to a service, shared by all callers: free until the service throttles much, then the rate at which it took calls.
 *
 * <p>It is BBR's rate control (Cardwell et al., "BBR: Congestion-Based Congestion Control", ACM Queue 14(5), 2016): the maximum of the
 * last rounds' delivery rates, and a faster round now and then, which raises it if more is delivered. So throttles that do not depend on
 * the rate do not lower it. As in BBR version 2, a round that loses much makes earlier ones void. Unlike BBR it probes with 1.5, because
 * 1.25 gains too little where a seventh is throttled, and does not drain, because a service that throttles keeps no queue.
 */
final class CallRate {

    private static final double SECOND = 1e9;

    /** A round is this long, a quarter of it if much was throttled. */
    private static final double ROUND = SECOND;

    /** At least so many answers a round, so that chance decides little. */
    private static final int ANSWERS = 30;

    /** The share throttled that shows a limit: less than a third, which probing makes, and twice the seventh that others' calls may make. */
    private static final double LIMITED = 0.3;

    private static final double PROBE = 1.5;
    private static final int ROUNDS = 4;

    private final LongSupplier nanoTime;
    private final Deque<Double> delivered = new ArrayDeque<>();
    private double perSecond = Double.POSITIVE_INFINITY;
    private long asked;
    private double granted;
    private long counted;
    private long begun;
    private int taken;
    private int throttled;
    private boolean held;
    private long rounds;

    CallRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.counted = nanoTime.getAsLong();
        this.begun = counted;
    }

    /** Asks for a turn. Turns come in the order in which they were asked for. */
    synchronized long ask() {
        grant(nanoTime.getAsLong());
        return ++asked;
    }

    /** The time until this turn at today's rate, which may change: ask again after a part of it. */
    synchronized Duration until(long turn) {
        grant(nanoTime.getAsLong());
        if (isFree() || granted >= turn) {
            return Duration.ZERO;
        }
        held = true;
        return Duration.ofNanos(1 + (long) (SECOND * (turn - granted) / perSecond));
    }

    /** Records that the service took a call. */
    synchronized void taken() {
        taken++;
        endRound(nanoTime.getAsLong());
    }

    /** Records that a call was throttled. */
    synchronized void throttled() {
        throttled++;
        endRound(nanoTime.getAsLong());
    }

    private void endRound(long now) {
        int answers = taken + throttled;
        boolean limited = throttled > LIMITED * answers;
        if (answers < ANSWERS || now - begun < (limited ? ROUND / 4 : ROUND)) {
            return;
        }
        grant(now);
        if (limited || !held) {
            // What was delivered before does not count: the service takes less now, or the callers asked for less.
            delivered.clear();
        }
        if (limited || (!isFree() && held)) {
            // A free round may have begun with nothing to do.
            double passed = now - begun;
            double lasted = isFree() ? Math.min(passed, ROUND) : passed;
            // One more than were taken: too high a rate is found out faster than too low a one.
            delivered.addLast((taken + 1) * SECOND / lasted);
            if (delivered.size() > ROUNDS) {
                delivered.removeFirst();
            }
            boolean probing = throttled == 0 || ++rounds % ROUNDS == 0;
            perSecond = Collections.max(delivered) * (probing ? PROBE : 1);
        } else {
            perSecond = Double.POSITIVE_INFINITY;
        }
        begun = now;
        taken = 0;
        throttled = 0;
        held = false;
    }

    /** Turns that nobody asks for are not saved, except one. */
    private void grant(long now) {
        granted = isFree() ? asked : Math.min(asked + 1.0, granted + perSecond * (now - counted) / SECOND);
        counted = now;
    }

    private boolean isFree() {
        return Double.isInfinite(perSecond);
    }
}
