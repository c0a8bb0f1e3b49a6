package dev.tenantadmin.reconcile;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a resource is not as wanted. Its type and {@link #remedy} decide what to do, never text that AWS or a person wrote. Only
 * the output makes words of it.
 */
public sealed interface Difference {

    /** How to fix a difference. */
    enum Remedy {
        /** It can be changed now. */
        UPDATE,
        /** It can be changed only while the resource is stopped, and the user did not allow a stop. */
        NEEDS_STOP,
        /** AWS never changes this field. */
        IMPOSSIBLE,
        /** The wanted value is lost and must be given again. */
        LOST
    }

    /** A field of a resource; each kind of resource lists its own. */
    interface Field {
        /** Its name in the output: {@code instance type}. */
        String label();
    }

    /** Which of a resource's policy documents. */
    enum Document {
        PERMISSIONS,
        TRUST
    }

    /** How to fix this difference. */
    default Remedy remedy() {
        return Remedy.UPDATE;
    }

    /** A difference in what a policy document says. */
    sealed interface InDocument extends Difference {
        /** The document. */
        Document document();
    }

    /** A difference in a tag. */
    sealed interface InTag extends Difference {
        /** The tag's key. */
        String key();

        /** The value in the account; null if the tag is missing. */
        @Nullable
        String actual();
    }

    /**
     * A tag is missing or has a wrong value.
     *
     * @param actual null if it is missing
     */
    record TagChanged(String key, @Nullable String actual, String wanted) implements InTag {}

    /** There is an unwanted tag. */
    record TagUnwanted(String key, String actual) implements InTag {}

    /** The documents were made by another revision of this program. */
    record RevisionChanged(String actual, String wanted) implements Difference {}

    /** A document denies everything because the tenant was suspended, and should not. */
    record Suspended(Document document) implements InDocument {}

    /** A document should deny everything because the tenant is suspended, and does not. */
    record NotSuspended(Document document) implements InDocument {}

    /**
     * A document has an unwanted statement.
     *
     * @param statement its Sid, else its position
     * @param actual its elements
     */
    record StatementUnwanted(Document document, String statement, Map<String, Object> actual) implements InDocument {}

    /** A document lacks a statement. */
    record StatementMissing(Document document, String statement) implements InDocument {}

    /**
     * An element of a statement differs.
     *
     * @param actual the values only in the account's document
     * @param wanted the values only in the wanted document
     */
    record StatementChanged(Document document, String statement, String element, Set<Object> actual, Set<Object> wanted)
            implements InDocument {}

    /** A document differs outside its statements, such as in the version. */
    record DocumentChanged(Document document) implements InDocument {}

    /**
     * A field has a wrong value.
     *
     * @param actual null if it has none
     * @param wanted null if it should have none
     */
    record FieldChanged(
            Field field, @Nullable String actual, @Nullable String wanted, Remedy remedy) implements Difference {

        public FieldChanged(Field field, @Nullable String actual, @Nullable String wanted) {
            this(field, actual, wanted, Remedy.UPDATE);
        }

        /** The same, if the user did not allow the stop that the change needs. */
        public FieldChanged needingStop() {
            return new FieldChanged(field, actual, wanted, Remedy.NEEDS_STOP);
        }
    }

    /** A script is not the one that this program makes; it has no fields to compare. */
    record ScriptChanged() implements Difference {}
}
