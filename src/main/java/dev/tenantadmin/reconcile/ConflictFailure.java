package dev.tenantadmin.reconcile;

import java.util.List;

/** A plan conflicts with something that this program does not change. Nothing was written. The output words the conflicts. */
public final class ConflictFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** One conflict. */
    public sealed interface Conflict {
        /** The resource with the conflict. */
        Resource resource();
    }

    /** Something that is not ours has our name. */
    public record NotOurs(Resource resource, String reason) implements Conflict {}

    /** A field must change that AWS never changes, or its wanted value is lost. */
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
