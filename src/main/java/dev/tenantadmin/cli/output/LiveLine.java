package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that shows current progress, and disappears at the end. */
public final class LiveLine implements Progress {

    private static final String CLEAR = "\r\u001b[K";

    private static final long SECOND = 1000;

    private final PrintWriter err;
    private final int width;
    private final InstantSource clock;
    private @Nullable Timer timer;
    private Event.@Nullable Waiting awaited;
    private Instant since = Instant.EPOCH;

    /** @param width the terminal's columns; a longer line would wrap and could not be erased */
    public LiveLine(PrintWriter err, int width) {
        this(err, width, InstantSource.system());
    }

    LiveLine(PrintWriter err, int width, InstantSource clock) {
        this.err = err;
        this.width = width;
        this.clock = clock;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.Done done) {
            awaited = null;
            show("%s %s"
                    .formatted(
                            done.change().resource().title(),
                            done.change().action().result()));
        } else if (event instanceof Event.Waiting waiting) {
            awaited = waiting;
            since = clock.instant();
            tick();
            if (timer == null) {
                timer = new Timer("live line", true);
                timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                tick();
                            }
                        },
                        SECOND,
                        SECOND);
            }
        } else if (event instanceof Event.Notice notice) {
            err.print(CLEAR);
            err.println(notice.text());
            err.flush();
        }
    }

    /** Updates the elapsed time, because reads of the account are far apart. */
    synchronized void tick() {
        if (awaited != null) {
            Duration elapsed = awaited.elapsed().plus(Duration.between(since, clock.instant()));
            show("waiting for %s: %s (%s)".formatted(awaited.what(), awaited.status(), Durations.text(elapsed)));
        }
    }

    private void show(String line) {
        err.print(CLEAR + (line.length() < width ? line : line.substring(0, Math.max(0, width - 1))));
        err.flush();
    }

    @Override
    public synchronized void clear() {
        awaited = null;
        err.print(CLEAR);
        err.flush();
    }
}
