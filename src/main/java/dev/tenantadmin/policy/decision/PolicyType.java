package dev.tenantadmin.policy.decision;

/** The types of policies that decide, in AWS's words. */
public enum PolicyType {
    IDENTITY("identity-based policy", "an identity-based policy"),
    BOUNDARY("permissions boundary", "a permissions boundary"),
    SESSION("session policy", "a session policy"),
    RESOURCE("resource-based policy", "a resource-based policy"),
    TRUST("role trust policy", "the role trust policy");

    private final String name;
    private final String withArticle;

    PolicyType(String name, String withArticle) {
        this.name = name;
        this.withArticle = withArticle;
    }

    /** As in "because no identity-based policy allows". */
    public String words() {
        return name;
    }

    /** As in "with an explicit deny in an identity-based policy". */
    public String wordsWithArticle() {
        return withArticle;
    }
}
