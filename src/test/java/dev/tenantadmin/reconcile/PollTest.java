package dev.tenantadmin.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollTest {

    private final FakeClock clock = new FakeClock();
    private final Instant began = clock.instant();
    private final List<Event> events = new ArrayList<>();
    private final Poll poll = new Poll(clock, Duration.ofMinutes(10), events::add);
    private int looks;

    private Duration elapsed() {
        return Duration.between(began, clock.instant());
    }

    /** A thing that is Pending until so much time has passed. */
    private String status(Duration pending) {
        looks++;
        return elapsed().compareTo(pending) < 0 ? "Pending" : "InService";
    }

    private String await(Duration pending) {
        return poll.until("thing", () -> status(pending), "InService"::equals, Function.identity());
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void whatIsSettledIsSeenAtOnce() {
        assertThat(await(Duration.ZERO)).isEqualTo("InService");
        assertThat(elapsed()).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void looksSoonAtFirstAndSeldomLater() {
        await(Duration.ofMinutes(5));

        assertThat(elapsed())
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(12));
        assertThat(looks).isBetween(30, 55);
        assertThat(events)
                .hasSize(looks - 1)
                .allSatisfy(event -> assertThat(event)
                        .asInstanceOf(InstanceOfAssertFactories.type(Event.Waiting.class))
                        .satisfies(waiting ->
                                assertThat(waiting.what() + waiting.status()).isEqualTo("thingPending")));
        Event.Waiting second = (Event.Waiting) events.get(1);
        assertThat(second.elapsed()).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
    }

    @Test
    void givesUpAtTheDeadlineAfterALastLook() {
        assertThatThrownBy(() -> await(Duration.ofDays(1)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMED_OUT);
                    assertThat(failure.retryable()).isTrue();
                })
                .hasMessage("gave up after 10m waiting for thing, which is Pending");
        assertThat(elapsed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(await(Duration.ofMinutes(10))).isEqualTo("InService");
    }

    @Test
    void allWaitsShareTheDeadline() {
        await(Duration.ofMinutes(9));

        assertThatThrownBy(() -> await(Duration.ofMinutes(12))).isInstanceOf(Failure.class);
        assertThat(elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    private static boolean any(RuntimeException failure) {
        return true;
    }

    private Runnable failingFor(Duration time) {
        return () -> {
            looks++;
            if (elapsed().compareTo(time) < 0) {
                throw new IllegalStateException("not yet");
            }
        };
    }

    @Test
    void aWriteIsTriedUntilItSucceeds() {
        poll.retry("thing", failingFor(Duration.ofSeconds(20)), PollTest::any, Duration.ofMinutes(2));

        assertThat(elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(32));
        assertThat(looks).isBetween(4, 9);
        assertThat(events).hasSize(looks - 1);
    }

    @Test
    void aWriteThatKeepsFailingFailsWithItsOwnReasonWhenPatienceEnds() {
        assertThatThrownBy(
                        () -> poll.retry("thing", failingFor(Duration.ofDays(1)), PollTest::any, Duration.ofMinutes(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not yet");
        assertThat(elapsed()).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(132));
    }

    @Test
    void aWriteThatFailsForAnotherReasonIsNotTriedAgain() {
        assertThatThrownBy(() -> poll.retry("thing", failingFor(Duration.ofDays(1)), e -> false, Duration.ofMinutes(2)))
                .hasMessage("not yet");
        assertThat(looks).isOne();
        assertThat(elapsed()).isZero();
    }

    @Test
    void patienceEndsWithTheDeadline() {
        assertThatThrownBy(() -> poll.retry("thing", failingFor(Duration.ofDays(1)), PollTest::any, Duration.ofDays(1)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMED_OUT));
        assertThat(elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anInterruptEndsTheWait() {
        Timeline interrupting = new Timeline() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public void pass(Duration duration) throws InterruptedException {
                throw new InterruptedException();
            }
        };

        assertThatThrownBy(() -> new Poll(interrupting, Duration.ofMinutes(1), events::add)
                        .until("thing", () -> "Pending", "InService"::equals, Function.identity()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERRUPTED));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
