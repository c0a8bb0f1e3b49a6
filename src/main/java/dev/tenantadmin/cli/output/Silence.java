package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import java.io.PrintWriter;

/**
 * Shows no progress.
 *
 * @param notices receives what a person must know anyway
 */
public record Silence(PrintWriter notices) implements Progress {

    @Override
    public void on(Event event) {
        if (event instanceof Event.Notice notice) {
            notices.println(notice.text());
            notices.flush();
        }
    }

    @Override
    public void clear() {}
}
