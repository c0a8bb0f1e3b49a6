package dev.tenantadmin.command.verify;

/** How much AWS's policy simulator is asked beside the proof. */
public enum SimulatorMode {
    /** Nothing. */
    NONE,
    /** Every request that the proof found allowed, and a call for each principal. */
    SAMPLE,
    /** Every question that the tenant's promises name, about every pair of tenants. */
    ALL
}
