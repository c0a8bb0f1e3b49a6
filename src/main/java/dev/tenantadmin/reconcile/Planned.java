package dev.tenantadmin.reconcile;

/** What a command has planned to do, with what else it needs to do and report it. */
public interface Planned {

    /** The changes. */
    Plan plan();

    /**
     * Makes them.
     *
     * @throws ApplyFailure naming the change that failed and those already done
     */
    void apply(Parallel parallel, Poll poll);
}
