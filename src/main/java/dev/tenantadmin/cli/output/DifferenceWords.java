package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.DocumentChanged;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Difference.InDocument;
import dev.tenantadmin.reconcile.Difference.NotSuspended;
import dev.tenantadmin.reconcile.Difference.RevisionChanged;
import dev.tenantadmin.reconcile.Difference.ScriptChanged;
import dev.tenantadmin.reconcile.Difference.StatementChanged;
import dev.tenantadmin.reconcile.Difference.StatementMissing;
import dev.tenantadmin.reconcile.Difference.StatementUnwanted;
import dev.tenantadmin.reconcile.Difference.Suspended;
import dev.tenantadmin.reconcile.Difference.TagChanged;
import dev.tenantadmin.reconcile.Difference.TagUnwanted;
import dev.tenantadmin.tenant.name.Printable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link Difference} in words: what differs, the actual value, and the wanted one. */
public record DifferenceWords(
        @Described("What differs, such as 'instance type', or a policy's statement.")
        String field,

        @Described("The current value; 'absent' or 'none' if there is none.")
        String actual,

        @Described("The wanted value; 'absent' or 'none' if there is none.")
        String wanted) {

    private static final String ABSENT = "absent";
    private static final String AS_MADE = "as made";

    /** The words for a difference. */
    public static DifferenceWords of(Difference difference) {
        if (difference instanceof TagChanged d) {
            return new DifferenceWords("tag " + d.key(), d.actual() == null ? ABSENT : d.actual(), d.wanted());
        }
        if (difference instanceof TagUnwanted d) {
            return new DifferenceWords("tag " + d.key(), d.actual(), "taken back");
        }
        if (difference instanceof FieldChanged d) {
            return new DifferenceWords(d.field().label(), orNone(d.actual()), orNone(d.wanted()));
        }
        if (difference instanceof RevisionChanged d) {
            return new DifferenceWords("revision", d.actual(), d.wanted());
        }
        if (difference instanceof ScriptChanged) {
            return new DifferenceWords("script", "other", AS_MADE);
        }
        return inDocument((InDocument) difference);
    }

    private static DifferenceWords inDocument(InDocument difference) {
        String document = switch (difference.document()) {
            case PERMISSIONS -> "document";
            case TRUST -> "trust policy";
        };
        if (difference instanceof Suspended) {
            return new DifferenceWords(document, "suspended", AS_MADE);
        }
        if (difference instanceof NotSuspended) {
            return new DifferenceWords(document, AS_MADE, "suspended");
        }
        if (difference instanceof DocumentChanged) {
            return new DifferenceWords(document, "changed", AS_MADE);
        }
        if (difference instanceof StatementUnwanted d) {
            return new DifferenceWords(statement(document, d.statement()), text(d.actual()), ABSENT);
        }
        if (difference instanceof StatementMissing d) {
            return new DifferenceWords(statement(document, d.statement()), ABSENT, AS_MADE);
        }
        StatementChanged d = (StatementChanged) difference;
        return new DifferenceWords(
                statement(document, d.statement()) + ", " + d.element(), values(d.actual()), values(d.wanted()));
    }

    private static String statement(String document, String name) {
        return "%s, statement %s".formatted(document, Printable.text(name));
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static String values(Set<Object> values) {
        return values.isEmpty() ? "nothing" : text(values);
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value instanceof Set<?> set
                ? set.stream().map(DifferenceWords::text).sorted().collect(Collectors.joining(" "))
                : Printable.text(String.valueOf(value));
    }

    /** {@code instance type: ml.t3.medium -> ml.m5.xlarge}. */
    @Override
    public String toString() {
        return "%s: %s -> %s".formatted(field, actual, wanted);
    }
}
