package dev.tenantadmin;

import dev.tenantadmin.reconcile.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message of an interrupted run: how many changes are done, what it waited for, and that the next run continues from there. A run that
 * changes nothing has nothing to say.
 */
final class Interruption implements Event.Listener {

    private final List<String> done = new ArrayList<>();
    private @Nullable String awaited;
    private String status = "";
    private @Nullable Path served;
    private Runnable stop = () -> {};
    private final boolean changes;
    private final boolean verbose;

    /**
     * @param changes whether the command changes anything
     * @param verbose whether to list the changes
     */
    Interruption(boolean changes, boolean verbose) {
        this.changes = changes;
        this.verbose = verbose;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.Done carried) {
            String title = carried.change().resource().title();
            done.add(title + " " + carried.change().action().result());
            if (title.equals(awaited)) {
                awaited = null;
            }
        } else if (event instanceof Event.Waiting waiting) {
            awaited = waiting.what();
            status = waiting.status();
        }
    }

    /** The run serves the account in this file until it is stopped this way. */
    synchronized void serving(Path stateFile, Runnable way) {
        served = stateFile;
        stop = way;
    }

    /** Stops what the run serves: running calls are answered, and the file is closed. */
    synchronized void stop() {
        stop.run();
    }

    @Override
    public synchronized String toString() {
        if (served != null) {
            return "the sandbox has stopped; its state is kept in " + served;
        }
        if (!changes && done.isEmpty()) {
            return "interrupted";
        }
        StringBuilder text = new StringBuilder("interrupted; ");
        if (!done.isEmpty()) {
            text.append(count()).append("; ");
        } else if (awaited == null) {
            text.append("no change was confirmed yet; ");
        }
        if (awaited != null) {
            text.append("waited last for %s, which was %s; ".formatted(awaited, status));
        }
        text.append("running the same command again goes on from there");
        if (verbose) {
            done.forEach(
                    change -> text.append(System.lineSeparator()).append("  ").append(change));
        }
        return text.toString();
    }

    /** How many changes are done, for the end of a message; empty for none. */
    synchronized String andDone() {
        return done.isEmpty() ? "" : "; " + count();
    }

    private String count() {
        return done.size() == 1 ? "1 change is done" : done.size() + " changes are done";
    }
}
