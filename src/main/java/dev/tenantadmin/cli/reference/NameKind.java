package dev.tenantadmin.cli.reference;

import java.util.Locale;

/** What there are names of that a shell can complete. */
public enum NameKind {
    TENANTS,
    NOTEBOOKS,
    PERSONS,
    ENDPOINTS,
    PROFILES,
    REGIONS;

    /** The word by which a script asks the hidden command {@code complete} for them. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
