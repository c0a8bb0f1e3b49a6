package dev.tenantadmin.policy.language;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A pattern in which a star stands for any text and a question mark for any character, once its variables have their values. */
public final class Glob {
    private static final int ANY = -1;
    private static final int ONE = -2;

    /** In place of another pattern's star, which a star alone takes; no text has it. */
    private static final char OTHERS_ANY = '\uFFFE';

    /** In place of another pattern's question mark; no text has it. */
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

    /** A pattern whose variables have been replaced, which what they stand for does not widen; nothing where one has no value. */
    public static Optional<Glob> of(String pattern, Variables variables) {
        return expand(pattern, variables, true);
    }

    /** The same of a text in which a star is a star. */
    public static Optional<Glob> literal(String text, Variables variables) {
        return expand(text, variables, false);
    }

    private static Optional<Glob> expand(String text, Variables variables, boolean hasWildcards) {
        IntStream.Builder tokens = IntStream.builder();
        int i = 0;
        while (i < text.length()) {
            int end = variables != Variables.NONE && text.startsWith("${", i) ? text.indexOf('}', i) : -1;
            if (end < 0) {
                tokens.add(hasWildcards ? token(text.charAt(i)) : text.charAt(i));
                i++;
            } else {
                Optional<String> value = value(text.substring(i + 2, end), variables);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                value.get().chars().forEach(tokens::add);
                i = end + 1;
            }
        }
        return Optional.of(new Glob(tokens.build().toArray()));
    }

    /** The value of what stands between the braces: one of three escaped signs, or a key, perhaps with a default in quotes. */
    private static Optional<String> value(String variable, Variables variables) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            return Optional.of(variable);
        }
        int comma = variable.indexOf(',');
        if (comma < 0) {
            return variables.value(variable.strip());
        }
        String standby = variable.substring(comma + 1).strip();
        Optional<String> value = variables.value(variable.substring(0, comma).strip());
        boolean quoted = standby.length() >= 2 && standby.startsWith("'") && standby.endsWith("'");
        return value.isPresent() || !quoted ? value : Optional.of(standby.substring(1, standby.length() - 1));
    }

    /** The keys of the variables in a text. */
    static Set<String> keys(String text) {
        Set<String> keys = new TreeSet<>();
        literal(text, key -> {
            keys.add(key);
            return Optional.of(key);
        });
        return keys;
    }

    /** Whether the whole text is of this pattern. */
    public boolean matches(String text) {
        return matches(text, false);
    }

    /** The same with letters that differ in case alone taken as equal. */
    public boolean matchesIgnoringCase(String text) {
        return matches(text, true);
    }

    /** Whether every text of the other pattern is of this one; it may say no where it takes more than comparing sign by sign. */
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
                // The star takes one character more.
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

    /** The text, where the pattern has no wildcards. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append((char) token);
        }
        return text.toString();
    }
}
