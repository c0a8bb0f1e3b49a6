package dev.tenantadmin.policy.reason;

/**
 * What a question has values of: its action, its resource, or a condition key.
 *
 * @param name of the key in lower case; of the other two a word in brackets, which no key is
 * @param several whether it can have more than one value at once
 */
record Dimension(String name, boolean several) {

    static final Dimension ACTION = new Dimension("[action]", false);
    static final Dimension RESOURCE = new Dimension("[resource]", false);

    /** Whether every question has a value of it. */
    boolean isAlwaysThere() {
        return equals(ACTION) || equals(RESOURCE);
    }
}
