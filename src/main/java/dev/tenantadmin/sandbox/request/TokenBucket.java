package dev.tenantadmin.sandbox.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A token bucket. It starts full, and every call takes a token. */
public final class TokenBucket {
    private final Rate rate;
    private final Clock clock;
    private double tokens;
    private Instant filled;

    /** Makes a full bucket. */
    public TokenBucket(Rate rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
        this.tokens = rate.burst();
        this.filled = clock.instant();
    }

    /** Takes a token; false if there is none. */
    public synchronized boolean take() {
        Instant now = clock.instant();
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        tokens = Math.min(rate.burst(), tokens + Math.max(0, seconds) * rate.perSecond());
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
