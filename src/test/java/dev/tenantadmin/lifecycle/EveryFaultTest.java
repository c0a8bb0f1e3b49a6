package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.Scenario.Site;
import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Enumerated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong at whichever call of whichever command is either overcome, or the command ends with the documented exit code, says
 * what is done, and the next run completes it.
 */
@Tag("slow")
class EveryFaultTest {

    /** Most of the time goes by in the pauses of the SDK, which no clock of ours turns. */
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(24);

    /** Who is throttled at every call goes slowly for long, so a few runs share the calls. */
    private static final int SHARES = 6;

    /** What passes: every call of a command meets with it once, all in one run, or each in one of several. */
    record Passing(String name, Fault fault, boolean writesToIam, int share) {

        Passing(String name, Fault fault, boolean writesToIam) {
            this(name, fault, writesToIam, -1);
        }

        static Stream<Passing> all() {
            return Stream.concat(
                    IntStream.range(0, SHARES)
                            .mapToObj(share -> new Passing("throttling " + share, Fault.THROTTLED, false, share)),
                    others());
        }

        private static Stream<Passing> others() {
            return Stream.of(
                    new Passing("a 500", Fault.BROKEN, false),
                    new Passing("a 503", Fault.UNAVAILABLE, false),
                    new Passing("a reset", Fault.RESET, false),
                    new Passing("a reset after the effect", Fault.ANSWER_LOST, false),
                    new Passing("no answer", Fault.SILENCE, false),
                    new Passing("no answer after the effect", Fault.SILENCE_AFTER, false),
                    new Passing("a wrong clock", Fault.SKEWED, false),
                    new Passing("a concurrent modification", Fault.CONCURRENT, true));
        }

        boolean concerns(Call call) {
            return (share < 0 || Math.floorMod(call.operation().hashCode(), SHARES) == share)
                    && (!writesToIam || (call.writes() && call.service().equals("iam")));
        }

        /** Its name, whichever share of the calls it strikes. */
        String kind() {
            return share < 0 ? name : "a throttling";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What ends a command, unless it can do without: at one call after the other, a run for each. */
    enum Ending {
        DENIED(254, "is missing", 450, 440),
        EXPIRED(253, "AWS does not accept the credentials", 450, 450),
        FULL(254, "the account has reached a limit", 100, 100),
        TRUNCATED(254, "cannot reach AWS, or it did not answer", 450, 250),
        MALFORMED(254, "cannot reach AWS, or it did not answer", 450, 250);

        private final int exit;
        private final String says;
        private final int calls;
        private final int ended;

        /**
         * @param calls how many calls it strikes, at least
         * @param ended how many commands it ends, at least
         */
        Ending(int exit, String says, int calls, int ended) {
            this.exit = exit;
            this.says = says;
            this.calls = calls;
            this.ended = ended;
        }

        Fault at(Call site) {
            return switch (this) {
                case DENIED -> Fault.DENIED.at(call -> call.operation().equals(site.operation()));
                case EXPIRED -> Fault.EXPIRED.from(site::equals);
                case FULL -> Fault.FULL.at(site::equals);
                case TRUNCATED -> Fault.TRUNCATED.at(site::equals);
                case MALFORMED -> Fault.MALFORMED.at(site::equals);
            };
        }

        boolean concerns(Call call) {
            return this != FULL || call.writes();
        }
    }

    @AfterAll
    static void stopThreads() {
        THREADS.shutdownNow();
    }

    /** What each of the runs gives, where none fails. */
    private static <T> List<T> together(Stream<Callable<T>> runs) {
        List<Future<T>> running = runs.map(THREADS::submit).toList();
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<T> run : running) {
            try {
                results.add(run.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        assertThat(failures.stream().map(String::valueOf)).isEmpty();
        return results;
    }

    /** How many calls of a command something struck. */
    private record Strikes(String kind, int calls) {}

    @Test
    void whatPassesIsOvercomeAtEveryCall() {
        List<Strikes> all = together(Passing.all()
                .flatMap(fault -> Scenario.all().stream().map(scenario -> () -> {
                    SandboxAccount account = scenario.account();
                    Predicate<Call> meant = call -> call.time() == 1 && fault.concerns(call);
                    Run run = account.runStruckOrNot(fault.fault.at(meant), scenario.command());

                    assertThat(run.outcome().exit())
                            .as("%s at every call of %s: %s", fault, scenario, run.outcome())
                            .isZero();
                    assertThat(run.struck())
                            .as("what %s strikes in %s", fault, scenario)
                            .containsAll(scenario.calls().filter(meant).toList());
                    scenario.requireCompletedByNext(account, fault.toString());
                    return new Strikes(fault.kind(), run.struck().size());
                })));

        Map<String, Integer> strikes =
                all.stream().collect(Collectors.groupingBy(Strikes::kind, Collectors.summingInt(Strikes::calls)));
        assertThat(strikes).hasSize(9);
        strikes.forEach((kind, calls) -> Enumerated.atLeast(
                kind.equals("a concurrent modification") ? 70 : 380, "calls that " + kind + " struck", calls));
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsACommandIsToldAndTheNextRunCompletesIt(Ending fault) {
        List<Site> sites = Scenario.all().stream()
                .flatMap(Scenario::sites)
                .filter(site -> fault.concerns(site.call()))
                .toList();

        List<Boolean> ended = together(sites.stream().map(site -> () -> {
            SandboxAccount account = site.scenario().account();
            Run run = account.run(fault.at(site.call()), site.scenario().command());

            if (fault == Ending.DENIED) {
                assertThat(run.struck())
                        .extracting(Call::operation)
                        .containsOnly(site.call().operation());
            } else if (fault != Ending.EXPIRED) {
                // Of calls side by side that all are struck, the first to be told may end the command.
                assertThat(run.struck()).as("%s %s", fault, site).contains(site.call());
            }
            if (run.outcome().exit() != 0) {
                assertThat(run.outcome().exit())
                        .as("%s %s: %s", fault, site, run.outcome())
                        .isEqualTo(fault.exit);
                assertThat(run.outcome().err()).as("%s %s", fault, site).contains(fault.says);
                requireDoneIsTold(run, fault + " " + site);
            }
            if (site.call().writes()) {
                site.scenario().requireCompletedByNext(account, fault + " " + site);
            }
            return run.outcome().exit() != 0;
        }));

        Enumerated.atLeast(fault.calls, "calls that " + fault + " struck", sites.size());
        Enumerated.atLeast(
                fault.ended,
                "commands that " + fault + " ended",
                ended.stream().filter(Boolean::booleanValue).count());
    }

    private static void requireDoneIsTold(Run run, String when) {
        boolean changed = run.outcome().err().contains(" created in ")
                || run.outcome().err().contains(" deleted in ");
        if (changed) {
            assertThat(run.outcome().err())
                    .as(when)
                    .contains("Already done: ", "un the same command again to continue");
        }
    }

    @Test
    void readsThatLagBehindAreNoObstacle() {
        List<Integer> lagging = together(Scenario.all().stream().map(scenario -> () -> {
            SandboxAccount account = scenario.account()
                    .copy(new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of())
                            .withStaleReads(Duration.ofSeconds(8)));

            Run run = account.runStruckOrNot(Fault.NONE, scenario.command()).done();
            account.clock().pass(Duration.ofMinutes(1));
            scenario.requireCompletedByNext(account, "stale reads");
            return run.struck().size();
        }));

        Enumerated.atLeast(
                100,
                "reads that were answered from the past",
                lagging.stream().mapToInt(Integer::intValue).sum());
    }
}
