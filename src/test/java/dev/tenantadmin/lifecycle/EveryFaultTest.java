package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.SandboxAccount.Run;
import dev.tenantadmin.lifecycle.Scenario.Site;
import dev.tenantadmin.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong at whichever call of whichever command is either overcome, or the command ends with the documented exit code, says
 * what is done, and the next run completes it.
 */
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
                            .mapToObj(share -> new Passing("throttled " + share, Fault.THROTTLED, false, share)),
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

        @Override
        public String toString() {
            return name;
        }
    }

    /** What ends a command, unless it can do without: at one call after the other, a run for each. */
    enum Ending {
        DENIED(254, "is missing"),
        EXPIRED(253, "AWS does not accept the credentials"),
        FULL(254, "a limit of the account is reached"),
        TRUNCATED(254, "AWS cannot be reached or gave no answer"),
        MALFORMED(254, "AWS cannot be reached or gave no answer");

        private final int exit;
        private final String says;

        Ending(int exit, String says) {
            this.exit = exit;
            this.says = says;
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

    private static void together(Stream<Runnable> runs) {
        List<Future<?>> running = new ArrayList<>();
        runs.forEach(run -> running.add(THREADS.submit(run)));
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> run : running) {
            try {
                run.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        assertThat(failures.stream().map(String::valueOf)).isEmpty();
    }

    @Test
    void whatPassesIsOvercomeAtEveryCall() {
        together(Passing.all()
                .flatMap(fault -> Scenario.all().stream().map(scenario -> () -> {
                    SandboxAccount account = scenario.account();
                    Run run = account.run(
                            fault.fault.at(call -> call.time() == 1 && fault.concerns(call)), scenario.command());

                    assertThat(run.outcome().exit())
                            .as("%s at every call of %s: %s", fault, scenario, run.outcome())
                            .isZero();
                    scenario.requireCompletedByNext(account, fault.toString());
                })));
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsACommandIsToldAndTheNextRunCompletesIt(Ending fault) {
        List<Site> sites = Scenario.all().stream()
                .flatMap(Scenario::sites)
                .filter(site -> fault.concerns(site.call()))
                .toList();

        together(sites.stream().map(site -> () -> {
            SandboxAccount account = site.scenario().account();
            Run run = account.run(fault.at(site.call()), site.scenario().command());

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
        }));
        System.out.printf("%s at %d calls%n", fault, sites.size());
    }

    private static void requireDoneIsTold(Run run, String when) {
        boolean changed = run.outcome().err().contains(" created in ")
                || run.outcome().err().contains(" deleted in ");
        if (changed) {
            assertThat(run.outcome().err())
                    .as(when)
                    .contains("Done before: ", "Running the same command again is safe");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tenantadmin.lifecycle.Scenario#all")
    void readsThatLagBehindAreNoObstacle(Scenario scenario) {
        SandboxAccount account = scenario.account()
                .copy(new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of())
                        .withStaleReads(Duration.ofSeconds(8)));

        account.run(scenario.command()).succeeded();
        account.clock().pass(Duration.ofMinutes(1));
        scenario.requireCompletedByNext(account, "stale reads");
    }
}
