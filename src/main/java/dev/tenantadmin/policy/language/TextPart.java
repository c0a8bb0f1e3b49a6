package dev.tenantadmin.policy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of a text that can have variables (IAM user guide, "policy variables"). */
public sealed interface TextPart {

    /** Characters as they are written; a star is a wildcard wherever the text is a pattern. */
    record Characters(String text) implements TextPart {}

    /** A character that is written like a variable, so that it is no wildcard: a star, a question mark or a dollar sign. */
    record Escaped(char character) implements TextPart {}

    /**
     * A variable.
     *
     * @param standby its default, for a key that has no value
     */
    record Variable(String key, Optional<String> standby) implements TextPart {}

    /** Whether a text has no variables. */
    static boolean isPlain(String text) {
        return !text.contains("${");
    }

    /** The parts of a text. */
    static List<TextPart> of(String text) {
        List<TextPart> parts = new ArrayList<>();
        int from = 0;
        int start = text.indexOf("${");
        while (start >= 0) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            if (start > from) {
                parts.add(new Characters(text.substring(from, start)));
            }
            parts.add(variable(text.substring(start + 2, end)));
            from = end + 1;
            start = text.indexOf("${", from);
        }
        if (from < text.length()) {
            parts.add(new Characters(text.substring(from)));
        }
        return parts;
    }

    private static TextPart variable(String text) {
        if (Set.of("*", "?", "$").contains(text)) {
            return new Escaped(text.charAt(0));
        }
        int comma = text.indexOf(',');
        if (comma < 0) {
            return new Variable(text.strip(), Optional.empty());
        }
        String standby = text.substring(comma + 1).strip();
        boolean quoted = standby.length() >= 2 && standby.startsWith("'") && standby.endsWith("'");
        return new Variable(
                text.substring(0, comma).strip(),
                quoted ? Optional.of(standby.substring(1, standby.length() - 1)) : Optional.empty());
    }
}
