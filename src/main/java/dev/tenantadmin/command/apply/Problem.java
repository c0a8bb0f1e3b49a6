package dev.tenantadmin.command.apply;

import java.util.Comparator;

/** One error in a file, and its line. */
public record Problem(int line, String message) implements Comparable<Problem> {

    private static final Comparator<Problem> BY_LINE =
            Comparator.comparingInt(Problem::line).thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return BY_LINE.compare(this, other);
    }
}
