package dev.tenantadmin.tenant.name;

import java.util.regex.Pattern;

/** The common rule of tenant, person and notebook names: lower-case words joined by single characters. */
record NameRule(String what, Pattern pattern, String form, int maxLength) {

    private static final String WORDS = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String HYPHENS = "joined by single hyphens";

    static NameRule startingWithLetter(String what, int maxLength) {
        return new NameRule(
                what, Pattern.compile("(?=[a-z])" + WORDS), HYPHENS + ", and begin with a letter", maxLength);
    }

    static NameRule words(String what, int maxLength) {
        return new NameRule(what, Pattern.compile(WORDS), HYPHENS, maxLength);
    }

    /** The characters that both IAM user names and STS session names allow, so {@code first.last} and e-mail addresses work. */
    static NameRule person(int maxLength) {
        return new NameRule(
                "user",
                Pattern.compile("[a-z0-9]+([-._@+=,][a-z0-9]+)*"),
                "joined by single characters of '-._@+=,'",
                maxLength);
    }

    /** @throws IllegalArgumentException with a message for the person who typed the name */
    void check(String value) {
        if (value.length() > maxLength) {
            throw new IllegalArgumentException("%s name '%s' has %d characters, at most %d are allowed"
                    .formatted(what, Printable.text(value), value.length(), maxLength));
        }
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("%s name '%s' must be lower-case letters and digits, %s"
                    .formatted(what, Printable.text(value), form));
        }
    }
}
