package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.testing.Enumerated;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command that is stopped anywhere and run again ends where an undisturbed one does. Calls of one stage run side by side, so "anywhere"
 * is enumerated twice: by the call at which the process dies, and by the part of a stage's writes that came through.
 */
@Tag("slow")
class InterruptionTest {

    private static final String[] CREATE = {
        "create-tenant", "acme", "--user", "ana", "--instance-type", "ml.m5.xlarge", "--tag", "cost-center=42"
    };
    private static final String[] DELETE = {"delete-tenant", "acme", "--yes"};
    private static final SandboxAccount MADE = make();
    private static final Set<String> UNDISTURBED = MADE.dump();

    /** A place in a command where the process dies. */
    record Site(Call call, boolean after) {

        Fault death() {
            return (after ? Fault.KILL_AFTER : Fault.KILL_BEFORE).at(call::equals);
        }

        @Override
        public String toString() {
            return (after ? "after " : "before ") + call;
        }
    }

    static Stream<Site> sitesOfCreate() {
        return sites(40, "a creation", new SandboxAccount().run(Fault.NONE, CREATE));
    }

    static Stream<Site> sitesOfDelete() {
        return sites(55, "a deletion", made().run(Fault.NONE, DELETE));
    }

    /** Every call before its effect, and every write also after it. How often a command polls is up to chance: thrice at least. */
    static Stream<Site> sites(int least, String what, Run undisturbed) {
        return Enumerated.atLeast(
                least,
                "places at which " + what + " is killed",
                undisturbed
                        .done()
                        .calls()
                        .filter(call -> call.time() <= 3)
                        .flatMap(call -> Stream.of(new Site(call, false), new Site(call, true))
                                .filter(site -> call.writes() || !site.after())))
                .stream();
    }

    private static SandboxAccount made() {
        return MADE.copy();
    }

    private static SandboxAccount make() {
        SandboxAccount account = new SandboxAccount();
        account.run(CREATE).done();
        return account;
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesOfCreate")
    void aKilledCreationIsCompletedByTheNext(Site site) {
        SandboxAccount account = new SandboxAccount();

        assertThat(account.run(site.death(), CREATE).killed()).isTrue();

        requireCompletedByNext(account);
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesOfDelete")
    void aKilledDeletionIsCompletedByTheNext(Site site) {
        SandboxAccount account = made();

        assertThat(account.run(site.death(), DELETE).killed()).isTrue();

        requireGoneWithNext(account);
    }

    /** With our boundary, and with an organisation's own, where everybody is cut off by several writes. */
    static Stream<Arguments> sitesOfSuspension() {
        return Stream.of(OWN, ORGANISATIONS)
                .flatMap(options -> Stream.of("suspend", "resume").flatMap(command -> {
                    SandboxAccount undisturbed = working(options, command);
                    Run run = undisturbed.run(Fault.NONE, command, "acme");
                    Set<String> dump = undisturbed.dump();
                    return sites(20, command + options, run).map(site -> Arguments.of(options, command, site, dump));
                }));
    }

    private static final List<String> OWN = List.of();
    private static final List<String> ORGANISATIONS =
            List.of("--permissions-boundary", "arn:aws:iam::123456789012:policy/organisation");

    private static SandboxAccount working(List<String> options, String before) {
        SandboxAccount account = new SandboxAccount();
        account.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        account.run(Stream.concat(Stream.of(CREATE), options.stream()).toArray(String[]::new))
                .done();
        if (before.equals("resume")) {
            account.run("suspend", "acme").done();
        }
        return account;
    }

    @ParameterizedTest(name = "{1}{0}, killed {2}")
    @MethodSource("sitesOfSuspension")
    void aKilledSuspensionIsCompletedByTheNext(
            List<String> options, String command, Site site, Set<String> undisturbed) {
        SandboxAccount account = working(options, command);

        assertThat(account.run(site.death(), command, "acme").killed()).isTrue();
        account.run(command, "acme").done();

        assertThat(account.dump()).isEqualTo(undisturbed);
        assertThat(account.run(Fault.NONE, command, "acme").done().writes()).isEmpty();
    }

    @Test
    void whicheverPartOfAStageIsWrittenCreationIsCompletedByTheNext() {
        int parts = everyPart(CREATE, SandboxAccount::new, InterruptionTest::requireCompletedByNext);

        Enumerated.atLeast(60, "parts of a creation", parts);
    }

    @Test
    void whicheverPartOfAStageIsDeletedDeletionIsCompletedByTheNext() {
        int parts = everyPart(DELETE, InterruptionTest::made, InterruptionTest::requireGoneWithNext);

        Enumerated.atLeast(60, "parts of a deletion", parts);
    }

    /** But for its notebooks: if the deletion came to stopping them they stay stopped, like any that somebody stopped. */
    @Test
    void whicheverPartOfAStageIsDeletedTheTenantCanBeMadeWholeAgain() {
        int parts = everyPart(DELETE, InterruptionTest::made, account -> {
            account.run(CREATE).done();
            account.run("start", "acme").done();

            assertThat(account.dump()).isEqualTo(UNDISTURBED);
        });

        Enumerated.atLeast(60, "parts of a deletion before a creation", parts);
    }

    /**
     * Runs the command again and again on fresh accounts, each time with one more part of its writes let through and all others refused. A
     * stage's refused writes show what the stage consists of; with all of them let through the next stage shows.
     *
     * @return how many parts there are
     */
    private static int everyPart(String[] command, Supplier<SandboxAccount> accounts, Consumer<SandboxAccount> check) {
        Set<Call> before = new HashSet<>();
        int parts = 0;
        while (true) {
            List<Call> stage = refused(before, accounts.get(), command);
            if (stage.isEmpty()) {
                return parts;
            }
            int ofStage = (1 << stage.size()) - 1;
            IntStream.range(0, ofStage).parallel().forEach(part -> {
                Set<Call> through = new HashSet<>(before);
                IntStream.range(0, stage.size())
                        .filter(i -> (part >> i & 1) == 1)
                        .forEach(i -> through.add(stage.get(i)));
                SandboxAccount account = accounts.get();
                assertThat(refused(through, account, command)).isNotEmpty();
                check.accept(account);
            });
            parts += ofStage;
            before.addAll(stage);
        }
    }

    private static List<Call> refused(Set<Call> through, SandboxAccount account, String... command) {
        Predicate<Call> refused = call -> call.writes() && !through.contains(call);
        Run run = account.runStruckOrNot(Fault.DENIED.at(refused), command);
        List<Call> stage = run.writes().stream().filter(refused).toList();
        assertThat(run.struck()).containsExactlyInAnyOrderElementsOf(stage);
        assertThat(run.outcome().exit()).as("%s", run.outcome()).isEqualTo(stage.isEmpty() ? 0 : 254);
        return stage;
    }

    private static void requireCompletedByNext(SandboxAccount account) {
        account.run(CREATE).done();

        assertThat(account.dump()).isEqualTo(UNDISTURBED);
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").done().writes())
                .isEmpty();
    }

    private static void requireGoneWithNext(SandboxAccount account) {
        account.run(DELETE).done();

        assertThat(account.contents()).isEmpty();
        assertThat(account.run(Fault.NONE, DELETE).done().writes()).isEmpty();
    }
}
