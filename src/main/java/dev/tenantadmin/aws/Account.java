package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.TenantName;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An AWS account as one command sees it: connected once, with one deadline for all that it waits for. */
public final class Account implements AutoCloseable {

    private final AwsClients clients;
    private final Parallel parallel = new Parallel();
    private final Poll poll;

    /** Resolves how to connect; calls nothing yet. */
    public Account(Connection connection, Timeline timeline, Duration timeout, Event.Listener listener) {
        this.clients = new AwsClients(connection);
        this.poll = new Poll(timeline, timeout, listener);
    }

    public Parallel parallel() {
        return parallel;
    }

    public Poll poll() {
        return poll;
    }

    public Tenants tenants() {
        return new Tenants(clients, parallel, poll);
    }

    /** What there is of a tenant after its deletion. */
    public Aftermath aftermath(Names names) {
        return new Aftermath(clients, names, parallel, poll);
    }

    /** The jobs and endpoints of the tenant with these names. */
    public TenantWork work(Names names) {
        return new TenantWork(clients, parallel, names);
    }

    public TenantDirectory directory() {
        return new TenantDirectory(clients, parallel);
    }

    /** For one proof. */
    public Verification verification() {
        return new Verification(clients, parallel, poll);
    }

    public Audits audits() {
        return new Audits(clients, parallel, poll);
    }

    /** See {@link Notebooks#asCaller}. */
    public <T> T asCaller(TenantName tenant, Function<Notebooks, T> work) {
        return Notebooks.asCaller(clients, tenant, poll, work);
    }

    /** See {@link Notebooks#asTenant}. */
    public Notebooks notebooksAsTenant(TenantName tenant) {
        return Notebooks.asTenant(clients, tenant, poll);
    }

    /** See {@link Notebooks#direct}. */
    public Notebooks notebooksDirect(TenantName tenant) {
        return Notebooks.direct(clients, tenant, poll);
    }

    /** See {@link AccessRole#credentials}. */
    public AccessCredentials credentials(TenantName tenant, @Nullable Duration duration) {
        clients.requireOtherSource();
        return AccessRole.find(clients, tenant).credentials(duration);
    }

    @Override
    public void close() {
        parallel.close();
        clients.close();
    }
}
