package dev.tenantadmin.reconcile;

import java.util.List;
import java.util.stream.Stream;

/** What a {@link Plan} does about one resource. */
public record Change(Resource resource, Observation observed, Action action) {

    /** The verb of a change; its result completes the sentence "IAM role acme--access has been ...". */
    public enum Action {
        CREATE("created"),
        UPDATE("updated"),
        DELETE("deleted"),
        /** Differs, but the change needs a stop that the user did not allow. */
        DEFER("deferred"),
        NONE("unchanged");

        private final String result;

        Action(String result) {
            this.result = result;
        }

        /** The past participle: {@code created}. */
        public String result() {
            return result;
        }

        /** The gerund, for "creating IAM role acme--access failed". */
        public String gerund() {
            return result.substring(0, result.length() - 2) + "ing";
        }

        /** Returns the result: {@code created}. */
        @Override
        public String toString() {
            return result;
        }

        public boolean writes() {
            return this == CREATE || this == UPDATE || this == DELETE;
        }
    }

    /** The change, and before it what else its deletion deletes, as far as it is known. */
    public Stream<Change> withAlsoDeleted() {
        Stream<Change> also = action == Action.DELETE
                ? resource.alsoDeleted().stream()
                        .map(one -> new Change(one, new Observation.Present(List.of()), Action.DELETE))
                : Stream.of();
        return Stream.concat(also, Stream.of(this));
    }

    /** The differences found; none if the resource is absent. */
    public List<Difference> differences() {
        return observed instanceof Observation.Present present ? present.differences() : List.of();
    }

    static Change toWanted(Resource resource, Observation observed) {
        if (observed instanceof Observation.Present present) {
            List<Difference> differences = present.differences();
            boolean any = differences.stream().anyMatch(d -> d.remedy() == Difference.Remedy.UPDATE);
            return new Change(
                    resource, observed, any ? Action.UPDATE : differences.isEmpty() ? Action.NONE : Action.DEFER);
        }
        return new Change(resource, observed, observed instanceof Observation.Absent ? Action.CREATE : Action.NONE);
    }

    /** @param mayBeUsed whether a resource that waits for a stop may still use the unwanted one */
    static Change toUnwanted(Change found, boolean mayBeUsed) {
        Change deletion = toAbsent(found.resource, found.observed);
        return mayBeUsed && deletion.action == Action.DELETE
                ? new Change(found.resource, found.observed, Action.DEFER)
                : deletion;
    }

    static Change toAbsent(Resource resource, Observation observed) {
        return new Change(resource, observed, observed instanceof Observation.Present ? Action.DELETE : Action.NONE);
    }
}
