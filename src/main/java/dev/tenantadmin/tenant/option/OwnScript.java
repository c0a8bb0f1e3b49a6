package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Sha256;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A script of the organisation's own, which runs whenever a notebook starts, or once when it is created.
 *
 * @param sha256 its hexadecimal digest, by which a later command recognises it; empty for {@link #NONE}
 * @param text the script, with a newline at the end; null if only the digest is known
 */
public record OwnScript(String sha256, @Nullable String text) {

    /** No script: removes the earlier one. */
    public static final OwnScript NONE = new OwnScript("", null);

    /** Ends the script in the lifecycle config; no script may have this line. */
    public static final String END = "TENANT_ADMIN_END_OF_ON_START";

    private static final int SHOWN = 12;
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String BEGIN = "#!";
    private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*\\S");

    private static final Pattern FOR_BASH =
            Pattern.compile("#![ \\t]*(\\S*/)?(env[ \\t]+(-S[ \\t]*)?(\\S*/)?)?bash([ \\t].*)?");

    /** A script that an earlier command was given. */
    public static OwnScript known(String sha256) {
        return new OwnScript(sha256, null);
    }

    public static OwnScript of(String text) {
        String ended = text.endsWith("\n") ? text : text + "\n";
        return new OwnScript(Sha256.of(ended), ended);
    }

    /**
     * Checks a script that somebody gave.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static OwnScript checked(Option<?> option, String text) {
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw refused(
                    option,
                    "begins with a byte order mark, after which Linux sees no #!: save it as UTF-8 without one");
        }
        requireNone(
                option,
                text,
                '\r',
                "has a carriage return in line %d, and Linux does not run such scripts: end lines with LF");
        requireNone(option, text, '\0', "has a NUL character in line %d: it must be text");
        if (!text.startsWith(BEGIN)) {
            throw refused(option, whereItBegins(text));
        }
        if (!INTERPRETER.matcher(text).lookingAt()) {
            throw refused(option, "names no interpreter after the #! in line 1: it must begin like #!/bin/bash");
        }
        if (text.lines().anyMatch(END::equals)) {
            throw refused(option, "must not contain the line " + END);
        }
        return of(text);
    }

    private static String whereItBegins(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(BEGIN)) {
                return i == 0
                        ? "has blanks before its #! in line 1: they must go"
                        : "has its #! in line %d: it must be in line 1".formatted(i + 1);
            }
        }
        return "must begin with #! and its interpreter, such as #!/bin/bash";
    }

    private static void requireNone(Option<?> option, String text, char character, String why) {
        int place = text.indexOf(character);
        if (place >= 0) {
            long line =
                    1 + text.substring(0, place).chars().filter(c -> c == '\n').count();
            throw refused(option, why.formatted(line));
        }
    }

    private static InvalidOptionException refused(Option<?> option, String why) {
        return new InvalidOptionException("the script of %s %s", option, why);
    }

    /** Whether its text is known and its first line runs it with bash. */
    public boolean isForBash() {
        return text != null
                && text.lines()
                        .limit(1)
                        .anyMatch(first -> FOR_BASH.matcher(first).matches());
    }

    /** The first characters of its digest, enough to recognise it. */
    public String shortly() {
        return sha256.isEmpty() ? "none" : "sha256 " + sha256.substring(0, Math.min(SHOWN, sha256.length()));
    }
}
