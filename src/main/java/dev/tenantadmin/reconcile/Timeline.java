package dev.tenantadmin.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time, and waiting for it to pass: real in the product, controlled in tests. */
public interface Timeline extends InstantSource {

    /** Waits until the duration has passed. */
    void pass(Duration duration) throws InterruptedException;

    /** The machine's clock. */
    Timeline SYSTEM = new Timeline() {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void pass(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };
}
