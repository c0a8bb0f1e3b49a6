package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.Arn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pattern of texts: a sequence of characters, wildcards, and wildcards that no colon matches. */
final class TextPattern {

    static final int ANY = -1;
    static final int ONE = -2;

    /** Any text, and any character, without a colon. */
    static final int ANY_IN_PART = -3;

    static final int ONE_IN_PART = -4;

    /** Added to a character for it and its other case. */
    private static final int FOLDED = 1 << 16;

    private final int[] tokens;

    /** For each position how many characters a text needs at least to get from there to the end. */
    private final int[] needed;

    private TextPattern(int[] tokens) {
        this.tokens = tokens;
        this.needed = new int[tokens.length + 1];
        for (int i = tokens.length - 1; i >= 0; i--) {
            needed[i] = needed[i + 1] + (isStar(tokens[i]) ? 0 : 1);
        }
    }

    static TextPattern of(List<Integer> tokens) {
        List<Integer> compact = new ArrayList<>();
        for (int token : tokens) {
            // Two stars in a row are one; of different kinds the wider.
            int last = compact.isEmpty() ? 0 : compact.get(compact.size() - 1);
            if (isStar(token) && isStar(last)) {
                compact.set(compact.size() - 1, Math.max(token, last));
            } else {
                compact.add(token);
            }
        }
        return new TextPattern(compact.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A pattern of {@code *}, {@code ?} and plain characters. */
    static TextPattern glob(String glob) {
        List<Integer> tokens = new ArrayList<>();
        glob.chars().forEach(c -> tokens.add(token(c)));
        return of(tokens);
    }

    /** The token of a character of a pattern. */
    static int token(int c) {
        return c == '*' ? ANY : c == '?' ? ONE : c;
    }

    /** The same token, but no colon matches it. */
    static int withoutColon(int token) {
        return token == ANY ? ANY_IN_PART : token == ONE ? ONE_IN_PART : token;
    }

    /** A pattern of an ARN: no wildcard of its first five parts matches a colon. */
    static TextPattern arn(String glob) {
        List<Integer> tokens = new ArrayList<>();
        int colons = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            colons += c == ':' ? 1 : 0;
            tokens.add(colons < Arn.PARTS - 1 ? withoutColon(token(c)) : token(c));
        }
        return of(tokens);
    }

    /** The ARNs that have a text of this pattern as one of their first five parts; empty if none has, for a part has no colon. */
    Optional<TextPattern> asPart(int part) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < Arn.PARTS; i++) {
            if (i == part) {
                for (int token : tokens) {
                    all.add(withoutColon(token));
                }
            } else {
                all.add(i == Arn.PARTS - 1 ? ANY : ANY_IN_PART);
            }
            all.add((int) ':');
        }
        return Arrays.stream(tokens).anyMatch(token -> token == ':')
                ? Optional.empty()
                : Optional.of(of(all.subList(0, all.size() - 1)));
    }

    /** The same, but no wildcard matches a colon. */
    TextPattern withoutColons() {
        return new TextPattern(
                Arrays.stream(tokens).map(TextPattern::withoutColon).toArray());
    }

    /** This text alone. */
    static TextPattern literal(String text) {
        return new TextPattern(text.chars().toArray());
    }

    /** The same, whatever the case of its letters. */
    TextPattern ignoringCase() {
        return new TextPattern(Arrays.stream(tokens)
                .map(token -> token > 0 && token < FOLDED && Character.isLetter(token)
                        ? FOLDED + Character.toLowerCase(token)
                        : token)
                .toArray());
    }

    /** The same, whatever the case of letters behind the first slash, where an ARN has a name. */
    TextPattern ignoringCaseOfName() {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == '/') {
                int[] name = new TextPattern(Arrays.copyOfRange(tokens, i, tokens.length)).ignoringCase().tokens;
                int[] all = tokens.clone();
                System.arraycopy(name, 0, all, i, name.length);
                return new TextPattern(all);
            }
        }
        return this;
    }

    private static boolean isStar(int token) {
        return token == ANY || token == ANY_IN_PART;
    }

    /** Whether it is one text alone. */
    boolean isLiteral() {
        for (int token : tokens) {
            if (token < 0 || token >= FOLDED) {
                return false;
            }
        }
        return true;
    }

    int length() {
        return tokens.length;
    }

    int needed(int position) {
        return needed[position];
    }

    /** Whether whatever follows matches too from this position. */
    boolean isAbsorbing(int position) {
        return position == tokens.length - 1 && tokens[position] == ANY;
    }

    /** Whether the position can be left without a character. */
    boolean isOptional(int position) {
        return position < tokens.length && isStar(tokens[position]);
    }

    /** Whether a character keeps the position where it is. */
    boolean stays(int position, char c) {
        return position < tokens.length && (tokens[position] == ANY || (tokens[position] == ANY_IN_PART && c != ':'));
    }

    /** Whether a character leads from this position to the next. */
    boolean moves(int position, char c) {
        if (position == tokens.length) {
            return false;
        }
        int token = tokens[position];
        return token == c
                || token == ONE
                || (token == ONE_IN_PART && c != ':')
                || (token >= FOLDED && token - FOLDED == Character.toLowerCase(c));
    }

    /** Whether every text of the other pattern is one of this, as far as a comparison of both token by token tells; it never errs on yes. */
    boolean covers(TextPattern other) {
        // ARNs begin alike for long; up to the first star there is one position alone.
        int same = 0;
        while (same < Math.min(tokens.length, other.tokens.length)
                && tokens[same] == other.tokens[same]
                && !isStar(tokens[same])) {
            same++;
        }
        boolean[] at = new boolean[tokens.length + 1];
        enter(at, same);
        for (int i = same; i < other.tokens.length; i++) {
            int token = other.tokens[i];
            boolean[] next = new boolean[tokens.length + 1];
            boolean goesOn = false;
            for (int p = 0; p < tokens.length; p++) {
                if (!at[p]) {
                    continue;
                }
                if (isStar(tokens[p]) && takes(tokens[p], token)) {
                    enter(next, p);
                    goesOn = true;
                }
                if (!isStar(token) && !isStar(tokens[p]) && takes(tokens[p], token)) {
                    enter(next, p + 1);
                    goesOn = true;
                }
            }
            // Most patterns differ in their first characters.
            if (!goesOn) {
                return false;
            }
            at = next;
        }
        return at[tokens.length];
    }

    /** Whether what one token stands for takes in all that another does, whatever number of characters. */
    private static boolean takes(int token, int other) {
        return switch (token) {
            case ANY, ONE -> true;
            case ANY_IN_PART, ONE_IN_PART ->
                other == ANY_IN_PART || other == ONE_IN_PART || (other >= 0 && other % FOLDED != ':');
            default ->
                token == other
                        || (token >= FOLDED
                                && other >= 0
                                && token - FOLDED == Character.toLowerCase((char) (other % FOLDED)));
        };
    }

    /** The characters that it tells from others. */
    void addCharacters(Set<Character> all) {
        for (int token : tokens) {
            if (token >= FOLDED) {
                all.add((char) (token - FOLDED));
                all.add(Character.toUpperCase((char) (token - FOLDED)));
            } else if (token >= 0) {
                all.add((char) token);
            }
        }
    }

    /** Whether the whole text is of this pattern. */
    boolean matches(String text) {
        boolean[] at = new boolean[tokens.length + 1];
        enter(at, 0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean[] next = new boolean[tokens.length + 1];
            boolean goesOn = false;
            for (int p = 0; p < at.length; p++) {
                if (at[p] && stays(p, c)) {
                    enter(next, p);
                    goesOn = true;
                }
                if (at[p] && moves(p, c)) {
                    enter(next, p + 1);
                    goesOn = true;
                }
            }
            if (!goesOn) {
                return false;
            }
            at = next;
        }
        return at[tokens.length];
    }

    private void enter(boolean[] at, int position) {
        at[position] = true;
        if (isOptional(position)) {
            enter(at, position + 1);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextPattern pattern && Arrays.equals(tokens, pattern.tokens);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            switch (token) {
                case ANY -> text.append('*');
                case ANY_IN_PART -> text.append("[^:]*");
                case ONE -> text.append('?');
                case ONE_IN_PART -> text.append("[^:]");
                default -> text.append((char) (token % FOLDED));
            }
        }
        return text.toString();
    }
}
