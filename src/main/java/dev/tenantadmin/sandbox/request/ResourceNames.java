package dev.tenantadmin.sandbox.request;

import java.util.Locale;

/** How names in the account are compared and stored. */
public final class ResourceNames {
    private ResourceNames() {}

    /** A name as in keys. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The last part of a key or ARN. */
    public static String lastPart(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
