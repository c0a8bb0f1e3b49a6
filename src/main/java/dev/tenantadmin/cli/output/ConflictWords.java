package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.ConflictFailure;
import dev.tenantadmin.reconcile.ConflictFailure.Conflict;
import dev.tenantadmin.reconcile.ConflictFailure.NotOurs;
import dev.tenantadmin.reconcile.ConflictFailure.Unchangeable;
import java.util.stream.Collectors;

/** A plan's conflicts, in words. */
public final class ConflictWords {
    private ConflictWords() {}

    /** One sentence for all. */
    public static String of(ConflictFailure failure) {
        return failure.conflicts().stream().map(ConflictWords::of).collect(Collectors.joining("; "));
    }

    private static String of(Conflict conflict) {
        String title = conflict.resource().title();
        if (conflict instanceof NotOurs foreign) {
            return "%s is not managed by tenant-admin: %s".formatted(title, foreign.reason());
        }
        Unchangeable unchangeable = (Unchangeable) conflict;
        DifferenceWords words = DifferenceWords.of(unchangeable.difference());
        return switch (unchangeable.difference().remedy()) {
            case IMPOSSIBLE ->
                "%s of %s is %s and cannot be changed to %s: AWS does not support this change"
                        .formatted(words.field(), title, words.actual(), words.wanted());
            case LOST ->
                "%s of %s is %s, and tenant-admin has no copy of %s: give it again, or give none"
                        .formatted(words.field(), title, words.actual(), words.wanted());
            case UPDATE, NEEDS_STOP -> throw new IllegalStateException(words + " is no conflict");
        };
    }
}
