package dev.tenantadmin.reconcile;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was found in the place of a {@link Resource}. */
public sealed interface Observation {

    /** Nothing is there. */
    record Absent() implements Observation {}

    /**
     * It exists and is ours; without differences it is as wanted.
     *
     * @param status its status in AWS's words, for resources that have one; else empty
     * @param document its current policy document, for resources that have one; else empty
     * @param beside what else was read of it, by AWS's name, that nothing is wanted of
     */
    record Present(List<Difference> differences, String status, String document, Map<String, String> beside)
            implements Observation {
        public Present {
            differences = List.copyOf(differences);
            beside = Map.copyOf(beside);
        }

        public Present(List<Difference> differences, String status, String document) {
            this(differences, status, document, Map.of());
        }

        public Present(List<Difference> differences) {
            this(differences, "", "");
        }

        public Present(List<Difference> differences, String status) {
            this(differences, status, "");
        }

        /** Whether this field differs. */
        public boolean differsIn(Difference.Field field) {
            return ofType(Difference.FieldChanged.class)
                    .anyMatch(difference -> difference.field().equals(field));
        }

        /** Whether this policy document differs. */
        public boolean differsIn(Difference.Document document) {
            return ofType(Difference.InDocument.class).anyMatch(difference -> difference.document() == document);
        }

        /** The differences of one type. */
        public <D extends Difference> Stream<D> ofType(Class<D> type) {
            return differences.stream().filter(type::isInstance).map(type::cast);
        }
    }

    /** Something that is not ours has our name; it is never changed. */
    record Foreign(String reason) implements Observation {}
}
