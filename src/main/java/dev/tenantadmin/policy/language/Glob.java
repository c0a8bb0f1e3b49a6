package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pattern, with its variables filled in: a star matches any text and a question mark any character. */
public final class Glob {
    private static final int ANY = -1;
    private static final int ONE = -2;

    /** Replaces a star of the other pattern; only a star matches it, and no text has it. */
    private static final char OTHERS_ANY = '\uFFFE';

    /** Replaces a question mark of the other pattern; no text has it. */
    private static final char OTHERS_ONE = '\uFFFF';

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    /** A pattern without variables. */
    public static Glob of(String pattern) {
        int[] tokens = new int[pattern.length()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(pattern.charAt(i));
        }
        return new Glob(tokens);
    }

    private static int token(char c) {
        return switch (c) {
            case '*' -> ANY;
            case '?' -> ONE;
            default -> c;
        };
    }

    /** Fills in the variables of a pattern. Wildcards in their values are literal. Empty if a variable has no value. */
    public static Optional<Glob> of(String pattern, Variables variables) {
        return expand(pattern, variables, true);
    }

    /** The same for a text without wildcards: a star is a star. */
    public static Optional<Glob> literal(String text, Variables variables) {
        return expand(text, variables, false);
    }

    private static Optional<Glob> expand(String text, Variables variables, boolean hasWildcards) {
        boolean isPlain = variables == Variables.NONE || TextPart.isPlain(text);
        if (isPlain && hasWildcards) {
            return Optional.of(of(text));
        }
        IntStream.Builder tokens = IntStream.builder();
        for (TextPart part : isPlain ? List.of(new TextPart.Characters(text)) : TextPart.of(text)) {
            if (part instanceof TextPart.Characters characters) {
                characters.text().chars().forEach(c -> tokens.add(hasWildcards ? token((char) c) : c));
            } else if (part instanceof TextPart.Escaped escaped) {
                tokens.add(escaped.character());
            } else if (part instanceof TextPart.Variable variable) {
                Optional<String> value = variables.value(variable.key()).or(variable::standby);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                value.get().chars().forEach(tokens::add);
            }
        }
        return Optional.of(new Glob(tokens.build().toArray()));
    }

    /** Whether the whole text matches this pattern. */
    public boolean matches(String text) {
        return matches(text, false);
    }

    /** The same, ignoring case. */
    public boolean matchesIgnoringCase(String text) {
        return matches(text, true);
    }

    /** Whether this pattern matches every text of the other. Compares character by character, so it can miss a match. */
    public boolean covers(String other) {
        return matches(other.replace('*', OTHERS_ANY).replace('?', OTHERS_ONE));
    }

    private boolean matches(String text, boolean ignoringCase) {
        int t = 0;
        int p = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < tokens.length && tokens[p] == ANY) {
                star = p++;
                retry = t;
            } else if (p < tokens.length && accepts(tokens[p], text.charAt(t), ignoringCase)) {
                p++;
                t++;
            } else if (star >= 0) {
                // The star takes one more character.
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < tokens.length && tokens[p] == ANY) {
            p++;
        }
        return p == tokens.length;
    }

    private static boolean accepts(int token, char c, boolean ignoringCase) {
        return (token == ONE && c != OTHERS_ANY)
                || token == c
                || (ignoringCase && token >= 0 && Character.toLowerCase((char) token) == Character.toLowerCase(c));
    }

    /** The text of a pattern without wildcards. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append((char) token);
        }
        return text.toString();
    }
}
