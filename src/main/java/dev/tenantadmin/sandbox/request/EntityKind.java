package dev.tenantadmin.sandbox.request;

import java.util.Locale;

/** The kinds of entities with policies. */
public enum EntityKind {
    ROLE("Role"),
    GROUP("Group"),
    USER("User");

    private final String word;

    EntityKind(String word) {
        this.word = word;
    }

    /** The word in the names of limits. */
    public String word() {
        return word;
    }

    /** The word in messages, keys and ARNs. */
    public String lower() {
        return word.toLowerCase(Locale.ROOT);
    }

    /** The key of an entity. IAM ignores case in names. */
    public String key(String name) {
        return lower() + "/" + ResourceNames.fold(name);
    }
}
