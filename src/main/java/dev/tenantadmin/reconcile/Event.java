package dev.tenantadmin.reconcile;

import java.time.Duration;

/** What a long command tells while it works. */
public sealed interface Event {

    /** A change was carried out. */
    record Done(Change change, Duration took) implements Event {}

    /** Something is awaited. */
    record Waiting(String what, String status, Duration elapsed) implements Event {}

    /** Something that a person should know, but that is no failure. */
    record Notice(String text) implements Event {}

    /** Who listens; called from several threads. */
    @FunctionalInterface
    interface Listener {
        void on(Event event);
    }
}
