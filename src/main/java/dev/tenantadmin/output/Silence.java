package dev.tenantadmin.output;

import dev.tenantadmin.reconcile.Event;

/** Shows nothing. */
public record Silence() implements Progress {

    @Override
    public void on(Event event) {}

    @Override
    public void clear() {}
}
