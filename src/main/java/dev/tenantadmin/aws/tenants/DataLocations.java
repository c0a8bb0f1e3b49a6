package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data locations of all tenants of an account, as their anchors let them in. They are read in one go, whose calls hardly grow with the
 * tenants; many tenants that one command is about share the readings.
 */
public final class DataLocations {

    private final AwsClients clients;
    private final Supplier<Stream<PolicyDetail>> before;
    private @Nullable List<DataHolding> first;
    private @Nullable List<DataHolding> last;
    private boolean reading;
    private long begun;
    private long ended;

    /** For the account of these clients; reads nothing yet. */
    public DataLocations(AwsClients clients) {
        this(clients, () -> AccountDetails.policies(clients.iam()));
    }

    /**
     * The same for an account that was read already.
     *
     * @param before its own policies as they were read
     */
    public DataLocations(AwsClients clients, Supplier<Stream<PolicyDetail>> before) {
        this.clients = clients;
        this.before = before;
    }

    /** What every tenant held before anything was written. */
    synchronized List<DataHolding> first() {
        if (first == null) {
            first = of(before.get());
        }
        return first;
    }

    /** What every tenant holds now: by a reading that begins after the call. Who comes while one is under way shares the next. */
    List<DataHolding> now() {
        long needed = turn();
        while (true) {
            List<DataHolding> shared = await(needed);
            if (shared != null) {
                return shared;
            }
            List<DataHolding> read = null;
            try {
                read = of(AccountDetails.policies(clients.iam()));
                return read;
            } finally {
                end(read);
            }
        }
    }

    private synchronized long turn() {
        return begun + 1;
    }

    /** The reading that is needed, or null for who has to do it. */
    private synchronized @Nullable List<DataHolding> await(long needed) {
        while (reading && ended < needed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
            }
        }
        if (ended >= needed) {
            return last;
        }
        reading = true;
        begun++;
        return null;
    }

    private synchronized void end(@Nullable List<DataHolding> read) {
        reading = false;
        if (read != null) {
            last = read;
            ended = begun;
        }
        notifyAll();
    }

    /** What these policies let the tenants in whose anchors are among them. */
    public static List<DataHolding> of(Stream<PolicyDetail> policies) {
        return policies.flatMap(policy -> owner(policy).stream().map(tenant -> DataHolding.of(tenant, policy)))
                .filter(holding -> !holding.locations().isEmpty())
                .toList();
    }

    /** The tenant whose anchor the policy is, if it is one. */
    private static Optional<TenantName> owner(PolicyDetail policy) {
        return HomeRegion.place(policy.path())
                .map(Place::tenant)
                .filter(owner -> policy.name().equals(owner + Names.DELIMITER + "boundary"));
    }
}
