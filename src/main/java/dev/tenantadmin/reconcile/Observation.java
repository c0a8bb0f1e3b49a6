package dev.tenantadmin.reconcile;

import java.util.List;
import java.util.stream.Stream;

/** What was found where a {@link Resource} belongs. */
public sealed interface Observation {

    /** Nothing is there. */
    record Absent() implements Observation {}

    /**
     * It is there and ours; an empty list of differences means that it is as wanted.
     *
     * @param status what it is doing, in AWS's words, for resources that do something; else empty
     * @param document its policy document as it stands, for resources that have one; else empty
     */
    record Present(List<Difference> differences, String status, String document) implements Observation {
        public Present {
            differences = List.copyOf(differences);
        }

        public Present(List<Difference> differences) {
            this(differences, "", "");
        }

        public Present(List<Difference> differences, String status) {
            this(differences, status, "");
        }

        /** Whether this field is not as wanted. */
        public boolean differsIn(Difference.Field field) {
            return ofType(Difference.FieldChanged.class)
                    .anyMatch(difference -> difference.field().equals(field));
        }

        /** Whether a policy document is not as wanted. */
        public boolean differsIn(Difference.Document document) {
            return ofType(Difference.InDocument.class).anyMatch(difference -> difference.document() == document);
        }

        /** The differences of one type. */
        public <D extends Difference> Stream<D> ofType(Class<D> type) {
            return differences.stream().filter(type::isInstance).map(type::cast);
        }
    }

    /** Something is there under our name that is not ours; it is never touched. */
    record Foreign(String reason) implements Observation {}
}
