package dev.tenantadmin.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.cli.output.ConflictWords;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Difference.FieldChanged COLOUR = new Difference.FieldChanged(Field.COLOUR, "red", "blue");
    private static final Difference DEFERRED = COLOUR.needingStop();
    private static final Difference FIXED =
            new Difference.FieldChanged(Field.SHAPE, "round", "square", Difference.Remedy.IMPOSSIBLE);

    private enum Field implements Difference.Field {
        COLOUR,
        SHAPE;

        @Override
        public String label() {
            return name();
        }
    }

    private final FakeClock clock = new FakeClock();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Poll poll = new Poll(clock, Duration.ofHours(1), events::add);
    private final Parallel parallel = new Parallel();

    /** What is there, and what was done to it in order. */
    private final Map<String, Observation> account = new TreeMap<>();

    private final List<String> writes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        parallel.close();
    }

    /** A thing of the account, whose writes can be made to fail for so many times. */
    private final class Thing implements Resource {

        private final String name;
        private int failures;
        private boolean passing;

        Thing(String name) {
            this.name = name;
        }

        Thing failing(int times, boolean mayPass) {
            failures = times;
            passing = mayPass;
            return this;
        }

        @Override
        public String type() {
            return "thing";
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Observation observe() {
            return account.getOrDefault(name, new Observation.Absent());
        }

        private void write(String verb) {
            if (failures-- > 0) {
                throw new IllegalStateException("no " + name);
            }
            writes.add(verb + " " + name);
        }

        @Override
        public void create() {
            write("create");
        }

        @Override
        public void update(Observation.Present observed) {
            write("update");
        }

        @Override
        public void delete() {
            write("delete");
        }

        @Override
        public boolean mayPass(RuntimeException failure) {
            return passing;
        }
    }

    private Thing thing(String name) {
        return new Thing(name);
    }

    private Thing thing(String name, Difference... differences) {
        account.put(name, new Observation.Present(List.of(differences)));
        return new Thing(name);
    }

    private static Blueprint blueprint(Resource[]... stages) {
        return new Blueprint(Arrays.stream(stages).map(List::of).toList());
    }

    private static Resource[] stage(Resource... resources) {
        return resources;
    }

    private static List<Change.Action> actions(Plan plan) {
        return plan.changes().stream().map(Change::action).toList();
    }

    @Test
    void aCreationNamesTheWritesThatAreNeeded() {
        account.put("foreign", new Observation.Foreign("theirs"));
        Plan plan = blueprint(
                        stage(thing("absent"), thing("same", new Difference[0])),
                        stage(thing("other", COLOUR), thing("running", DEFERRED)),
                        stage(thing("both", DEFERRED, COLOUR), thing("foreign")))
                .planCreation(parallel);

        assertThat(actions(plan))
                .containsExactly(
                        Change.Action.CREATE,
                        Change.Action.NONE,
                        Change.Action.UPDATE,
                        Change.Action.DEFER,
                        Change.Action.UPDATE,
                        Change.Action.NONE);
        assertThat(plan.writes()).isTrue();
        assertThat(plan.foundAnything()).isTrue();
        assertThat(writes).as("planning writes nothing").isEmpty();

        plan.apply(parallel, poll);
        assertThat(writes).containsExactly("create absent", "update other", "update both");
    }

    @Test
    void aDeletionIsTheSameListBackwards() {
        Plan plan = blueprint(
                        stage(thing("anchor", COLOUR)),
                        stage(thing("gone")),
                        stage(thing("middle", FIXED)),
                        stage(thing("last", DEFERRED)))
                .planDeletion(parallel);

        plan.requireNoConflict();
        plan.apply(parallel, poll);
        assertThat(writes).containsExactly("delete last", "delete middle", "delete anchor");
    }

    @Test
    void whereNothingIsThereNothingIsDeleted() {
        Plan plan = blueprint(stage(thing("one")), stage(thing("two"))).planDeletion(parallel);

        assertThat(plan.writes()).isFalse();
        assertThat(plan.foundAnything()).isFalse();
    }

    @Test
    void allConflictsAreNamedAtOnce() {
        account.put("theirs", new Observation.Foreign("its path is /"));
        Plan plan = blueprint(stage(thing("theirs"), thing("mine", COLOUR)), stage(thing("fixed", FIXED)))
                .planCreation(parallel);

        assertThatThrownBy(plan::requireNoConflict)
                .isInstanceOfSatisfying(
                        ConflictFailure.class,
                        failure -> assertThat(ConflictWords.of(failure))
                                .isEqualTo(
                                        "thing theirs is not managed by tenant-admin: its path is /; "
                                                + "SHAPE of thing fixed is round and cannot be changed to square: AWS does not support this change"));
        assertThat(writes).isEmpty();
    }

    @Test
    void aStageRunsToItsEndAndTheNextDoesNotBeginWhenOneFailed() {
        Plan plan = blueprint(
                        stage(thing("first")),
                        stage(thing("bad").failing(1, false), thing("good", COLOUR)),
                        stage(thing("never")))
                .planCreation(parallel);

        assertThatThrownBy(() -> plan.apply(parallel, poll))
                .isInstanceOfSatisfying(ApplyFailure.class, failure -> {
                    assertThat(failure.reason())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("no bad");
                    assertThat(failure.done())
                            .extracting(change -> change.resource().name())
                            .containsExactly("first", "good");
                })
                .hasMessage("creating thing bad failed");
        assertThat(writes).containsExactly("create first", "update good");
    }

    @Test
    void ofSeveralFailuresTheFirstInThePlanIsTold() {
        Plan plan = blueprint(
                        stage(thing("a").failing(1, false), thing("b", COLOUR).failing(1, false)))
                .planCreation(parallel);

        assertThatThrownBy(() -> plan.apply(parallel, poll)).hasMessage("creating thing a failed");
    }

    @Test
    void everyWriteIsTold() {
        blueprint(stage(thing("a")), stage(thing("b", COLOUR), thing("c", DEFERRED)))
                .planCreation(parallel)
                .apply(parallel, poll);

        assertThat(events)
                .extracting(event -> ((Event.Done) event).change().resource().name())
                .containsExactly("a", "b");
    }

    @Test
    void afterAWriteAFailureThatMayPassIsTriedAgain() {
        blueprint(stage(thing("first")), stage(thing("new").failing(3, true)))
                .planCreation(parallel)
                .apply(parallel, poll);

        assertThat(writes).containsExactly("create first", "create new");
        assertThat(events).filteredOn(Event.Waiting.class::isInstance).hasSize(3);
    }

    @Test
    void withoutAWriteBeforeNothingCanPass() {
        Plan plan = blueprint(stage(thing("new").failing(1, true))).planCreation(parallel);

        assertThatThrownBy(() -> plan.apply(parallel, poll)).isInstanceOf(ApplyFailure.class);
        assertThat(writes).isEmpty();
    }

    @Test
    void aFailureThatDoesNotPassEndsAfterTwoMinutes() {
        Plan plan = blueprint(stage(thing("first")), stage(thing("new").failing(Integer.MAX_VALUE, true)))
                .planCreation(parallel);

        assertThatThrownBy(() -> plan.apply(parallel, poll)).hasMessage("creating thing new failed");
        assertThat(poll.since(new FakeClock().instant())).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(132));
    }

    @Test
    void resultsCompleteTheSentence() {
        assertThat(Arrays.stream(Change.Action.values()).map(Change.Action::result))
                .containsExactly("created", "updated", "deleted", "deferred", "unchanged");
        assertThat(Change.Action.CREATE.gerund()).isEqualTo("creating");
        assertThat(Change.Action.UPDATE.gerund()).isEqualTo("updating");
        assertThat(Change.Action.DELETE.gerund()).isEqualTo("deleting");
    }
}
