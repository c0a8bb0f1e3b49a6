package dev.tenantadmin.command.verify;

import java.util.Locale;

/**
 * Something that is not as it has to be.
 *
 * @param tenant whose it is
 * @param text one sentence without a full stop: who can do what to whom, or what is wrong
 */
public record Finding(Kind kind, String tenant, String text) implements Comparable<Finding> {

    /** What it is, the worst first. */
    public enum Kind {
        /** Somebody can do what they must not be able to do. */
        LEAK,
        /** Somebody cannot do what their work needs. */
        MISSING,
        /** The simulator gave no answer, so nothing is proven. */
        UNANSWERED,
        /** Something foreign stands beside what is ours. */
        FOREIGN,
        /** Something of ours is missing or changed. */
        DRIFT;

        /** In lower case: {@code leak}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int compareTo(Finding other) {
        int byKind = kind.compareTo(other.kind);
        int byTenant = byKind != 0 ? byKind : tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : text.compareTo(other.text);
    }
}
