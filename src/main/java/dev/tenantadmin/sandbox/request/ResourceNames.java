package dev.tenantadmin.sandbox.request;

import java.util.Locale;

/** Names of things in the account, as they are compared and kept. */
public final class ResourceNames {
    private ResourceNames() {}

    /** A name as keys contain it. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The last part of a key or ARN. */
    public static String lastPart(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
