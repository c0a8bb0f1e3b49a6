package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A line for each change, and for each new state while waiting: suits a log file. */
public final class PlainLines implements Progress {

    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final PrintWriter err;
    private final Map<String, Event.Waiting> said = new HashMap<>();

    public PlainLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.Done done) {
            err.printf(
                    "%s %s%n",
                    done.change().resource().title(), done.change().action().result());
        } else if (event instanceof Event.Waiting waiting && isNews(waiting)) {
            said.put(waiting.what(), waiting);
            err.printf(
                    "waiting for %s: %s (%s)%n", waiting.what(), waiting.status(), Durations.text(waiting.elapsed()));
        } else if (event instanceof Event.Notice notice) {
            err.println(notice.text());
        }
        err.flush();
    }

    private boolean isNews(Event.Waiting waiting) {
        Event.Waiting last = said.get(waiting.what());
        return last == null
                || !last.status().equals(waiting.status())
                || waiting.elapsed().minus(last.elapsed()).compareTo(REPEAT) >= 0;
    }

    @Override
    public void clear() {}
}
