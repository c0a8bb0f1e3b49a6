package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;

/** Where results, progress and failures go: results to standard output, everything else to standard error. */
public interface Output extends Event.Listener {

    /** The form of results and failures. */
    enum Form {
        TEXT,
        JSON,

        /** More of it than text, where a command has more. */
        WIDE
    }

    void result(Report report);

    /** Prints one of many results as it arrives; in JSON on its own line. */
    void line(Report report);

    void failure(Report report);

    /** Erases temporary output. */
    void clear();
}
