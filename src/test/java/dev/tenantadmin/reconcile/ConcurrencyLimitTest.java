package dev.tenantadmin.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConcurrencyLimitTest {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private Thread begin(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theLowestNumberThatWaitsIsNext() throws InterruptedException {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        untilItWaits(begin(() -> limit.take(9, () -> await(go))));
        for (int number : new int[] {5, 3, 7, 1}) {
            untilItWaits(begin(() -> limit.take(number, () -> order.add(number))));
        }

        go.countDown();
        join();

        assertThat(order).containsExactly(1, 3, 5, 7);
    }

    @Test
    void noMoreGoOnThanMay() throws InterruptedException {
        ConcurrencyLimit limit = new ConcurrencyLimit(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            int number = i;
            begin(() -> limit.take(number, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                now.decrementAndGet();
            }));
        }
        join();

        assertThat(most.get()).isBetween(1, 3);
    }

    /** Time that passes until the latch opens, and tells when it begins to. */
    private static Timeline until(CountDownLatch passed, CountDownLatch passing) {
        return new Timeline() {
            @Override
            public Instant instant() {
                return Instant.EPOCH;
            }

            @Override
            public void pass(Duration duration) throws InterruptedException {
                passing.countDown();
                passed.await();
            }
        };
    }

    private static void pass(Timeline timeline) {
        try {
            timeline.pass(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoLetsTimePassMakesRoomAndGoesOnAtOnce() throws InterruptedException {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        CountDownLatch passing = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Timeline slow = limit.during(until(passed, passing));
        Thread first = begin(() -> limit.take(1, () -> {
            pass(slow);
            order.add("1 goes on");
        }));
        await(passing);
        begin(() -> limit.take(2, () -> {
            order.add("2");
            second.countDown();
            await(go);
        }));
        await(second);
        untilItWaits(begin(() -> limit.take(3, () -> order.add("3"))));

        passed.countDown();
        first.join();
        assertThat(order).containsExactly("2", "1 goes on");
        go.countDown();
        join();

        assertThat(order).containsExactly("2", "1 goes on", "3");
    }

    @Test
    void timeThatPassesInSeveralThreadsOfOneWorkMakesRoomForOneOther() throws InterruptedException {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        CountDownLatch passing = new CountDownLatch(2);
        CountDownLatch passed = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Timeline slow = limit.during(until(passed, passing));
        begin(() -> limit.take(1, () -> {
            Thread helper = begin(() -> pass(slow));
            pass(slow);
            try {
                helper.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        await(passing);
        begin(() -> limit.take(2, () -> {
            second.countDown();
            await(passed);
        }));
        await(second);
        AtomicInteger third = new AtomicInteger();
        untilItWaits(begin(() -> limit.take(3, third::incrementAndGet)));
        assertThat(third.get()).isZero();

        passed.countDown();
        join();

        assertThat(third.get()).isEqualTo(1);
    }

    @Test
    void workThatFailsMakesRoom() throws InterruptedException {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        begin(() -> {
            try {
                limit.take(1, () -> {
                    throw new IllegalArgumentException();
                });
            } catch (IllegalArgumentException e) {
                // It is what the test is about.
            }
        });
        join();
        AtomicInteger done = new AtomicInteger();
        begin(() -> limit.take(2, done::incrementAndGet));
        join();

        assertThat(done.get()).isEqualTo(1);
    }
}
