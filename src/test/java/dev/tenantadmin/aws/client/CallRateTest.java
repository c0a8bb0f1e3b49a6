package dev.tenantadmin.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRateTest {

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 5L);
    private static final int SECONDS = 30;
    private static final int FEW_SECONDS = 5;

    private static final int[] CALLERS = {1, 16, 64, 300};

    private long now = 5;
    private final CallRate rate = new CallRate(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Waits for a turn as a single caller. */
    private Duration turn() {
        Duration wait = rate.until(rate.ask());
        pass(wait);
        return wait;
    }

    private void answers(int taken, int throttled) {
        for (int i = 0; i < taken; i++) {
            rate.taken();
        }
        for (int i = 0; i < throttled; i++) {
            rate.throttled();
        }
    }

    /** What so many callers make where nothing throttles: the same in each second. */
    private static double free(long seed, int callers) {
        return new SimulatedCalls(seed, callers, SimulatedCalls.Throttling.UNLIMITED).run(FEW_SECONDS)
                * (double) SECONDS
                / FEW_SECONDS;
    }

    /** Of a limit it uses nine tenths, however many begin at once, and no call runs out of its eight attempts. */
    @ParameterizedTest
    @CsvSource({"2, 2", "5, 5", "5, 100", "20, 5", "20, 20", "100, 100"})
    void usesNineTenthsOfALimit(double perSecond, double burst) {
        for (int callers : CALLERS) {
            for (long seed : SEEDS) {
                SimulatedCalls limited =
                        new SimulatedCalls(seed, callers, SimulatedCalls.Throttling.limit(perSecond, burst));
                double allowed = Math.min(2 * free(seed, callers), burst + perSecond * 2 * SECONDS);
                assertThat(limited.run(2 * SECONDS) / allowed)
                        .as("%d callers, seed %d", callers, seed)
                        .isGreaterThan(0.9);
                assertThat(limited.lost())
                        .as("%d callers, seed %d", callers, seed)
                        .isZero();
            }
        }
    }

    /** What others' calls cause does not slow it down by more than a half. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesAtMostHalfWhereThrottlesDoNotDependOnTheRate(boolean random) {
        for (int callers : CALLERS) {
            for (long seed : SEEDS) {
                SimulatedCalls throttled = new SimulatedCalls(
                        seed,
                        callers,
                        random ? SimulatedCalls.Throttling.atRandom(7) : SimulatedCalls.Throttling.everyNth(7));
                assertThat(throttled.run(SECONDS) / free(seed, callers))
                        .as("%d callers, seed %d", callers, seed)
                        .isGreaterThan(0.5);
                // By chance alone one call of 7^8, which is 5.8 million, is throttled eight times.
                assertThat(throttled.lost()).isLessThan(2);
            }
        }
    }

    /** Then a limit shows less clearly. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20, 100})
    void losesAtMostHalfWhereBothThrottle(int perSecond) {
        for (int callers : CALLERS) {
            for (long seed : SEEDS) {
                double taken = new SimulatedCalls(
                                seed, callers, new SimulatedCalls.Throttling(perSecond, perSecond, 7, false))
                        .run(SECONDS);
                assertThat(taken / Math.min(free(seed, callers), perSecond * (1.0 + SECONDS)))
                        .as("%d callers, seed %d", callers, seed)
                        .isGreaterThan(0.5);
            }
        }
    }

    @Test
    void nothingIsHeldBackUntilTheServiceThrottles() {
        for (int i = 0; i < 1000; i++) {
            assertThat(turn()).isZero();
            rate.taken();
        }
    }

    /** Fourteen calls were taken in this half second, and one for the doubt: the next ones are a thirtieth of a second apart. */
    @Test
    void goesAtTheRateAtWhichCallsWereTaken() {
        pass(Duration.ofMillis(500));
        answers(14, 16);

        assertThat(turn()).isBetween(Duration.ofMillis(33), Duration.ofMillis(34));
        assertThat(turn()).isBetween(Duration.ofMillis(33), Duration.ofMillis(34));
    }

    @Test
    void whoeverWaitsGoesSoonerWhenTheRateRises() {
        pass(Duration.ofSeconds(1));
        answers(1, 29);
        for (int i = 0; i < 100; i++) {
            rate.ask();
        }
        long late = rate.ask();
        Duration before = rate.until(late);
        pass(Duration.ofSeconds(1));
        answers(50, 0);

        assertThat(before).isGreaterThan(Duration.ofSeconds(40));
        assertThat(rate.until(late)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void isFreeAgainWhenNobodyHadToWait() {
        pass(Duration.ofSeconds(1));
        answers(1, 29);
        assertThat(turn()).isPositive();
        pass(Duration.ofSeconds(30));
        answers(30, 0);
        pass(Duration.ofSeconds(30));
        answers(30, 0);

        assertThat(turn()).isZero();
        assertThat(turn()).isZero();
    }

    @Test
    void aServiceThatRecoversIsSoonAskedAsOftenAsItBears() {
        pass(Duration.ofSeconds(1));
        answers(1, 29);
        long began = now;
        for (int i = 0; i < 200; i++) {
            turn();
            rate.taken();
        }

        assertThat(Duration.ofNanos(now - began)).isLessThan(Duration.ofSeconds(100));
    }
}
