package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.snapshot.AccountSnapshot;
import dev.tenantadmin.aws.snapshot.ChangeProof;
import dev.tenantadmin.aws.snapshot.NotebookWatch;
import dev.tenantadmin.aws.tenants.Others;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.OwnScriptCheck;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.command.apply.ApplyAccounts.Target;
import dev.tenantadmin.command.apply.ApplyOrders.Order;
import dev.tenantadmin.command.tenant.ChangeReport;
import dev.tenantadmin.command.tenant.Running;
import dev.tenantadmin.command.tenant.RunningWork;
import dev.tenantadmin.command.tenant.TenantOutcome;
import dev.tenantadmin.command.tenant.TenantTotals;
import dev.tenantadmin.reconcile.ConcurrencyLimit;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs all tenants of a file in parallel: plans, makes and reports each independently of the others. */
final class ApplyRun implements AutoCloseable {

    /**
     * The number of tenants in progress. SageMaker cannot assume a new role for ten seconds or more; while one tenant waits for that, others
     * go on.
     */
    private static final int WIDTH = 64;

    /** How many of them work at once: enough to keep IAM busy, and few, so that an interrupted run leaves few tenants half-made. */
    private static final int BUSY = 8;

    /** The command's flags. */
    record Flags(boolean restart, boolean noWait, boolean dryRun) {}

    private record Deletion(Target target, TenantName tenant) {}

    private final Session session;
    private final OwnScriptCheck scripts;
    private final Flags flags;
    private final List<Order> orders;
    private final ApplyAccounts accounts;
    private final List<Deletion> deletions = new ArrayList<>();
    private final Set<TenantName> pruned = new HashSet<>();
    private final List<String> otherUsers = new ArrayList<>();
    private final Map<TenantName, Set<NotebookName>> otherNotebooks = new TreeMap<>();
    private final Set<String> doubts = new HashSet<>();
    private final Map<String, TenantOutcome> planned = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private final List<TenantOutcome> ended = Collections.synchronizedList(new ArrayList<>());
    private final Parallel crew = new Parallel(WIDTH);
    private final Parallel writers = new Parallel(WIDTH);
    private final ConcurrencyLimit limit = new ConcurrencyLimit(BUSY);
    private IntConsumer turn = number -> {};

    /**
     * Connects to every account of the orders and reads it.
     *
     * @throws RuntimeException why, if none of them can be read
     */
    ApplyRun(Session session, OwnScriptCheck scripts, Flags flags, List<Order> orders) {
        this.session = session;
        this.scripts = scripts;
        this.flags = flags;
        this.orders = orders;
        show("reading the account", Duration.ZERO);
        try {
            this.accounts = new ApplyAccounts(session, orders, crew);
            session.output().clear();
        } catch (RuntimeException e) {
            crew.close();
            writers.close();
            throw e;
        }
    }

    /**
     * Also deletes what belongs to the set but is not in the file.
     *
     * @param all whether tenants and users go
     * @param notebooks whether notebooks go
     */
    void prune(String set, boolean all, boolean notebooks) {
        Set<TenantName> wanted =
                orders.stream().map(order -> order.spec().tenant()).collect(Collectors.toSet());
        Map<Target, Set<TenantName>> members = new LinkedHashMap<>();
        accounts.all().forEach(target -> members.put(target, target.snapshot().tagged(TenantsFile.SET, set)));
        if (all) {
            members.forEach((target, own) -> own.stream()
                    .filter(tenant -> !wanted.contains(tenant))
                    .forEach(tenant -> deletions.add(new Deletion(target, tenant))));
        }
        for (Order order : orders) {
            TenantName tenant = order.spec().tenant();
            Target target = accounts.reached(order);
            if (target == null || !members.getOrDefault(target, Set.of()).contains(tenant)) {
                continue;
            }
            if (all && order.namesUsers()) {
                Set<PersonName> others = new TreeSet<>(target.snapshot().users(tenant));
                order.spec().get(Options.USERS).forEach(others::remove);
                others.forEach(person -> otherUsers.add(tenant + Names.DELIMITER + person));
                pruned.add(tenant);
            }
            if (notebooks && order.namesNotebooks()) {
                Set<NotebookName> others = new TreeSet<>(target.snapshot().notebooks(tenant));
                order.spec().get(Options.NOTEBOOKS).forEach(others::remove);
                if (!others.isEmpty()) {
                    otherNotebooks.put(tenant, others);
                }
            }
        }
    }

