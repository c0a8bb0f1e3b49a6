package dev.tenantadmin.policy.reason;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of texts.
 *
 * @param complement whether it holds what none of the patterns matches, rather than what one does
 */
record Texts(boolean complement, List<TextPattern> patterns) implements Values {

    /** All texts. */
    static final Texts ALL = new Texts(true, List.of());

    static final Texts NONE = new Texts(false, List.of());

    /** The empty text alone. */
    static final Texts EMPTY = of(TextPattern.literal(""));

    Texts {
        patterns = List.copyOf(patterns);
    }

    static Texts of(TextPattern... patterns) {
        return new Texts(false, List.of(patterns));
    }

    @Override
    public Texts negated() {
        return new Texts(!complement, patterns);
    }

    @Override
    public boolean holds(String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(text)) != complement;
    }

    /** The texts, if they are some single ones. */
    Optional<Stream<String>> literals() {
        return complement || !patterns.stream().allMatch(TextPattern::isLiteral)
                ? Optional.empty()
                : Optional.of(patterns.stream().map(TextPattern::toString));
    }
}
