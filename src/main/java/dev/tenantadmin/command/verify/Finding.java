package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;

/** Something that is wrong. */
public record Finding(
        @Described(
                "Leak: somebody can do what they must not. Missing: somebody cannot do what their work needs. Unanswered: nothing is proven. Foreign: tenant-admin does not manage it. Drift: one of the tenant's resources is missing or changed.")
        Kind kind,

        @Described(Described.TENANT) String tenant,

        @Described("Who can do what to whom, or what is wrong.")
        String text)
        implements Comparable<Finding> {

    /** The kind of finding, worst first. */
    public enum Kind {
        /** Somebody can do what they must not be able to do. */
        LEAK,
        /** Somebody cannot do what their work needs. */
        MISSING,
        /** The simulator gave no answer, so nothing is proven. */
        UNANSWERED,
        /** Something that tenant-admin does not manage is among the tenant's resources. */
        FOREIGN,
        /** Something that tenant-admin manages is missing or changed. */
        DRIFT
    }

    @Override
    public int compareTo(Finding other) {
        int byKind = kind.compareTo(other.kind);
        int byTenant = byKind != 0 ? byKind : tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : text.compareTo(other.text);
    }
}
