package dev.tenantadmin.aws.client;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Callers that call a service one call after the other, as the SDK does with our settings, on a clock that jumps. */
final class SimulatedCalls {

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int ATTEMPTS = 8;
    private static final int LONGEST_PAUSE = 5000;

    /**
     * A service that throttles.
     *
     * @param perSecond what it takes of calls, infinite if it has no limit
     * @param burst what it takes at once
     * @param oneOf it throttles one of so many besides, none if 0
     * @param random whether by chance or by counting
     */
    record Throttling(double perSecond, double burst, int oneOf, boolean random) {
        static final Throttling UNLIMITED = limit(Double.POSITIVE_INFINITY, 1);

        static Throttling limit(double perSecond, double burst) {
            return new Throttling(perSecond, burst, 0, false);
        }

        static Throttling atRandom(int oneOf) {
            return new Throttling(Double.POSITIVE_INFINITY, 1, oneOf, true);
        }

        static Throttling everyNth(int oneOf) {
            return new Throttling(Double.POSITIVE_INFINITY, 1, oneOf, false);
        }
    }

    private enum Step {
        ASKS,
        WAITS,
        ARRIVES,
        IS_TAKEN,
        IS_THROTTLED
    }

    private record Event(long time, long number, Step step, int attempt, long turn) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final Random random;
    private final Throttling service;
    private final CallRate rate = new CallRate(this::now);
    private long now;
    private long numbers;
    private long arrivals;
    private double tokens;
    private long filled;
    private int taken;
    private int lost;

    SimulatedCalls(long seed, int callers, Throttling service) {
        this.random = new Random(seed);
        this.service = service;
        this.tokens = service.burst();
        for (int i = 0; i < callers; i++) {
            then(0, Step.ASKS, 1, 0);
        }
    }

    private long now() {
        return now;
    }

    /** Runs for this time and returns how many calls were taken. */
    int run(int seconds) {
        for (Event event = events.remove(); event.time() < seconds * SECOND; event = events.remove()) {
            now = event.time();
            int attempt = event.attempt();
            switch (event.step()) {
                case ASKS -> then(0, Step.WAITS, attempt, rate.ask());
                case WAITS -> {
                    long wait = rate.until(event.turn()).toNanos();
                    if (wait == 0) {
                        then(oneWay(), Step.ARRIVES, attempt, 0);
                    } else {
                        then(Math.min(wait, SECOND / 4), Step.WAITS, attempt, event.turn());
                    }
                }
                case ARRIVES -> then(oneWay(), takes() ? Step.IS_TAKEN : Step.IS_THROTTLED, attempt, 0);
                case IS_TAKEN -> {
                    taken++;
                    rate.taken();
                    then(0, Step.ASKS, 1, 0);
                }
                case IS_THROTTLED -> {
                    rate.throttled();
                    if (attempt == ATTEMPTS) {
                        lost++;
                        then(0, Step.ASKS, 1, 0);
                    } else {
                        double longest = Math.min(LONGEST_PAUSE, 100 << (attempt - 1));
                        long pause = (long) (longest * (1 + random.nextDouble()) / 2 * MILLISECOND);
                        then(pause, Step.ASKS, attempt + 1, 0);
                    }
                }
            }
        }
        return taken;
    }

    /** How many calls were given up. */
    int lost() {
        return lost;
    }

    private void then(long later, Step step, int attempt, long turn) {
        events.add(new Event(now + later, numbers++, step, attempt, turn));
    }

    /** Half of a latency of 20 to 200 ms. */
    private long oneWay() {
        return (10 + random.nextInt(91)) * MILLISECOND;
    }

    private boolean takes() {
        arrivals++;
        if (service.oneOf() > 0
                && (service.random() ? random.nextInt(service.oneOf()) == 0 : arrivals % service.oneOf() == 0)) {
            return false;
        }
        if (Double.isInfinite(service.perSecond())) {
            return true;
        }
        tokens = Math.min(service.burst(), tokens + (double) (now - filled) / SECOND * service.perSecond());
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
