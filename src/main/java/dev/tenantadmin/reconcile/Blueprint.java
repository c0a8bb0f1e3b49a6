package dev.tenantadmin.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/** All resources in the order of creation: a list of stages, each a list of resources in no order. Deletion uses the reverse order. */
public record Blueprint(List<List<Resource>> stages) {

    public Blueprint {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /**
     * Plans the changes that make every resource as wanted. Unwanted resources are deleted last, because others may use them until then;
     * they stay if a change that needs a stop is deferred. Reads in parallel, writes nothing.
     */
    public Plan planCreation(Parallel parallel) {
        Plan all = plan(parallel, stages, Change::toWanted);
        List<Change> unwanted = all.changes().stream()
                .filter(change -> !change.resource().isWanted())
                .toList();
        Plan wanted = new Plan(all.stages().stream()
                .map(stage -> stage.stream()
                        .filter(change -> change.resource().isWanted())
                        .toList())
                .toList());
        return wanted.followedBy(new Plan(List.of(unwanted.stream()
                .filter(change -> !(change.observed() instanceof Observation.Absent))
                .map(change -> Change.toUnwanted(change, wanted.defers()))
                .toList())));
    }

    /** Plans the deletion of everything. Reads in parallel, writes nothing. */
    public Plan planDeletion(Parallel parallel) {
        List<List<Resource>> backwards = new ArrayList<>(stages);
        Collections.reverse(backwards);
        return plan(parallel, backwards, Change::toAbsent);
    }

    private static Plan plan(
            Parallel parallel, List<List<Resource>> stages, BiFunction<Resource, Observation, Change> decide) {
        List<Resource> all = stages.stream().flatMap(List::stream).toList();
        List<Observation> observed = parallel.all(
                all.stream().<Callable<Observation>>map(r -> r::observeForPlan).toList());
        List<List<Change>> changes = new ArrayList<>();
        int next = 0;
        for (List<Resource> stage : stages) {
            List<Change> ofStage = new ArrayList<>();
            for (Resource resource : stage) {
                ofStage.add(decide.apply(resource, observed.get(next++)));
            }
            changes.add(ofStage);
        }
        return new Plan(changes);
    }
}
