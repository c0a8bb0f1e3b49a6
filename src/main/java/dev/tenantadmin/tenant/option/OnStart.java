package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Sha256;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's own script, which runs whenever a notebook starts.
 *
 * @param sha256 its hexadecimal digest, by which a later command recognises it; empty for {@link #NONE}
 * @param text the script, with a newline at the end; null if only the digest is known
 */
public record OnStart(String sha256, @Nullable String text) {

    /** No script: removes the earlier one. */
    public static final OnStart NONE = new OnStart("", null);

    /** Ends the script in the lifecycle config. */
    public static final String END = "TENANT_ADMIN_END_OF_ON_START";

    private static final int SHOWN = 12;

    private static final Pattern FOR_BASH =
            Pattern.compile("#![ \\t]*(\\S*/)?(env[ \\t]+(-S[ \\t]*)?(\\S*/)?)?bash([ \\t].*)?");

    /** A script that an earlier command was given. */
    public static OnStart known(String sha256) {
        return new OnStart(sha256, null);
    }

    public static OnStart of(String text) {
        String ended = text.endsWith("\n") ? text : text + "\n";
        return new OnStart(Sha256.of(ended), ended);
    }

    /**
     * Checks a script that somebody gave.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static OnStart checked(String text) {
        if (text.contains("\r")) {
            throw refused("has carriage returns, and Linux does not run such scripts: end its lines with LF");
        }
        if (!text.startsWith("#!") || text.indexOf('\0') >= 0) {
            throw refused("must begin with #! and its interpreter, such as #!/bin/bash");
        }
        if (text.lines().anyMatch(END::equals)) {
            throw refused("must not contain the line " + END);
        }
        return of(text);
    }

    private static InvalidOptionException refused(String why) {
        return new InvalidOptionException("the script of %s " + why, Options.ON_START);
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
