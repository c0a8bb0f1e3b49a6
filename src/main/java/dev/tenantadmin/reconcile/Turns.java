package dev.tenantadmin.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Lets so many go on at once, the lowest numbers first, and each to its end before a higher one begins, but that who waits for time to
 * pass makes room meanwhile. So that of many that are cut off together few were half-way.
 */
public final class Turns {

    private final PriorityQueue<Integer> waiting = new PriorityQueue<>();
    private int free;

    /** So many at once. */
    public Turns(int free) {
        this.free = free;
    }

    /**
     * Does the work when its turn has come.
     *
     * @throws Failure of kind INTERRUPTED if the thread is interrupted before
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
            end();
        }
    }

    /** The time, for the work of that number: where it lets time pass, another may have its turn. */
    public Timeline during(int number, Timeline timeline) {
        return new Timeline() {
            @Override
            public Instant instant() {
                return timeline.instant();
            }

            @Override
            public void pass(Duration duration) throws InterruptedException {
                end();
                try {
                    timeline.pass(duration);
                } finally {
                    begin(number);
                }
            }
        };
    }

    private synchronized void begin(int number) throws InterruptedException {
        waiting.add(number);
        try {
            while (free == 0 || waiting.element() != number) {
                wait();
            }
            free--;
        } finally {
            waiting.remove(number);
            notifyAll();
        }
    }

    private synchronized void end() {
        free++;
        notifyAll();
    }
}
