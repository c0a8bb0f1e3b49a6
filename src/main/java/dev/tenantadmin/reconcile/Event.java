package dev.tenantadmin.reconcile;

import java.time.Duration;

/** What a long command reports while it works. */
public sealed interface Event {

    /** A change was applied. */
    record Done(Change change, Duration took) implements Event {}

    /** The command waits for something. */
    record Waiting(String what, String status, Duration elapsed) implements Event {}

    /** Work on many things goes on. */
    record Working(String what, String status, Duration elapsed) implements Event {}

    /** A call has got no answer yet. */
    record Unanswered(String address, int attempt, Duration elapsed) implements Event {}

    /** A call to this address, of which it was told that it got no answer, has ended. */
    record Answered(String address) implements Event {}

    /** Something the user should know that is not a failure. */
    record Notice(String text) implements Event {}

    /** Receives events, from several threads. */
    @FunctionalInterface
    interface Listener {
        void on(Event event);
    }
}
