package dev.tenantadmin.output;

import dev.tenantadmin.reconcile.Durations;
import dev.tenantadmin.reconcile.Event;
import java.io.PrintWriter;

/** One line on a terminal that always says what is going on, and is gone when it is done. */
public final class LiveLine implements Progress {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final int width;

    /** @param width the terminal's columns; a longer line would wrap and could not be taken back */
    public LiveLine(PrintWriter err, int width) {
        this.err = err;
        this.width = width;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.Done done) {
            show("%s %s"
                    .formatted(
                            done.change().resource().title(),
                            done.change().action().result()));
        } else if (event instanceof Event.Waiting waiting) {
            show("waiting for %s: %s (%s)"
                    .formatted(waiting.what(), waiting.status(), Durations.text(waiting.elapsed())));
        } else if (event instanceof Event.Notice notice) {
            err.print(CLEAR);
            err.println(notice.text());
            err.flush();
        }
    }

    private void show(String line) {
        err.print(CLEAR + (line.length() < width ? line : line.substring(0, Math.max(0, width - 1))));
        err.flush();
    }

    @Override
    public synchronized void clear() {
        err.print(CLEAR);
        err.flush();
    }
}
