package dev.tenantadmin.reconcile;

import java.util.List;

/** A change of a plan failed; says which, why (its cause), and what was done before. */
public final class ApplyFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Change change;
    private final transient List<Change> done;
    private final RuntimeException reason;

    ApplyFailure(Change change, RuntimeException reason) {
        this(change, reason, List.of());
    }

    private ApplyFailure(Change change, RuntimeException reason, List<Change> done) {
        super(
                "%s %s failed"
                        .formatted(change.action().gerund(), change.resource().title()),
                reason);
        this.change = change;
        this.reason = reason;
        this.done = List.copyOf(done);
    }

    ApplyFailure withDone(List<Change> all) {
        return new ApplyFailure(change, reason, all);
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
