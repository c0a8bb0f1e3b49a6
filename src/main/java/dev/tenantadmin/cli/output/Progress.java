package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;

/** Shows the progress of long work. */
public sealed interface Progress extends Event.Listener permits LiveLine, PlainLines, Silence {

    /** Erases temporary output. */
    void clear();
}
