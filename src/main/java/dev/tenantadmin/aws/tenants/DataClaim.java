package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.aws.tenants.DataHolding.Overlap;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tenant's claim to its data locations, which no other tenant may share. The anchor holds the claim. Creating this resource means looking at all
 * anchors again after the anchor is written and before any policy grants the locations. If two runs claim one location at once, each sees the
 * other unless its own claim is older, so one keeps the location and the other takes its claim back.
 *
 * @param iam of the tenant
 */
record DataClaim(Iam iam, Tenant tenant, DataLocations all, Poll poll) implements Resource {

    /** IAM tells dates in seconds: after one second, every claim of that second can be seen. */
    private static final Duration ONE_DATE = Duration.ofSeconds(1);

    /** How long IAM may take to show what was written. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String type() {
        return "claim to data location";
    }

    @Override
    public String name() {
        return text(wanted());
    }

    private static String text(List<DataLocation> locations) {
        return locations.stream().map(DataLocation::toString).collect(Collectors.joining(", "));
    }

    private List<DataLocation> wanted() {
        return tenant.settings().get(Options.DATA_LOCATION);
    }

    private TenantName tenantName() {
        return tenant.names().tenant();
    }

    private DataHolding own(List<DataHolding> holdings) {
        return holdings.stream()
                .filter(holding -> holding.tenant().equals(tenantName()))
                .findFirst()
                .orElseGet(() -> DataHolding.none(tenantName()));
    }

    private Stream<Overlap> overlaps(List<DataHolding> holdings, Predicate<DataLocation> locations) {
        DataHolding own = own(holdings);
        return wanted().stream()
                .filter(locations)
                .flatMap(location -> holdings.stream().flatMap(other -> own.overlaps(location, other)));
    }

    /**
     * Checks what was read before the first write.
     *
     * @throws Failure of kind CONFLICT for a location that overlaps another tenant's and that no policy grants this tenant yet, unless its claim
     *     exists and is older
     */
    @Override
    public Observation observe() {
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        List<DataHolding> holdings = all.first();
        DataHolding own = own(holdings);
        overlaps(holdings, location -> !own.holds(location)).findFirst().ifPresent(overlap -> {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "data location %s overlaps %s of tenant %s; give tenant %s another one, or none"
                            .formatted(
                                    overlap.location(),
                                    overlap.theirs(),
                                    overlap.other().tenant(),
                                    tenantName()));
        });
        List<Overlap> lost = overlaps(holdings, own::holds)
                .filter(overlap -> !overlap.isOlder())
                .toList();
        if (!lost.isEmpty() && !suspended()) {
            requireGranted(reads, lost);
        }
        return wanted().stream().allMatch(own::holds) ? new Observation.Present(List.of()) : new Observation.Absent();
    }

    /** Whether the tenant is suspended: then its policies may grant nothing although they did before. */
    private boolean suspended() {
        return tenant.settings().suspended();
    }

    private void requireGranted(IamReads reads, List<Overlap> lost) {
        List<DataLocation> granted = granted(reads);
        lost.stream()
                .filter(overlap -> granted.stream().noneMatch(location -> location.holds(overlap.location())))
                .findFirst()
                .ifPresent(overlap -> {
                    throw new Failure(
                            Failure.Kind.CONFLICT,
                            "data location %s of tenant %s overlaps %s, which tenant %s had first; run '%s' to remove it, or give another one"
                                    .formatted(
                                            overlap.location(),
                                            tenantName(),
                                            overlap.theirs(),
                                            overlap.other().tenant(),
                                            remedy()));
                });
    }

    private String remedy() {
        return "create-tenant %s --data-location none".formatted(tenantName());
    }

    /** What the tenant's work may use already. */
    private List<DataLocation> granted(IamReads reads) {
        Names names = tenant.names();
        return reads.inlinePolicy(Identity.role(names.executionRole()), "execution")
                .map(PolicyDocuments::dataLocations)
                .orElse(List.of());
    }

    /** Warns of locations that the tenant already shares with another; they do not keep it from being repaired. */
    void tellShared() {
        List<DataHolding> holdings = all.first();
        overlaps(holdings, own(holdings)::holds)
                .forEach(overlap -> poll.tell(new Event.Notice(
                        "warning: data location %s of tenant %s overlaps %s of tenant %s: both tenants can use what is in both; give one of them another location, or --data-location none"
                                .formatted(
                                        overlap.location(),
                                        tenantName(),
                                        overlap.theirs(),
                                        overlap.other().tenant()))));
    }

    /**
     * Looks again.
     *
     * @throws Failure of kind CONFLICT if another tenant keeps a location, and this one's claim is taken back
     */
    @Override
    public void create() {
        DataHolding before = own(all.first());
        List<Overlap> lost = overlaps(nowThatItShows(), location -> !before.holds(location))
                .filter(overlap -> !overlap.isOlder())
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        List<DataLocation> kept = before.locations().stream()
                .filter(location ->
                        lost.stream().noneMatch(overlap -> overlap.location().equals(location)))
                .toList();
        takeBack(kept);
        Overlap overlap = lost.get(0);
        throw new Failure(
                Failure.Kind.CONFLICT,
                "tenant %s claimed %s at the same time and keeps it; the overlapping %s was removed from tenant %s, which %s; run create-tenant again without it, or with another one"
                        .formatted(
                                overlap.other().tenant(),
                                overlap.theirs(),
                                overlap.location(),
                                tenantName(),
                                kept.isEmpty() ? "has no data location now" : "still has " + text(kept)));
    }

    private List<DataHolding> nowThatItShows() {
        Instant began = poll.now();
        poll.until(
                "claims of the same second",
                () -> poll.since(began),
                elapsed -> elapsed.compareTo(ONE_DATE) >= 0,
                elapsed -> "not all visible yet");
        List<DataHolding> holdings = poll.until(
                title(),
                all::now,
                now -> isShown(now) || poll.since(began).compareTo(PATIENCE) >= 0,
                now -> "not visible yet");
        if (!isShown(holdings)) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "policy %s no longer lets tenant %s use %s: somebody else is changing the tenant; run the command again"
                            .formatted(tenant.names().boundary(), tenantName(), name()));
        }
        return holdings;
    }

    private boolean isShown(List<DataHolding> holdings) {
        return wanted().stream().allMatch(own(holdings)::holds);
    }

    /**
     * Reduces the anchor to these locations. Writes the tags first: a run that finds only half of it sees a document wider than its tags and repairs
     * it.
     */
    private void takeBack(List<DataLocation> kept) {
        String anchor = tenant.names().boundaryArn();
        Settings less = tenant.settings().with(Options.DATA_LOCATION, kept);
        Map<String, String> now = tenant.settings().toTags(tenantName());
        Map<String, String> tags = less.toTags(tenantName());
        List<String> gone =
                now.keySet().stream().filter(key -> !tags.containsKey(key)).toList();
        Map<String, String> changed = new TreeMap<>(tags);
        changed.entrySet().removeAll(now.entrySet());
        if (!gone.isEmpty()) {
            iam.client().untagPolicy(r -> r.policyArn(anchor).tagKeys(gone));
        }
        if (!changed.isEmpty()) {
            iam.client().tagPolicy(r -> r.policyArn(anchor).tags(IamTags.list(changed)));
        }
        new ManagedPolicy(
                        iam,
                        anchor,
                        TenantDocument.BOUNDARY,
                        new PolicyDocuments(tenant.names(), less)::boundary,
                        new WantedTags(tags, Set.of()),
                        null)
                .setDocument();
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException(title() + " never differs");
    }

    /** The anchor has it. */
    @Override
    public void delete() {}

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
