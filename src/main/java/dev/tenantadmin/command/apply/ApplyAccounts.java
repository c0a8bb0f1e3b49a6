package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.aws.snapshot.AccountSnapshot;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.command.apply.ApplyOrders.Order;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The accounts of a file's orders, by the role to assume in each. An account that cannot be read fails only its own tenants. */
final class ApplyAccounts implements AutoCloseable {

    /** An account, connected and read. */
    record Target(Account account, AccountSnapshot snapshot) {}

    private final Session session;
    private final Map<Optional<RoleToAssume>, Target> reached = new LinkedHashMap<>();
    private final Map<Optional<RoleToAssume>, RuntimeException> unreached = new LinkedHashMap<>();

    /**
     * Connects to all of them in parallel and reads them.
     *
     * @throws RuntimeException why, if none of them can be read
     */
    ApplyAccounts(Session session, Collection<Order> orders, Parallel crew) {
        this.session = session;
        Map<Optional<RoleToAssume>, Set<String>> regions = new LinkedHashMap<>();
        orders.forEach(order -> {
            Set<String> own = regions.computeIfAbsent(role(order), role -> new TreeSet<>());
            if (order.region() != null) {
                own.add(order.region());
            }
        });
        if (regions.isEmpty()) {
            regions.put(Optional.empty(), Set.of());
        }
        Map<Optional<RoleToAssume>, Supplier<Target>> connecting = new LinkedHashMap<>();
        regions.forEach((role, own) -> connecting.put(role, crew.begin(() -> connect(role, own))));
        connecting.forEach(this::reach);
        if (reached.isEmpty()) {
            throw unreached.values().iterator().next();
        }
    }

    private static Optional<RoleToAssume> role(Order order) {
        return Optional.ofNullable(order.assumeRole());
    }

    private Target connect(Optional<RoleToAssume> role, Set<String> regions) {
        Account account = role.map(session::account).orElseGet(session::account);
        try {
            return new Target(account, account.snapshot(regions));
        } catch (RuntimeException e) {
            account.close();
            throw e;
        }
    }

    private void reach(Optional<RoleToAssume> role, Supplier<Target> connecting) {
        try {
            reached.put(role, connecting.get());
        } catch (RuntimeException e) {
            if (e instanceof Failure failure && failure.kind() == Failure.Kind.INTERRUPTED) {
                close();
                throw e;
            }
            unreached.put(role, e);
        }
    }

    /** The accounts that could be read, at least one. */
    Collection<Target> all() {
        return reached.values();
    }

    /** The account of an order, or null if it could not be read. */
    @Nullable
    Target reached(Order order) {
        return reached.get(role(order));
    }

    /**
     * The account of an order.
     *
     * @throws RuntimeException why it could not be read
     */
    Target of(Order order) {
        RuntimeException why = unreached.get(role(order));
        if (why != null) {
            throw why;
        }
        return Objects.requireNonNull(reached(order));
    }

    @Override
    public void close() {
        reached.values().forEach(target -> target.account().close());
    }
}
