package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that shows current progress, and disappears at the end. */
public final class LiveLine implements Progress {

    private static final String CLEAR = "\r\u001b[K";

    private static final long SECOND = 1000;

    private final PrintWriter err;
    private final int width;
    private final InstantSource clock;
    private @Nullable Timer timer;
    private @Nullable Shown awaited;
    private @Nullable Shown unanswered;

    /** Words about something that lasts, which had lasted so long at a time. */
    private record Shown(Function<Duration, String> words, Duration elapsed, Instant at) {

        String at(Instant now) {
            return words.apply(elapsed.plus(Duration.between(at, now)));
        }
    }

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
            awaited = new Shown(elapsed -> words(waiting, elapsed), waiting.elapsed(), clock.instant());
            begin();
        } else if (event instanceof Event.Working work) {
            awaited = new Shown(elapsed -> words(work, elapsed), work.elapsed(), clock.instant());
            begin();
        } else if (event instanceof Event.Unanswered call) {
            unanswered = new Shown(elapsed -> words(call, elapsed), call.elapsed(), clock.instant());
            begin();
        } else if (event instanceof Event.Answered) {
            unanswered = null;
            err.print(CLEAR);
            err.flush();
            tick();
        } else if (event instanceof Event.Notice notice) {
            err.print(CLEAR);
            err.println(notice.text());
            err.flush();
        }
    }

    /** What is waited for, and how long already. */
    static String words(Event.Waiting waiting, Duration elapsed) {
        return "waiting for %s: %s (%s)".formatted(waiting.what(), waiting.status(), Durations.text(elapsed));
    }

    /** How far the work is. */
    static String words(Event.Working work, Duration elapsed) {
        return "%s: %s (%s)".formatted(work.what(), work.status(), Durations.text(elapsed));
    }

    /** Who does not answer. */
    static String words(Event.Unanswered call, Duration elapsed) {
        return "no answer from %s for %s (attempt %d)"
                .formatted(call.address(), Durations.text(elapsed), call.attempt());
    }

    private void begin() {
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
    }

    /** Updates the elapsed time, because reads of the account are far apart. */
    synchronized void tick() {
        Shown now = unanswered == null ? awaited : unanswered;
        if (now != null) {
            show(now.at(clock.instant()));
        }
    }

    private void show(String line) {
        err.print(CLEAR + (line.length() < width ? line : line.substring(0, Math.max(0, width - 1))));
        err.flush();
    }

    @Override
    public synchronized void clear() {
        awaited = null;
        unanswered = null;
        err.print(CLEAR);
        err.flush();
    }
}
