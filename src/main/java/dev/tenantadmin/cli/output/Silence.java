package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import java.io.PrintWriter;

/**
 * Shows no progress.
 *
 * @param notices where that is told which a person has to know all the same
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
