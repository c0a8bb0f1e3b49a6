package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.option.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the notebooks of many tenants at once, by the List calls of their regions: a wait needs neither its own thread nor its own calls.
 */
public final class NotebookWatch {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Timeline timeline;
    private final Duration timeout;
    private final List<Waiting> waiting = new ArrayList<>();

    public NotebookWatch(Timeline timeline, Duration timeout) {
        this.timeline = timeline;
        this.timeout = timeout;
    }

    /** Takes the status of each notebook, or why there is none. */
    @FunctionalInterface
    public interface Outcome {
        void of(SortedMap<NotebookName, String> statuses, @Nullable RuntimeException failure);
    }

    /** What one List call shows: a region of an account. */
    private record Place(AccountSnapshot snapshot, String region) {}

    private record Waiting(Place place, Names names, Set<NotebookName> notebooks, Instant since, Outcome outcome) {

        /** The status of each notebook, where none moves any more; one that no list shows yet does. */
        boolean isSettled(Map<String, String> listed) {
            return notebooks.stream()
                    .map(names::notebook)
                    .map(listed::get)
                    .allMatch(status ->
                            status != null && !NotebookState.of(status).isSettling());
        }

        SortedMap<NotebookName, String> statuses(Map<String, String> listed) {
            SortedMap<NotebookName, String> statuses = new TreeMap<>();
            notebooks.forEach(notebook -> statuses.put(notebook, listed.getOrDefault(names.notebook(notebook), "")));
            return statuses;
        }
    }

    /**
     * Watches the tenant's notebooks from now on.
     *
     * @param outcome told, by the thread that watches, once none of them is Pending, Updating or in a state that is not known here any more
     */
    public synchronized void await(AccountSnapshot snapshot, TenantPlan plan, Outcome outcome) {
        Names names = plan.tenant().names();
        Place place = new Place(snapshot, names.home().region());
        snapshot.beginTimeAgain();
        waiting.add(new Waiting(place, names, plan.notebooks().keySet(), timeline.instant(), outcome));
        notifyAll();
    }

    /** Makes {@link #watch} check whether it may end. */
    public synchronized void wake() {
        notifyAll();
    }

    /**
     * Watches until there is nothing more to come.
     *
     * @throws Failure of kind INTERRUPTED
     */
    public void watch(BooleanSupplier ended) {
        Duration pause = FIRST;
        try {
            while (true) {
                List<Waiting> now = next(ended);
                if (now.isEmpty()) {
                    return;
                }
                Map<Place, Map<String, String>> listed = new HashMap<>();
                boolean all = true;
                for (Waiting one : now) {
                    all &= look(one, listed);
                }
                if (!all) {
                    timeline.pass(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        }
    }

    private synchronized List<Waiting> next(BooleanSupplier ended) throws InterruptedException {
        while (waiting.isEmpty() && !ended.getAsBoolean()) {
            wait();
        }
        return List.copyOf(waiting);
    }

    /** Whether it waits no longer. That its region cannot be listed ends the wait too. */
    private boolean look(Waiting one, Map<Place, Map<String, String>> places) {
        Map<String, String> listed;
        try {
            listed = places.computeIfAbsent(
                    one.place(), place -> place.snapshot().statuses(place.region()));
        } catch (RuntimeException e) {
            leave(one);
            one.outcome().of(new TreeMap<>(), e);
            return true;
        }
        boolean late = Duration.between(one.since(), timeline.instant()).compareTo(timeout) >= 0;
        if (one.isSettled(listed)) {
            leave(one);
            one.outcome().of(one.statuses(listed), null);
        } else if (late) {
            leave(one);
            one.outcome()
                    .of(
                            new TreeMap<>(),
                            new Failure(
                                    Failure.Kind.TIMED_OUT,
                                    "gave up after %s waiting for the notebooks: %s"
                                            .formatted(Durations.text(timeout), one.statuses(listed))));
        } else {
            return false;
        }
        return true;
    }

    private synchronized void leave(Waiting one) {
        waiting.remove(one);
    }
}
