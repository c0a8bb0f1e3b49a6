package dev.tenantadmin.reconcile;

import java.util.List;

/** What was found where a {@link Resource} belongs. */
public sealed interface Observation {

    /** Nothing is there. */
    record Absent() implements Observation {}

    /**
     * It is there and ours; an empty list of differences means that it is as wanted.
     *
     * @param status what it is doing, in AWS's words, for resources that do something; else empty
     */
    record Present(List<Difference> differences, String status) implements Observation {
        public Present {
            differences = List.copyOf(differences);
        }

        public Present(List<Difference> differences) {
            this(differences, "");
        }

        /** Whether a field of that name, or whose name begins so, is not as wanted. */
        public boolean differsIn(String field) {
            return differences.stream()
                    .anyMatch(difference -> difference.field().startsWith(field));
        }
    }

    /** Something is there under our name that is not ours; it is never touched. */
    record Foreign(String reason) implements Observation {}
}
