package dev.tenantadmin.reconcile;

import java.util.List;

/** A change of a plan failed, or what comes after all changes; says which, why, and what was done before. */
public final class ApplyFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final RuntimeException reason;
    private final transient List<Change> done;

    ApplyFailure(String what, RuntimeException reason, List<Change> done) {
        super(what + " failed", reason);
        this.what = what;
        this.reason = reason;
        this.done = List.copyOf(done);
    }

    ApplyFailure withDone(List<Change> all) {
        return new ApplyFailure(what, reason, all);
    }

    /** What was already carried out, in the plan's order. */
    public List<Change> done() {
        return done;
    }

    /** Why it failed. */
    public RuntimeException reason() {
        return reason;
    }

    /** What failed: {@code creating IAM role acme--access failed}. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
