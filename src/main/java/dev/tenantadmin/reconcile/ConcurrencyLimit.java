package dev.tenantadmin.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Limits how much work runs at once. The lowest numbers begin first, so that few are half done if all are interrupted. Work that waits for
 * time to pass makes room for other work and then continues at once: work that has begun never waits for a turn again.
 */
public final class ConcurrencyLimit {

    private final PriorityQueue<Integer> waiting = new PriorityQueue<>();
    private int free;

    /** Allows this many at once. */
    public ConcurrencyLimit(int free) {
        this.free = free;
    }

    /**
     * Runs the work when its turn comes.
     *
     * @throws Failure of kind INTERRUPTED if the thread is interrupted before that
     */
    public void take(int number, Runnable work) {
        try {
            begin(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        }
        try {
            work.run();
        } finally {
            change(1);
        }
    }

    /** Returns the timeline for work that has its turn: while any of its threads waits for time to pass, there is room for one other. */
    public Timeline during(Timeline timeline) {
        return new Timeline() {

            private int passing;

            @Override
            public Instant instant() {
                return timeline.instant();
            }

            @Override
            public void pass(Duration duration) throws InterruptedException {
                pausing(1);
                try {
                    timeline.pass(duration);
                } finally {
                    pausing(-1);
                }
            }

            private synchronized void pausing(int more) {
                boolean before = passing > 0;
                passing += more;
                if (before != passing > 0) {
                    change(more);
                }
            }
        };
    }

    private synchronized void begin(int number) throws InterruptedException {
        waiting.add(number);
        try {
            while (free <= 0 || waiting.element() != number) {
                wait();
            }
            free--;
        } finally {
            waiting.remove(number);
            notifyAll();
        }
    }

    private synchronized void change(int more) {
        free += more;
        notifyAll();
    }
}
