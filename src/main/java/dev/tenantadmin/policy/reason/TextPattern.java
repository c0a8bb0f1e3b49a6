package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.Arn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    /** The position of the first star, and that behind the last; without a star the end. */
    private final int first;

    private final int last;
    private final int hash;

    private TextPattern(int[] tokens) {
        this.tokens = tokens;
        int star = 0;
        while (star < tokens.length && !isStar(tokens[star])) {
            star++;
        }
        int behind = tokens.length;
        while (behind > star && !isStar(tokens[behind - 1])) {
            behind--;
        }
        this.first = star;
        this.last = behind;
        this.hash = Arrays.hashCode(tokens);
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

    /** The token at a position. */
    int at(int position) {
        return tokens[position];
    }

    /** Whether what it stands for can be left out or repeated. */
    static boolean isStar(int token) {
        return token == ANY || token == ANY_IN_PART;
    }

    /** Whether the character is one that the token stands for. */
    static boolean isOf(int token, char c) {
        return switch (token) {
            case ANY, ONE -> true;
            case ANY_IN_PART, ONE_IN_PART -> c != ':';
            default -> token == c || (token >= FOLDED && token - FOLDED == Character.toLowerCase(c));
        };
    }

    /** The characters that the token tells from others. */
    static void addCharacters(int token, Collection<Character> all) {
        if (token >= FOLDED) {
            all.add((char) (token - FOLDED));
            all.add(Character.toUpperCase((char) (token - FOLDED)));
        } else if (token >= 0) {
            all.add((char) token);
        } else if (token == ANY_IN_PART || token == ONE_IN_PART) {
            all.add(':');
        }
    }

    /** Whether every text of the other pattern is one of this, as far as a comparison of both token by token tells; it never errs on yes. */
    boolean covers(TextPattern other) {
        return covers(other.tokens);
    }

    /** Whether the whole text is of this pattern. */
    boolean matches(String text) {
        int behind = tokens.length - last;
        int length = text.length();
        if (length < first + behind) {
            return false;
        }
        for (int i = 1; i <= behind; i++) {
            if (!isOf(tokens[tokens.length - i], text.charAt(length - i))) {
                return false;
            }
        }
        for (int i = 0; i < first; i++) {
            if (!isOf(tokens[i], text.charAt(i))) {
                return false;
            }
        }
        if (first == tokens.length) {
            return length == first;
        }
        if (last == first + 1 && tokens[first] == ANY) {
            return true;
        }
        int[] characters = new int[text.length()];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = text.charAt(i);
        }
        return covers(characters);
    }

    private boolean covers(int[] other) {
        // Most patterns differ before the first star or behind the last, where tokens stand for one character each.
        int behind = tokens.length - last;
        if (other.length < first + behind) {
            return false;
        }
        for (int i = 0; i < first; i++) {
            if (isStar(other[i]) || !takes(tokens[i], other[i])) {
                return false;
            }
        }
        int end = other.length - behind;
        for (int i = 0; i < behind; i++) {
            if (isStar(other[end + i]) || !takes(tokens[last + i], other[end + i])) {
                return false;
            }
        }
        return first == tokens.length ? other.length == first : covers(other, first, end);
    }

    /** The same of that part of the other and what stands from the first star to the last. */
    private boolean covers(int[] other, int from, int to) {
        int[] now = new int[last - first + 1];
        int[] next = new int[now.length];
        int count = enter(now, 0, first);
        for (int i = from; i < to; i++) {
            int more = 0;
            for (int k = 0; k < count; k++) {
                int at = now[k];
                if (at < last && takes(tokens[at], other[i])) {
                    if (isStar(tokens[at])) {
                        more = enter(next, more, at);
                    } else if (!isStar(other[i])) {
                        more = enter(next, more, at + 1);
                    }
                }
            }
            if (more == 0) {
                return false;
            }
            int[] before = now;
            now = next;
            next = before;
            count = more;
        }
        return now[count - 1] == last;
    }

    /** Adds a position, and those that follow it without a character, to some in ascending order; returns how many there are then. */
    private int enter(int[] positions, int count, int position) {
        int all = count;
        for (int at = position; ; at++) {
            if (all == 0 || positions[all - 1] < at) {
                positions[all++] = at;
            }
            if (at == last || !isStar(tokens[at])) {
                return all;
            }
        }
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextPattern pattern && hash == pattern.hash && Arrays.equals(tokens, pattern.tokens);
    }

    @Override
    public int hashCode() {
        return hash;
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
