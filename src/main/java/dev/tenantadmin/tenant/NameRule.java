package dev.tenantadmin.tenant;

import java.util.regex.Pattern;

/** What tenant, person and notebook names have in common: lower-case words joined by single hyphens. */
record NameRule(String what, Pattern pattern, int maxLength) {

    private static final String WORDS = "[a-z0-9]+(-[a-z0-9]+)*";

    static NameRule startingWithLetter(String what, int maxLength) {
        return new NameRule(what, Pattern.compile("(?=[a-z])" + WORDS), maxLength);
    }

    static NameRule words(String what, int maxLength) {
        return new NameRule(what, Pattern.compile(WORDS), maxLength);
    }

    /** @throws IllegalArgumentException with a message for the person who typed the name */
    void check(String value) {
        if (value.length() > maxLength) {
            throw new IllegalArgumentException("%s name '%s' has %d characters, at most %d are allowed"
                    .formatted(what, Printable.text(value), value.length(), maxLength));
        }
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s name '%s' must be lower-case letters and digits, joined by single hyphens%s"
                            .formatted(
                                    what,
                                    Printable.text(value),
                                    pattern.pattern().startsWith("(?=") ? ", and begin with a letter" : ""));
        }
    }
}
