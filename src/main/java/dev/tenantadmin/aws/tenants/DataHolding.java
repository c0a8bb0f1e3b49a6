package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Version;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data locations that a tenant's anchor lets it into, and since when.
 *
 * @param editions the versions of the anchor's document that are left, from the default one backwards; those of a suspension, which tell no
 *     locations, apart
 * @param fromTheFirst whether the first version is among those left
 */
public record DataHolding(
        TenantName tenant, List<DataLocation> locations, List<Edition> editions, boolean fromTheFirst) {

    /** One version of the document. */
    record Edition(Instant created, List<DataLocation> locations) {

        boolean holds(DataLocation location) {
            return locations.stream().anyMatch(own -> own.holds(location));
        }
    }

    /** A location of this holding and one of another that have something in common. */
    public record Overlap(DataHolding holding, DataLocation location, DataHolding other, DataLocation theirs) {

        /** The same as the other sees it. */
        public Overlap turned() {
            return new Overlap(
                    /* holding= */ other, /* location= */ theirs, /* other= */ holding, /* theirs= */ location);
        }

        /**
         * Whether this holding is known to be the older one: by the first version that has what is common to both, then by name. The date of the
         * anchor itself would not do: an old tenant can be given a new location.
         */
        public boolean isOlder() {
            DataLocation common = location.holds(theirs) ? theirs : location;
            Instant own = holding.since(common);
            Instant others = other.since(common);
            if (own == null || others == null) {
                return false;
            }
            int byTime = own.compareTo(others);
            return byTime < 0 || (byTime == 0 && holding.tenant.compareTo(other.tenant) < 0);
        }
    }

    private static final Comparator<Version> NEWEST_FIRST =
            Comparator.comparingInt(Version::number).reversed();

    public DataHolding {
        locations = List.copyOf(locations);
        editions = List.copyOf(editions);
    }

    /** What the tenant of this name holds that has no anchor. */
    static DataHolding none(TenantName tenant) {
        return new DataHolding(tenant, List.of(), List.of(), true);
    }

    /**
     * What an anchor's documents say; a suspended tenant's says it behind the suspension.
     */
    static DataHolding of(TenantName tenant, PolicyDetail anchor) {
        List<Version> versions = anchor.versions().stream().sorted(NEWEST_FIRST).toList();
        List<Version> untilNow =
                versions.stream().dropWhile(version -> !version.isDefault()).toList();
        if (untilNow.isEmpty()) {
            return none(tenant);
        }
        List<Edition> editions = untilNow.stream().map(DataHolding::edition).toList();
        return new DataHolding(
                tenant,
                PolicyDocuments.dataLocations(untilNow.get(0).document()),
                editions,
                untilNow.get(untilNow.size() - 1).number() == 1);
    }

    private static Edition edition(Version version) {
        return new Edition(version.created(), PolicyDocuments.dataLocations(version.document()));
    }

    /** Whether all that is there is in one of its locations. */
    boolean holds(DataLocation location) {
        return locations.stream().anyMatch(own -> own.holds(location));
    }

    /** Since when the document lets the tenant in there without a break; null where no version that is left tells. */
    private @Nullable Instant since(DataLocation location) {
        Instant since = null;
        for (Edition edition : editions) {
            if (!edition.holds(location)) {
                return since;
            }
            since = edition.created();
        }
        return fromTheFirst ? since : null;
    }

    /** The first overlap of a location with the other's, if there is any. */
    public Stream<Overlap> overlaps(DataLocation location, DataHolding other) {
        return tenant.equals(other.tenant)
                ? Stream.empty()
                : other.locations.stream()
                        .filter(location::overlaps)
                        .limit(1)
                        .map(theirs -> new Overlap(this, location, other, theirs));
    }
}
