package dev.tenantadmin.reconcile;

import java.util.List;

/** A plan meets what this program does not change; nothing was written. The output says it in words. */
public final class ConflictFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** One thing in the way. */
    public sealed interface Conflict {
        /** What it stands at. */
        Resource resource();
    }

    /** Something that is not ours bears our name. */
    public record NotOurs(Resource resource, String reason) implements Conflict {}

    /** A field has to change that AWS never changes, or whose wanted value is not to be had any more. */
    public record Unchangeable(Resource resource, Difference.FieldChanged difference) implements Conflict {}

    private final transient List<Conflict> conflicts;

    ConflictFailure(List<Conflict> conflicts) {
        super(conflicts.size() + " conflicts");
        this.conflicts = List.copyOf(conflicts);
    }

    /** All of them, in the plan's order. */
    public List<Conflict> conflicts() {
        return conflicts;
    }
}
