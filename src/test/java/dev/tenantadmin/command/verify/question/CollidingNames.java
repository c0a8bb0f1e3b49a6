package dev.tenantadmin.command.verify.question;

import java.util.List;

/** Names of twenty tenants, chosen so that patterns that are too wide match another's. */
public final class CollidingNames {

    /** All of them. */
    public static final List<String> ALL = List.of(
            "a",
            "a-a",
            "a-b",
            "aa",
            "ab",
            "ac",
            "acm",
            "acme",
            "acme-1",
            "acme-e",
            "acme-execution",
            "acme-main",
            "acme-w",
            "acme-we",
            "acme-west",
            "acme-west-1",
            "acme1",
            "acmea",
            "b",
            "west");

    private CollidingNames() {}
}