    /** Continues only if a person types the number of tenants, users and notebooks to delete. */
    void confirm(Confirmation confirmation) {
        List<String> notebooks = otherNotebooks.entrySet().stream()
                .flatMap(own -> own.getValue().stream().map(name -> own.getKey() + Names.DELIMITER + name))
                .toList();
        int all = deletions.size() + otherUsers.size() + notebooks.size();
        if (all == 0 || flags.dryRun()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        if (!deletions.isEmpty()) {
            lines.add("This deletes %d %s with all data on their volumes: %s."
                    .formatted(
                            deletions.size(),
                            deletions.size() == 1 ? "tenant" : "tenants",
                            deletions.stream()
                                    .map(deletion -> deletion.tenant().value())
                                    .collect(Collectors.joining(", "))));
        }
        if (!otherUsers.isEmpty()) {
            lines.add("This deletes %d %s with all their credentials: %s."
                    .formatted(
                            otherUsers.size(),
                            otherUsers.size() == 1 ? "user" : "users",
                            String.join(", ", otherUsers)));
        }
        if (!notebooks.isEmpty()) {
            lines.add("This deletes %d %s with all data on %s: %s."
                    .formatted(
                            notebooks.size(),
                            notebooks.size() == 1 ? "notebook instance" : "notebook instances",
                            notebooks.size() == 1 ? "its volume" : "their volumes",
                            String.join(", ", notebooks)));
        }
        confirmation.ask(
                session,
                accounts.all().stream().map(Target::account).toList(),
                String.join(System.lineSeparator(), lines),
                "Type %d to continue: ".formatted(all),
                String.valueOf(all),
                "nothing was changed");
    }

    /** Does everything, or plans it; reports each tenant when it ends, then the totals. Returns whether none failed. */
    boolean run() {
        Target any = accounts.all().iterator().next();
        NotebookWatch watch = any.account().watch();
        Poll clock = any.account().poll();
        Instant began = clock.now();
        showProgress(Duration.ZERO);
        Told told = outcome -> {
            end(outcome, clock.since(began));
            watch.wake();
        };
        turn = number -> begin(number, clock.since(began));
        for (int i = 0; i < orders.size(); i++) {
            make(i, orders.get(i), watch, told);
        }
        for (int i = 0; i < deletions.size(); i++) {
            delete(orders.size() + i, deletions.get(i), told);
        }
        watch.watch(() -> ended.size() == all());
        // People read a dry run from top to bottom, in the file's order.
        orders.forEach(order -> tellPlanned(order.spec().tenant()));
        deletions.forEach(deletion -> tellPlanned(deletion.tenant()));
        session.output().line(TenantTotals.Printed.of(flags.dryRun(), ended));
        return count(TenantOutcome.Result.FAILED) == 0;
    }

    /** Whether anything was changed, or would be. */
    boolean changes() {
        return ended.size() > count(TenantOutcome.Result.UNCHANGED);
    }

    private long count(TenantOutcome.Result result) {
        return List.copyOf(ended).stream()
                .filter(outcome -> outcome.result() == result)
                .count();
    }

    /** Takes the outcome of a tenant. */
    @FunctionalInterface
    private interface Told {
        void of(TenantOutcome outcome);
    }

    private void make(int number, Order order, NotebookWatch watch, Told told) {
        TenantName name = order.spec().tenant();
        begin(number, name, told, () -> {
            Target target = accounts.of(order);
            Poll poll = target.snapshot().poll(limit);
            Tenants tenants = target.snapshot().tenants(name, order.region(), poll);
            Set<NotebookName> notebooks = otherNotebooks.getOrDefault(name, Set.of());
            TenantPlan wanted = pruned.contains(name) || !notebooks.isEmpty()
                    ? tenants.planCreationWithout(
                            new Others(pruned.contains(name), notebooks, !flags.noWait()),
                            order.spec(),
                            flags.restart())
                    : tenants.planCreation(order.spec(), flags.restart());
            wanted.plan().requireNoConflict();
            ChangeProof.of(tenants, wanted).forEach(this::warn);
            scripts.warn(order.spec());
            wanted.doubtsOfTypes().forEach(this::warn);
            TenantPlan planned = flags.dryRun() ? wanted : tenants.make(wanted, order.spec(), flags.restart(), writers);
            Running running = flags.dryRun() ? null : RunningWork.after(planned, target.account());
            if (flags.dryRun() || flags.noWait()) {
                told.of(outcome(planned, new TreeMap<>(), running));
            } else if (Tenants.settled(planned)) {
                told.of(outcome(planned, tenants.awaitNotebooks(planned), running));
            } else {
                watch.await(
                        target.snapshot(),
                        planned,
                        (statuses, failure) -> settled(number, planned, tenants, statuses, running, failure, told));
            }
        });
    }

    /** Warns once about what many tenants share. */
    private synchronized void warn(String doubt) {
        if (doubts.add(doubt)) {
            session.output().on(new Event.Notice("warning: " + doubt));
        }
    }

    /** Called by the watching thread, which must not wait for one tenant. */
    private void settled(
            int number,
            TenantPlan planned,
            Tenants tenants,
            SortedMap<NotebookName, String> statuses,
            @Nullable Running running,
            @Nullable RuntimeException failure,
            Told told) {
        TenantName name = planned.tenant().names().tenant();
        if (failure != null) {
            attempt(name, told, () -> {
                throw failure;
            });
        } else if (statuses.values().stream().allMatch(Tenants::isAtRest)) {
            told.of(outcome(planned, statuses, running));
        } else {
            begin(
                    number,
                    name,
                    told,
                    () -> told.of(outcome(
                            planned,
                            planned.plan().then("waiting for the notebooks", () -> tenants.awaitNotebooks(planned)),
                            running)));
        }
    }

    private void delete(int number, Deletion deletion, Told told) {
        TenantName name = deletion.tenant();
        AccountSnapshot snapshot = deletion.target().snapshot();
        begin(number, name, told, () -> {
            Poll poll = snapshot.poll(limit);
            TenantPlan planned = snapshot.tenants(name, null, poll).planDeletion(name, flags.dryRun());
            planned.plan().requireNoConflict();
            planned.requireNoLiveEndpoint();
            if (!flags.dryRun()) {
                planned.plan().apply(writers, poll);
            }
            told.of(outcome(planned, new TreeMap<>(), null, null));
        });
    }

    private void begin(int number, TenantName tenant, Told told, Runnable work) {
        crew.begin(() -> {
            attempt(
                    tenant,
                    told,
                    () -> limit.take(number, () -> {
                        turn.accept(number);
                        work.run();
                    }));
            return null;
        });
    }

    /** A failure is only this tenant's outcome. */
    private void attempt(TenantName tenant, Told told, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            told.of(TenantOutcome.failed(tenant, flags.dryRun(), e, session.failures()));
        }
    }

