package dev.tenantadmin.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a plan failed, or the step after all changes. Says which, why, and what was done before. */
public final class ApplyFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final RuntimeException reason;
    private final transient List<Change> done;
    private final transient @Nullable Change failed;

    ApplyFailure(String what, @Nullable Change failed, RuntimeException reason, List<Change> done) {
        super(what + " failed", reason);
        this.what = what;
        this.failed = failed;
        this.reason = reason;
        this.done = List.copyOf(done);
    }

    ApplyFailure withDone(List<Change> all) {
        return withSuppressed(new ApplyFailure(what, failed, reason, all));
    }

    /** Returns this failure with a better reason. */
    public ApplyFailure because(RuntimeException why) {
        return withSuppressed(new ApplyFailure(what, failed, why, done));
    }

    /** Returns this failure of a plan that followed another, which was applied. */
    public ApplyFailure after(Plan applied) {
        List<Change> all = new ArrayList<>(applied.onlyWrites().changes());
        all.addAll(done);
        return withDone(all);
    }

    private ApplyFailure withSuppressed(ApplyFailure told) {
        for (Throwable other : getSuppressed()) {
            told.addSuppressed(other);
        }
        return told;
    }

    /** The changes already applied, in the plan's order. */
    public List<Change> done() {
        return done;
    }

    /** The failed change; empty if the step after all changes failed. */
    public Optional<Change> failed() {
        return Optional.ofNullable(failed);
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
