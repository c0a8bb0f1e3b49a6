package dev.tenantadmin.cli;

import java.util.Comparator;
import java.util.stream.Stream;

/** Suggests what the user may have meant. */
public final class Suggestion {

    /** A word with more differences than this is no typing error. */
    private static final int MOST_EDITS = 3;

    private static final int FEWEST_LETTERS = 3;

    private Suggestion() {}

    /** {@code "; did you mean 'users'?"} for the nearest known word, or an empty text if none is near. */
    public static String of(String unknown, Stream<String> known) {
        return known.min(Comparator.comparingInt(word -> distance(unknown, word)))
                .filter(word -> distance(unknown, word) <= Math.min(MOST_EDITS, word.length() / 2))
                .map("; did you mean '%s'?"::formatted)
                .orElse("");
    }

    /** An unfinished word counts as near as one with a single error. */
    private static int distance(String unknown, String word) {
        return unknown.length() >= FEWEST_LETTERS && word.startsWith(unknown) ? 1 : edits(unknown, word);
    }

    /** Levenshtein's distance. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
