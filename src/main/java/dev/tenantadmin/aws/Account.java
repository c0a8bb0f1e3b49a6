package dev.tenantadmin.aws;

import dev.tenantadmin.aws.client.AccessCredentials;
import dev.tenantadmin.aws.client.AccessRole;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.aws.endpoint.TenantWork;
import dev.tenantadmin.aws.endpoint.WorkReading;
import dev.tenantadmin.aws.iam.OrganisationBoundaries;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.aws.snapshot.AccountReading;
import dev.tenantadmin.aws.snapshot.AccountSnapshot;
import dev.tenantadmin.aws.snapshot.NotebookWatch;
import dev.tenantadmin.aws.snapshot.RunningNotebooks;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.aws.tenants.DeletionCheck;
import dev.tenantadmin.aws.tenants.Deployments;
import dev.tenantadmin.aws.tenants.PlanReads;
import dev.tenantadmin.aws.tenants.TenantDirectory;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An AWS account as one command sees it: one connection, and one deadline for all waiting. */
public final class Account implements AutoCloseable {

    private final AwsClients clients;
    private final DataLocations data;
    private final OrganisationBoundaries boundaries;
    private final Parallel parallel = new Parallel();
    private final Poll poll;
    private final Timeline timeline;
    private final Duration timeout;
    private final Event.Listener fleetListener;

    /**
     * Resolves how to connect; calls nothing yet.
     *
     * @param listener receives events; only notices during work for many tenants at once
     * @param witness receives every event
     */
    public Account(
            Connection connection,
            Timeline timeline,
            Duration timeout,
            Event.Listener listener,
            Event.Listener witness) {
        this.clients = new AwsClients(connection);
        this.data = new DataLocations(clients);
        this.boundaries = new OrganisationBoundaries(clients::iam);
        this.poll = new Poll(timeline, timeout, event -> {
            witness.on(event);
            listener.on(event);
        });
        this.timeline = timeline;
        this.timeout = timeout;
        this.fleetListener = event -> {
            witness.on(event);
            if (event instanceof Event.Notice) {
                listener.on(event);
            }
        };
    }

    public Parallel parallel() {
        return parallel;
    }

    public Poll poll() {
        return poll;
    }

    public Tenants tenants() {
        return new Tenants(clients, PlanReads.live(clients), data, boundaries, parallel, poll);
    }

    /** The same for one tenant, planned from one reading of the account's IAM. */
    public Tenants tenantsAsRead(TenantName tenant) {
        return new Tenants(clients, AccountReading.ofTenant(clients, tenant), data, boundaries, parallel, poll);
    }

    /** The models that serve behind tenants' endpoints. */
    public Deployments deployments() {
        return new Deployments(clients, tenants(), parallel, poll);
    }

    /** Checks what is left of a tenant after its deletion. */
    public DeletionCheck deletionCheck(Names names) {
        return new DeletionCheck(clients, names, parallel, poll);
    }

    /** The jobs and endpoints of the tenant with these names. */
    public TenantWork work(Names names) {
        return new TenantWork(clients, parallel, names, poll);
    }

    /** What runs in regions, for all tenants. */
    public WorkReading workReading() {
        return new WorkReading(clients, parallel);
    }

    public TenantDirectory directory() {
        return new TenantDirectory(clients, parallel);
    }

    /**
     * Reads the whole account for many tenants.
     *
     * @param regions home regions given explicitly; it finds those in use
     */
    public AccountSnapshot snapshot(Set<String> regions) {
        Set<String> all = new TreeSet<>(regions);
        all.add(clients.region());
        return new AccountSnapshot(
                clients, AccountReading.of(clients, parallel, all), parallel, timeline, timeout, fleetListener);
    }

    /** Waits for the notebooks of many tenants. */
    public NotebookWatch watch() {
        return new NotebookWatch(timeline, timeout);
    }

    /** Stops running notebooks. */
    public RunningNotebooks runningNotebooks() {
        return new RunningNotebooks(clients, directory(), poll);
    }

    /** The SDK's clients, for questions about the account itself. */
    public AwsClients clients() {
        return clients;
    }

    /** The clock by which the command waits. */
    public Timeline timeline() {
        return timeline;
    }

    /** See {@link Notebooks#asCaller}. */
    public <T> T asCaller(TenantName tenant, Function<Notebooks, T> work) {
        return Notebooks.asCaller(clients, tenant, poll, work);
    }

    /** See {@link Notebooks#asTenant}. */
    public <T> T asTenant(TenantName tenant, Function<Notebooks, T> work) {
        return Notebooks.asTenant(clients, tenant, poll, work);
    }

    /** See {@link Notebooks#direct}. */
    public Notebooks notebooksDirect(TenantName tenant) {
        return Notebooks.direct(clients, tenant, poll);
    }

    /** See {@link AccessRole#credentials}. */
    public AccessCredentials credentials(TenantName tenant, @Nullable Duration duration) {
        clients.requireOtherSource();
        return AccessRole.find(clients, tenant).credentials(duration, parallel);
    }

    @Override
    public void close() {
        parallel.close();
        clients.close();
    }
}
