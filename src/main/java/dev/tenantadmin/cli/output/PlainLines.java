package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A line for each change, and for each new state while waiting: suits a log file. */
public final class PlainLines implements Progress {

    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final PrintWriter err;
    private final Map<String, Event.Waiting> said = new HashMap<>();
    private final Set<String> late = new HashSet<>();
    private Duration worked = REPEAT.negated();

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
            err.println(LiveLine.words(waiting, waiting.elapsed()));
        } else if (event instanceof Event.Working work
                && work.elapsed().minus(worked).compareTo(REPEAT) >= 0) {
            worked = work.elapsed();
            err.println(LiveLine.words(work, worked));
        } else if (event instanceof Event.Unanswered call && late.add(call.address())) {
            err.println(LiveLine.words(call, call.elapsed()));
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
