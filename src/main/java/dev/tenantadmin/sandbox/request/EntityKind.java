package dev.tenantadmin.sandbox.request;

import java.util.Locale;

/** The entities that bear policies. */
public enum EntityKind {
    ROLE("Role"),
    GROUP("Group"),
    USER("User");

    private final String word;

    EntityKind(String word) {
        this.word = word;
    }

    /** The word as names of limits contain it. */
    public String word() {
        return word;
    }

    /** The word as messages, keys and ARNs contain it. */
    public String lower() {
        return word.toLowerCase(Locale.ROOT);
    }

    /** The key of an entity: IAM compares names ignoring case. */
    public String key(String name) {
        return lower() + "/" + ResourceNames.fold(name);
    }
}
