package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.OrganisationBoundaries;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.reconcile.ConcurrencyLimit;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many tenants of one account, which is read once for all; each tenant then has its own deadline. */
public final class AccountSnapshot {

    private final AwsClients clients;
    private final AccountReading reading;
    private final DataLocations data;
    private final OrganisationBoundaries boundaries;
    private final Parallel parallel;
    private final Timeline timeline;
    private final Duration timeout;
    private final Event.Listener listener;

    public AccountSnapshot(
            AwsClients clients,
            AccountReading reading,
            Parallel parallel,
            Timeline timeline,
            Duration timeout,
            Event.Listener listener) {
        this.clients = clients;
        this.reading = reading;
        this.data = new DataLocations(clients, reading::policies);
        this.boundaries = new OrganisationBoundaries(clients::iam);
        this.parallel = parallel;
        this.timeline = timeline;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** Those tenants whose resources bear this tag. */
    public Set<TenantName> tagged(String key, String value) {
        return reading.places().stream()
                .map(Place::tenant)
                .filter(tenant -> reading.tag(tenant, key).filter(value::equals).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every tenant, half-made and half-deleted ones too, and its home region. One with remains in two regions lives where its anchor is. */
    public SortedMap<TenantName, String> homes() {
        SortedMap<TenantName, String> homes = new TreeMap<>();
        Map<String, String> policies = new HashMap<>();
        reading.policies().forEach(policy -> policies.put(policy.name(), policy.arn()));
        reading.places()
                .forEach(place -> homes.putIfAbsent(
                        place.tenant(),
                        HomeRegion.ofAnchor(place.tenant(), policies)
                                .map(Home::region)
                                .orElse(place.region())));
        return homes;
    }

    /** Whether the account has a role of this ARN, whoever's it is. */
    public boolean hasRole(String arn) {
        return reading.hasRole(arn);
    }

    /** The account's number. */
    public String account() {
        return clients.account();
    }

    /** A new deadline, for one tenant. */
    public Poll poll() {
        return poll(timeline);
    }

    /** The same, for work that has its turn among others. */
    public Poll poll(ConcurrencyLimit limit) {
        return poll(limit.during(timeline));
    }

    private Poll poll(Timeline time) {
        clients.beginTimeAgain();
        return new Poll(time, timeout, listener);
    }

    /**
     * Making and deleting one of the tenants, begun from what was read.
     *
     * @param home the home region that is asked for explicitly, if one is
     */
    public Tenants tenants(TenantName tenant, @Nullable String home, Poll poll) {
        return new Tenants(clients.forTenantIn(home), reading.reads(tenant), data, boundaries, parallel, poll);
    }

    /** The persons who have a user of the tenant. */
    public Set<PersonName> users(TenantName tenant) {
        return reading.users(tenant);
    }

    /** The notebooks with the tenant's names, in its home region. */
    public Set<NotebookName> notebooks(TenantName tenant) {
        return reading.notebooks(tenant);
    }

    /** Lets what waits from now on wait its whole time. */
    void beginTimeAgain() {
        clients.beginTimeAgain();
    }

    /** The statuses of a region's notebooks, by name, as they are now. */
    Map<String, String> statuses(String region) {
        Map<String, String> statuses = new HashMap<>();
        Notebooks.containing(clients.sagemaker(region), Names.DELIMITER)
                .forEach(notebook -> statuses.put(notebook.name(), notebook.status()));
        return statuses;
    }
}
