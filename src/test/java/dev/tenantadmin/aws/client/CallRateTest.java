package dev.tenantadmin.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRateTest {

    private long now = 5;
    private final CallRate rate = new CallRate(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void nothingIsHeldBackUntilTheServiceThrottles() {
        for (int i = 0; i < 1000; i++) {
            assertThat(rate.turn()).isZero();
            rate.taken();
        }
    }

    /** A service that takes 20 calls a second, and 20 at once at first, and whoever calls it again when throttled. */
    @Test
    void usesNearlyAllThatTheServiceTakes() {
        double tokens = 20;
        int taken = 0;
        int throttled = 0;
        long began = now;
        while (taken < 2000) {
            Duration turn = rate.turn();
            pass(turn.plusMillis(1));
            tokens = Math.min(20, tokens + (turn.toNanos() / 1e9 + 0.001) * 20);
            if (tokens >= 1) {
                tokens--;
                taken++;
                rate.taken();
            } else {
                throttled++;
                rate.throttled();
            }
        }
        double perSecond = (taken - 20) / ((now - began) / 1e9);
        assertThat(perSecond).isGreaterThan(0.9 * 20);
        assertThat(throttled).isLessThan(taken / 5);
    }

    /** Ten calls were taken in this second, so the next ones are a tenth of a second apart. */
    @Test
    void severalThrottledAtOnceSlowItDownOnce() {
        for (int i = 0; i < 10; i++) {
            rate.taken();
        }
        for (int i = 0; i < 10; i++) {
            rate.throttled();
        }

        assertThat(rate.turn()).isBetween(Duration.ofMillis(100), Duration.ofMillis(110));
        assertThat(rate.turn()).isBetween(Duration.ofMillis(200), Duration.ofMillis(220));
    }

    @Test
    void aServiceThatGoesOnThrottlingIsAskedHalfAsOftenEachTime() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pass(Duration.ofSeconds(1));
            rate.throttled();
            Duration turn = rate.turn();
            waits.add(Math.round(turn.toMillis() / 1000.0));
            pass(turn);
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 9L, 16L, 16L, 16L);
    }

    /** As when many reads were taken before the first writes, of which it takes fewer. */
    @Test
    void aServiceThatTakesFarLessThanBeforeIsSoonAskedLess() {
        for (int i = 0; i < 300; i++) {
            pass(Duration.ofMillis(3));
            rate.taken();
        }
        long began = now;
        while (rate.turn().compareTo(Duration.ofMillis(50)) < 0) {
            pass(Duration.ofMillis(10));
            rate.throttled();
        }

        assertThat(Duration.ofNanos(now - began)).isLessThan(Duration.ofMillis(2500));
    }

    @Test
    void aServiceThatRecoversIsSoonAskedAsOftenAsItBears() {
        rate.throttled();
        long began = now;
        for (int i = 0; i < 200; i++) {
            pass(rate.turn());
            rate.taken();
        }

        assertThat(Duration.ofNanos(now - began)).isLessThan(Duration.ofSeconds(25));
    }
}
