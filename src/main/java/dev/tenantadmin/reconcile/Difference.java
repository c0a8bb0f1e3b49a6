package dev.tenantadmin.reconcile;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a resource that is not as wanted. What to do about it is decided by its type and its {@link #remedy}; words are made of
 * it in output alone, and no value that AWS or a person wrote decides anything.
 */
public sealed interface Difference {

    /** What it takes to mend a difference. */
    enum Remedy {
        /** It can be changed as things stand. */
        UPDATE,
        /** It can be changed only while the resource is stopped, and nobody allowed a stop. */
        NEEDS_STOP,
        /** AWS never changes this field. */
        IMPOSSIBLE,
        /** What is wanted is not to be had any more, and has to be given again. */
        LOST
    }

    /** A field of a resource; each kind of resource lists its own. */
    interface Field {
        /** Its name for a person: {@code instance type}. */
        String label();
    }

    /** Which of a resource's policy documents. */
    enum Document {
        PERMISSIONS,
        TRUST
    }

    /** What it takes to mend this one. */
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

        /** The value that it has; null where it is missing. */
        @Nullable
        String actual();
    }

    /**
     * A tag is missing or has another value.
     *
     * @param actual null where it is missing
     */
    record TagChanged(String key, @Nullable String actual, String wanted) implements InTag {}

    /** A tag is there that is not wanted. */
    record TagUnwanted(String key, String actual) implements InTag {}

    /** The documents were made by another revision of this program. */
    record RevisionChanged(String actual, String wanted) implements Difference {}

    /** A document denies everything, because its tenant is suspended, and is not to. */
    record Suspended(Document document) implements InDocument {}

    /** A document is to deny everything, because its tenant is suspended. */
    record NotSuspended(Document document) implements InDocument {}

    /**
     * A document has a statement that is not wanted.
     *
     * @param statement its Sid, else its place
     * @param actual its elements
     */
    record StatementUnwanted(Document document, String statement, Map<String, Object> actual) implements InDocument {}

    /** A document lacks a statement. */
    record StatementMissing(Document document, String statement) implements InDocument {}

    /**
     * An element of a statement differs.
     *
     * @param actual the values that only the account's document has
     * @param wanted the values that only the wanted one has
     */
    record StatementChanged(Document document, String statement, String element, Set<Object> actual, Set<Object> wanted)
            implements InDocument {}

    /** A document differs in something beside its statements, such as the version. */
    record DocumentChanged(Document document) implements InDocument {}

    /**
     * A field has another value.
     *
     * @param actual null where it has none
     * @param wanted null where it is to have none
     */
    record FieldChanged(
            Field field, @Nullable String actual, @Nullable String wanted, Remedy remedy) implements Difference {

        public FieldChanged(Field field, @Nullable String actual, @Nullable String wanted) {
            this(field, actual, wanted, Remedy.UPDATE);
        }

        /** The same, where nobody allowed the stop that the change needs. */
        public FieldChanged needingStop() {
            return new FieldChanged(field, actual, wanted, Remedy.NEEDS_STOP);
        }
    }

    /** A script is not the one that this program makes; it cannot be told apart by fields. */
    record ScriptChanged() implements Difference {}
}
