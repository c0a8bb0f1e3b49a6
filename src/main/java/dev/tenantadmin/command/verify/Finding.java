package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.tenant.name.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is wrong. */
public record Finding(
        @Described("Leak: somebody can do what they must not."
                + " Wider: a tenant's principal can do more than is meant, in its own tenant."
                + " Missing: somebody cannot do what their work needs."
                + " Undecided: it cannot be told whether somebody can."
                + " Disagreement: AWS's policy simulator says otherwise than the proof."
                + " Unanswered: the simulator did not answer."
                + " Foreign: tenant-admin does not manage it."
                + " Drift: one of the tenant's resources is missing or changed.")
        Kind kind,

        @Described(Described.TENANT) String tenant,

        @Described("Who can do what to whom, or what is wrong.")
        String text,

        @Described("The same in every run that finds the same.")
        String id,

        @Described("What to do about it; null where that depends.") @Nullable
        String remedy,

        @Described("The tenants that it reaches.") List<String> reaches,

        @Described("A request that is allowed and must not be; null if this is not about one.") @Nullable
        Witness witness)
        implements Comparable<Finding> {

    /** The kind of finding, worst first. */
    public enum Kind {
        /** Somebody can do what they must not be able to do. */
        LEAK,
        /** Somebody can do more than is meant, in their own tenant. */
        WIDER,
        /** Somebody cannot do what their work needs. */
        MISSING,
        /** Neither that somebody can do something is proved nor that they cannot. */
        UNDECIDED,
        /** AWS's policy simulator answers otherwise than the proof. */
        DISAGREEMENT,
        /** The simulator gave no answer. */
        UNANSWERED,
        /** Something that tenant-admin does not manage is among the tenant's resources. */
        FOREIGN,
        /** Something that tenant-admin manages is missing or changed. */
        DRIFT
    }

    private static final int ID_LENGTH = 12;

    public Finding {
        reaches = List.copyOf(reaches);
    }

    /** About one tenant, with an id that its text gives. */
    public Finding(Kind kind, String tenant, String text) {
        this(kind, tenant, text, id(kind, tenant, text), null, List.of(), null);
    }

    /** An id of what a finding is about. */
    static String id(Kind kind, String tenant, String about) {
        return Sha256.of(kind + "\n" + tenant + "\n" + about).substring(0, ID_LENGTH);
    }

    @Override
    public int compareTo(Finding other) {
        int byKind = kind.compareTo(other.kind);
        int byReach = byKind != 0 ? byKind : Integer.compare(other.reaches.size(), reaches.size());
        int byTenant = byReach != 0 ? byReach : tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : text.compareTo(other.text);
    }
}
