package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Event;

/** How long work shows that it goes on. */
public sealed interface Progress extends Event.Listener permits LiveLine, PlainLines, Silence {

    /** Takes away whatever is only for the moment. */
    void clear();
}
