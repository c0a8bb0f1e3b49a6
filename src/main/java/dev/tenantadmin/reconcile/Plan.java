package dev.tenantadmin.reconcile;

import dev.tenantadmin.reconcile.ConflictFailure.Conflict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The changes to make, stage by stage. Applying a plan makes only the writes in it. */
public record Plan(List<List<Change>> stages) {

    /** How long to retry a write that fails because an earlier write is not visible yet. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public Plan {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** All changes in order, including those that change nothing. */
    public List<Change> changes() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /** The same with what deletions delete beside: of a plan that was applied, all that was done. */
    public List<Change> allChanges() {
        return changes().stream().flatMap(Change::withAlsoDeleted).toList();
    }

    /** This plan's stages, then the other's. */
    public Plan followedBy(Plan other) {
        List<List<Change>> all = new ArrayList<>(stages);
        all.addAll(other.stages);
        return new Plan(all);
    }

    /** Returns the plan with only the changes that write. */
    public Plan onlyWrites() {
        return new Plan(stages.stream()
                .map(stage -> stage.stream()
                        .filter(change -> change.action().writes())
                        .toList())
                .toList());
    }

    /** Whether there is anything to write. */
    public boolean writes() {
        return changes().stream().anyMatch(change -> change.action().writes());
    }

    /** Whether a change is deferred until a stop. */
    public boolean defers() {
        return changes().stream().anyMatch(change -> change.action() == Change.Action.DEFER);
    }

    /** Whether anything of ours was found. */
    public boolean foundAnything() {
        return changes().stream().anyMatch(change -> change.observed() instanceof Observation.Present);
    }

    /**
     * Checks that the plan has no conflicts.
     *
     * @throws ConflictFailure naming everything that is not ours, and every difference that AWS cannot change
     */
    public void requireNoConflict() {
        List<Conflict> conflicts = changes().stream().flatMap(Plan::conflicts).toList();
        if (!conflicts.isEmpty()) {
            throw new ConflictFailure(conflicts);
        }
    }

    private static Stream<Conflict> conflicts(Change change) {
        if (change.observed() instanceof Observation.Foreign foreign) {
            return Stream.of(new ConflictFailure.NotOurs(change.resource(), foreign.reason()));
        }
        if (change.action() == Change.Action.DELETE) {
            return Stream.of();
        }
        return change.differences().stream()
                .filter(Difference.FieldChanged.class::isInstance)
                .map(Difference.FieldChanged.class::cast)
                .filter(difference -> isConflict(difference.remedy()))
                .map(difference -> new ConflictFailure.Unchangeable(change.resource(), difference));
    }

    private static boolean isConflict(Difference.Remedy remedy) {
        return switch (remedy) {
            case UPDATE, NEEDS_STOP -> false;
            case IMPOSSIBLE, LOST -> true;
        };
    }

    /**
     * Makes the writes stage by stage, in parallel within a stage. A stage runs to its end even if part of it fails; the next one then does
     * not begin.
     *
     * @throws ApplyFailure naming the failed change and those already made
     */
    public void apply(Parallel parallel, Poll poll) {
        List<Change> done = Collections.synchronizedList(new ArrayList<>());
        for (List<Change> stage : stages) {
            // The writes of one stage run in parallel.
            boolean wroteBefore = !done.isEmpty()
                    || stage.stream().filter(change -> change.action().writes()).count() > 1;
            List<Callable<Change>> writes = stage.stream()
                    .filter(change -> change.action().writes())
                    .<Callable<Change>>map(change -> () -> {
                        write(change, wroteBefore, poll, done);
                        return change;
                    })
                    .toList();
            try {
                parallel.all(writes);
            } catch (ApplyFailure e) {
                throw e.withDone(changes().stream()
                        .filter(done::contains)
                        .flatMap(Change::withAlsoDeleted)
                        .toList());
            }
        }
    }

    /**
     * Runs the step after all changes of an applied plan.
     *
     * @param what its gerund, such as "waiting for the notebooks"
     * @throws ApplyFailure naming it and all changes made
     */
    public <T> T then(String what, Supplier<T> last) {
        try {
            return last.get();
        } catch (RuntimeException e) {
            throw new ApplyFailure(
                    what,
                    null,
                    e,
                    allChanges().stream()
                            .filter(change -> change.action().writes())
                            .toList());
        }
    }

    private static void write(Change change, boolean wroteBefore, Poll poll, List<Change> done) {
        Resource resource = change.resource();
        Instant began = poll.now();
        try {
            poll.retry(
                    resource.title(),
                    () -> write(change),
                    e -> (wroteBefore && resource.mayPass(e)) || isNotShownYet(change, e),
                    PATIENCE);
        } catch (RuntimeException e) {
            String what = "%s %s".formatted(change.action().gerund(), resource.title());
            throw new ApplyFailure(what, change, e, List.of());
        }
        done.add(change);
        change.withAlsoDeleted().forEach(each -> poll.tell(new Event.Done(each, poll.since(began))));
    }

    /** Whether it already exists, made by this run if an answer was lost, but reads do not show it yet. */
    private static boolean isNotShownYet(Change change, RuntimeException failure) {
        return change.action() == Change.Action.CREATE
                && change.resource().isDuplicate(failure)
                && change.resource().observe() instanceof Observation.Absent;
    }

    private static void write(Change change) {
        switch (change.action()) {
            case CREATE -> create(change.resource());
            case UPDATE -> change.resource().update((Observation.Present) change.observed());
            case DELETE -> change.resource().delete();
            case DEFER, NONE -> {}
        }
    }

    /**
     * A failed creation has still succeeded if the resource exists as wanted: the answer was lost, the client sent the request again, and
     * the service calls it a duplicate.
     */
    private static void create(Resource resource) {
        try {
            resource.create();
        } catch (RuntimeException e) {
            if (!isAsWanted(resource, e)) {
                throw e;
            }
        }
    }

    private static boolean isAsWanted(Resource resource, RuntimeException failure) {
        try {
            return resource.observe() instanceof Observation.Present present
                    && present.differences().isEmpty();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return false;
        }
    }
}
