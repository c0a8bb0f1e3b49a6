package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;

/** Where results, progress and failures go: results to standard output, everything else to standard error. */
public interface Output extends Event.Listener {

    /** The form of results and failures. */
    enum Form {
        TEXT,
        JSON
    }

    void result(Report report);

    /** One of many results, as it comes; in JSON on a line of its own. */
    void line(Report report);

    void failure(Report report);

    /** Takes away whatever is only for the moment. */
    void clear();
}
