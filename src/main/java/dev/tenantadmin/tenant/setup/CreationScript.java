package dev.tenantadmin.tenant.setup;

import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.option.Settings;

/** The script that runs as root once, when a tenant's notebook is created: the organisation's own, and nothing else. */
public record CreationScript(Settings settings) {

    /** The organisation's script in a lifecycle config. */
    public static OwnScript organisations(String text) {
        return text.isEmpty() ? OwnScript.NONE : OwnScript.of(text);
    }

    /** Whether there is to be one. */
    public boolean needed() {
        return !wanted().equals(OwnScript.NONE);
    }

    void check() {
        int characters = SetupScript.encoded(text("")).length();
        if (characters > SetupScript.MOST_CHARACTERS) {
            throw new InvalidOptionException(
                    "the script of %s has %,d characters in Base64, SageMaker allows %,d: have it download most of itself",
                    Options.ON_CREATE, characters, SetupScript.MOST_CHARACTERS);
        }
    }

    /**
     * Whether it is lost: this command was not given it, and the lifecycle config no longer has it.
     *
     * @param before the script in the lifecycle config now
     */
    public boolean isLost(String before) {
        return isKnownByDigest()
                && !wanted().sha256().equals(organisations(before).sha256());
    }

    /**
     * The script, empty for none.
     *
     * @param before the script in the lifecycle config now, which stays if this command was not given one
     */
    public String text(String before) {
        String given = wanted().text();
        return isKnownByDigest() ? before : given == null ? "" : given;
    }

    private boolean isKnownByDigest() {
        return wanted().text() == null && needed();
    }

    private OwnScript wanted() {
        return settings.get(Options.ON_CREATE);
    }
}
