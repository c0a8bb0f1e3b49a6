package dev.tenantadmin.tenant.setup;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Settings;

/** What runs in a tenant's notebooks: at every start, and once when one is created. */
public record Setup(Names names, Settings settings) {

    /** What runs at every start. */
    public SetupScript start() {
        return new SetupScript(names, settings);
    }

    /** What runs once. */
    public CreationScript creation() {
        return new CreationScript(settings);
    }

    /** Whether any setting needs either. */
    public boolean needed() {
        return start().needed() || creation().needed();
    }

    /**
     * Checks that both fit into a lifecycle config.
     *
     * @throws IllegalArgumentException if one is too long
     */
    public void check() {
        start().check();
        creation().check();
    }
}