    private TenantOutcome outcome(
            TenantPlan planned, SortedMap<NotebookName, String> statuses, @Nullable Running running) {
        return outcome(planned, statuses, running, planned.suspended());
    }

    private TenantOutcome outcome(
            TenantPlan planned,
            SortedMap<NotebookName, String> statuses,
            @Nullable Running running,
            @Nullable Boolean suspended) {
        Names names = planned.tenant().names();
        Map<String, String> notebooks = new TreeMap<>();
        statuses.forEach((notebook, status) -> notebooks.put(names.notebook(notebook), status));
        return TenantOutcome.of(
                names.tenant().value(),
                names.home().region(),
                flags.dryRun(),
                planned.plan().allChanges(),
                notebooks,
                suspended,
                running,
                flags.dryRun() || !Boolean.FALSE.equals(suspended)
                        ? null
                        : ChangeReport.handOver(planned, session.options().sandbox));
    }

    private int all() {
        return orders.size() + deletions.size();
    }

    private synchronized void begin(int number, Duration elapsed) {
        if (begun.add(number)) {
            showProgress(elapsed);
        }
    }

    /** On a terminal only; elsewhere each tenant's line shows it. */
    private synchronized void showProgress(Duration elapsed) {
        // After the last has ended nothing would erase it.
        if (ended.size() < all()) {
            long failed = count(TenantOutcome.Result.FAILED);
            int running = Math.max(0, begun.size() - ended.size());
            show("%d done, %d running, %d failed".formatted(ended.size() - failed, running, failed), elapsed);
        }
    }

    private void show(String status, Duration elapsed) {
        if (session.terminal().live()) {
            int all = all();
            session.output().on(new Event.Working(all + (all == 1 ? " tenant" : " tenants"), status, elapsed));
        }
    }

    private synchronized void end(TenantOutcome outcome, Duration elapsed) {
        ended.add(outcome);
        boolean live = session.terminal().live();
        Output output = session.output();
        if (flags.dryRun()) {
            planned.put(outcome.tenant(), outcome);
        } else if (!live || session.options().output == Output.Form.JSON || outcome.error() != null) {
            output.line(outcome);
        }
        showProgress(elapsed);
    }

    private synchronized void tellPlanned(TenantName tenant) {
        TenantOutcome outcome = planned.remove(tenant.value());
        if (outcome != null) {
            session.output().line(outcome);
        }
    }

    @Override
    public void close() {
        crew.close();
        writers.close();
        accounts.close();
    }
}
