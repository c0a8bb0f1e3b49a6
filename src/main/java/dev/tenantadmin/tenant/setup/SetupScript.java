package dev.tenantadmin.tenant.setup;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.option.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The script that runs as root whenever a tenant's notebook starts: first the SageMaker SDK's defaults, then the idle stop, then the
 * organisation's own script. Only the last one can stop a notebook from starting.
 */
public record SetupScript(Names names, Settings settings) {

    /**
     * The settings in such a script.
     *
     * @param idleStop how long a notebook can be idle before it stops itself; null for ever
     * @param organisations the organisation's own script
     */
    public record Facts(@Nullable Duration idleStop, OwnScript organisations) {

        /** {@code after 2h}, or null for never. */
        public @Nullable String idle() {
            return idleStop == null
                    ? null
                    : "after " + idleStop.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        }
    }

    /** The most characters of Base64 in a lifecycle config. */
    static final int MOST_CHARACTERS = 16_384;

    private static final Pattern IDLE_STOP = Pattern.compile("(?m)^idle_stop=(\\d{1,9})$");
    private static final String ON_START = "cat >\"$root/opt/tenant-admin/on-start\" <<'" + OwnScript.END + "'\n";
    private static final Pattern ORGANISATIONS =
            Pattern.compile("(?ms)^" + Pattern.quote(ON_START) + "(.*?\n)" + OwnScript.END + "$");

    /** Whether any setting needs the script. */
    boolean needed() {
        return settings.get(Options.IDLE_STOP).isPresent()
                || !settings.get(Options.ON_START).equals(OwnScript.NONE)
                || SdkDefaults.needed(settings);
    }

    /**
     * Checks that the script fits into a lifecycle config.
     *
     * @throws IllegalArgumentException if it is too long
     */
    void check() {
        int characters = encoded(text("")).length();
        if (characters > MOST_CHARACTERS) {
            throw new InvalidOptionException(
                    "the script that runs when a notebook starts has %2$,d characters in Base64, SageMaker allows %3$,d:"
                            + " have the script of %1$s download most of itself, or give fewer tags",
                    Options.ON_START, characters, MOST_CHARACTERS);
        }
    }

    /** The text as a lifecycle config stores it. */
    public static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text in a lifecycle config; empty if it is not Base64, because then it is not ours. */
    public static String decoded(String content) {
        try {
            return new String(Base64.getMimeDecoder().decode(content), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Whether the organisation's script is lost: this command was not given it, and the lifecycle config no longer has it.
     *
     * @param before the script in the lifecycle config now
     */
    public boolean isLost(String before) {
        OwnScript wanted = settings.get(Options.ON_START);
        return wanted.text() == null
                && !wanted.equals(OwnScript.NONE)
                && !wanted.sha256().equals(organisations(before).sha256());
    }

    /** Reads the settings in a script. */
    public static Facts facts(String text) {
        Matcher idle = IDLE_STOP.matcher(text);
        return new Facts(idle.find() ? Duration.ofSeconds(Long.parseLong(idle.group(1))) : null, organisations(text));
    }

    private static OwnScript organisations(String text) {
        Matcher script = ORGANISATIONS.matcher(text);
        return script.find() ? OwnScript.of(script.group(1)) : OwnScript.NONE;
    }

    /**
     * Returns the whole script.
     *
     * @param before the script in the lifecycle config now, source of the organisation's script if this command was not given it
     */
    public String text(String before) {
        StringBuilder script = new StringBuilder("""
                #!/bin/bash
                # Made by tenant-admin for tenant %s, which puts back what is changed here.
                umask 022
                root=${ROOT:-} # elsewhere in tests alone
                mkdir -p "$root/opt/tenant-admin" "$root/etc/xdg/sagemaker"
                """.formatted(names.tenant()));
        if (SdkDefaults.needed(settings)) {
            script.append("""

                    cat >"$root/etc/xdg/sagemaker/config.yaml" <<'END_OF_DEFAULTS'
                    %sEND_OF_DEFAULTS
                    """.formatted(SdkDefaults.yaml(names, settings)));
        }
        Duration idle = settings.get(Options.IDLE_STOP).orElse(null);
        if (idle != null) {
            script.append("""

                    idle_stop=%d
                    cat >"$root/opt/tenant-admin/idle-stop" <<'END_OF_IDLE_STOP'
                    %sEND_OF_IDLE_STOP
                    chmod 755 "$root/opt/tenant-admin/idle-stop"
                    "$root/opt/tenant-admin/idle-stop" install "$idle_stop" || echo 'there is no idle stop' >&2
                    """.formatted(idle.toSeconds(), idleStop()));
        }
        return script.append(organisationsPart(before)).toString();
    }

    private String organisationsPart(String before) {
        OwnScript wanted = settings.get(Options.ON_START);
        OwnScript script = wanted.text() == null && !wanted.equals(OwnScript.NONE) ? organisations(before) : wanted;
        if (script.text() == null) {
            return "\nexit 0\n";
        }
        return "\n" + ON_START + script.text() + OwnScript.END + """

                chmod 700 "$root/opt/tenant-admin/on-start"
                exec "$root/opt/tenant-admin/on-start"
                """;
    }

    private static String idleStop() {
        try (InputStream script = Objects.requireNonNull(SetupScript.class.getResourceAsStream("idle-stop.sh"))) {
            // Without its comments and most of its indentation, which Python needs: the room is the organisation's.
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^# .*\n", "")
                    .lines()
                    .map(line ->
                            " ".repeat((line.length() - line.stripLeading().length()) / 4) + line.stripLeading() + "\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
