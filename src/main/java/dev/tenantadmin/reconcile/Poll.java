package dev.tenantadmin.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for the account to reach a state, until a deadline that all waits of one command share. Replaces the SDK's waiters: they look every
 * 30 s, take any ValidationException for success, and report a failure without its reason.
 */
public final class Poll {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final double GROWTH = 1.4;

    private final Timeline timeline;
    private final Instant deadline;
    private final Duration timeout;
    private final Event.Listener listener;

    public Poll(Timeline timeline, Duration timeout, Event.Listener listener) {
        this.timeline = timeline;
        this.timeout = timeout;
        this.deadline = timeline.instant().plus(timeout);
        this.listener = listener;
    }

    /**
     * Looks at once and then again and again until {@code settled} holds.
     *
     * @param what what to wait for, in the output: {@code notebook instance acme--main}
     * @param status returns its current state
     * @return what the last look saw
     * @throws Failure of kind TIMED_OUT when the deadline passes, INTERRUPTED when the thread is interrupted
     */
    public <T> T until(String what, Supplier<T> look, Predicate<T> settled, Function<T, String> status) {
        return until(FIRST, what, look, settled, status);
    }

    /** The same for what takes its time: looks first after a pause, then after longer ones. */
    public <T> T later(String what, Supplier<T> look, Predicate<T> settled, Function<T, String> status) {
        pause(SLOW, () -> "gave up after %s waiting for %s".formatted(words(timeout), what));
        return until(lengthen(SLOW), what, look, settled, status);
    }

    private <T> T until(
            Duration first, String what, Supplier<T> look, Predicate<T> settled, Function<T, String> status) {
        Instant began = timeline.instant();
        Duration pause = first;
        while (true) {
            T seen = look.get();
            if (settled.test(seen)) {
                return seen;
            }
            String word = status.apply(seen);
            listener.on(new Event.Waiting(what, word, Duration.between(began, timeline.instant())));
            pause(pause, () -> "gave up after %s waiting for %s, which is %s".formatted(words(timeout), what, word));
            pause = lengthen(pause);
        }
    }

    /**
     * Retries a write until it succeeds or fails for a reason that {@code mayPass} does not accept, for at most {@code patience}. Pauses
     * are 2 to 10 s with jitter.
     */
    public void retry(String what, Runnable write, Predicate<RuntimeException> mayPass, Duration patience) {
        Instant began = timeline.instant();
        Duration pause = Duration.ofSeconds(2);
        while (true) {
            try {
                write.run();
                return;
            } catch (RuntimeException e) {
                Duration elapsed = Duration.between(began, timeline.instant());
                if (!mayPass.test(e) || elapsed.compareTo(patience) >= 0) {
                    throw e;
                }
                listener.on(new Event.Waiting(what, "not accepted yet", elapsed));
                pause(
                        pause,
                        () -> "gave up after %s: %s is not accepted: %s"
                                .formatted(words(timeout), what, e.getMessage()));
                pause = lengthen(pause);
            }
        }
    }

    /** How long ago a time was. */
    public Duration since(Instant then) {
        return Duration.between(then, timeline.instant());
    }

    public Instant now() {
        return timeline.instant();
    }

    public void tell(Event event) {
        listener.on(event);
    }

    /** The form that {@code --timeout} takes. */
    private static String words(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void pause(Duration pause, Supplier<String> onTimeout) {
        Duration left = Duration.between(timeline.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new Failure(Failure.Kind.TIMED_OUT, onTimeout.get());
        }
        double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        Duration jittered = Duration.ofMillis((long) (pause.toMillis() * jitter));
        try {
            timeline.pass(jittered.compareTo(left) < 0 ? jittered : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        }
    }

    private static Duration lengthen(Duration pause) {
        Duration longer = Duration.ofMillis((long) (pause.toMillis() * GROWTH));
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
