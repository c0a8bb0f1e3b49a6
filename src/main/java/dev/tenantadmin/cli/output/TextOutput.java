package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;
import java.io.PrintWriter;

/** Results and failures as plain lines. */
public record TextOutput(PrintWriter out, PrintWriter err, Progress progress) implements Output {

    @Override
    public void result(Report report) {
        progress.clear();
        report.text(out);
        out.flush();
    }

    @Override
    public void line(Report report) {
        result(report);
    }

    @Override
    public void failure(Report report) {
        progress.clear();
        report.text(err);
        err.flush();
    }

    @Override
    public void on(Event event) {
        progress.on(event);
    }

    @Override
    public void clear() {
        progress.clear();
    }
}
