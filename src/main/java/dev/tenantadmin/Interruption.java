package dev.tenantadmin;

import dev.tenantadmin.reconcile.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message of an interrupted run: what it did, what it waited for, and that the next run continues from there. */
final class Interruption implements Event.Listener {

    /** The most changes to list. Of more, as from many tenants at once, it gives the number and the last one. */
    private static final int READABLE = 20;

    private final List<String> done = new ArrayList<>();
    private @Nullable String awaited;
    private String status = "";
    private @Nullable Path served;
    private Runnable stop = () -> {};

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
        if (done.isEmpty() && awaited == null) {
            return "interrupted; no change was confirmed yet; running the same command again goes on from there";
        }
        StringBuilder text = new StringBuilder("interrupted; ");
        if (done.size() > READABLE) {
            text.append("done: %d changes, the last of them: %s; ".formatted(done.size(), done.get(done.size() - 1)));
        } else if (!done.isEmpty()) {
            text.append("done: ").append(String.join(", ", done)).append("; ");
        }
        if (awaited != null) {
            text.append("waited last for %s, which was %s; ".formatted(awaited, status));
        }
        return text.append("running the same command again goes on from there").toString();
    }
}
