package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.Halting;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Two administrators who give two tenants the same data at the same time: one tenant gets it, and the other none of it. */
@Tag("slow")
class DataClaimTest {

    private static final int CONFLICT = 4;

    /**
     * Two tenants that are given the same data.
     *
     * @param given commands that were run before, ten seconds between them
     */
    record Race(
            String name, List<String> given, String first, String firstLocation, String second, String secondLocation) {

        SandboxAccount account() {
            SandboxAccount account = new SandboxAccount();
            for (String command : given) {
                account.run(command.split(" ")).done();
                account.clock().pass(Duration.ofSeconds(10));
            }
            return account;
        }

        List<String> tenants() {
            return List.of(first, second);
        }

        /** Makes the tenant, or changes it, with nothing asked of its data. */
        String[] plain(String tenant) {
            String noUsers = given.stream().anyMatch(command -> command.contains(tenant)) ? "" : " --no-users";
            return "create-tenant %s --no-wait%s".formatted(tenant, noUsers).split(" ");
        }

        String[] claiming(String tenant) {
            return Stream.concat(
                            Stream.of(plain(tenant)),
                            Stream.of("--data-location", tenant.equals(first) ? firstLocation : secondLocation))
                    .toArray(String[]::new);
        }

        /** The account after one tenant's claim alone, and the other's being made without. */
        Set<String> dumpWith(String winner) {
            SandboxAccount account = account();
            account.run(claiming(winner)).done();
            for (String tenant : tenants()) {
                if (!tenant.equals(winner)) {
                    account.run(plain(tenant)).done();
                }
            }
            return atRest(account);
        }

        String other(String tenant) {
            return tenant.equals(first) ? second : first;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Race> races() {
        String alpha = "create-tenant alpha --no-users";
        String beta = "create-tenant beta --no-users";
        return Stream.of(
                new Race("both new", List.of(), "alpha", "s3://lake/", "beta", "s3://lake/"),
                new Race("both new, one inside the other", List.of(), "alpha", "s3://lake/", "beta", "s3://lake/beta/"),
                new Race("both standing", List.of(alpha, beta), "alpha", "s3://lake/", "beta", "s3://lake/"),
                new Race("the first by name standing", List.of(alpha), "alpha", "s3://lake/", "beta", "s3://lake/"),
                new Race("the last by name standing", List.of(beta), "alpha", "s3://lake/", "beta", "s3://lake/"),
                new Race(
                        "both with other data until now",
                        List.of(alpha + " --data-location s3://alpha/", beta + " --data-location s3://beta/"),
                        "alpha",
                        "s3://lake/",
                        "beta",
                        "s3://lake/"));
    }

    /** Every call in which the location is read or written, whether the tenant wins or loses, and the end. */
    private static List<Predicate<Call>> halts(Race race, String tenant) {
        SandboxAccount account = race.account();
        Stream<Call> won =
                race.account().run(Fault.NONE, race.claiming(tenant)).done().calls();
        Stream<Call> lost = account.runStruckOrNot(late(account, race, tenant, Fault.NONE), race.claiming(tenant))
                .calls();
        List<Call> calls = Stream.concat(won, lost)
                .filter(call -> call.operation().equals("GetAccountAuthorizationDetails")
                        || call.operation().equals("PutRolePolicy")
                        || (call.writes() && call.subject().equals(tenant + "--boundary")))
                .distinct()
                .toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(7);
        return Stream.concat(calls.stream().<Predicate<Call>>map(call -> call::equals), Stream.of(call -> false))
                .toList();
    }

    /** Each stands still at every place while the other does, and while the other runs from its beginning to its end. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("races")
    void oneOfTwoKeepsTheLocationHoweverTheirCallsFallBetweenEachOther(Race race) throws Exception {
        Map<String, Set<String>> expected = new HashMap<>();
        Map<String, AtomicInteger> won = new HashMap<>();
        for (String tenant : race.tenants()) {
            expected.put(tenant, race.dumpWith(tenant));
            won.put(tenant, new AtomicInteger());
        }
        SandboxAccount before = race.account();
        Set<List<String>> ends = new HashSet<>();
        int tried = 0;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (String one : race.tenants()) {
                String other = race.other(one);
                for (Predicate<Call> halt : halts(race, one)) {
                    for (Predicate<Call> otherHalt : halts(race, other)) {
                        SandboxAccount account = before.copy();
                        Halting first = new Halting(threads, account, halt, race.claiming(one)).awaitHalt();
                        requireNotBoth(race, account);
                        Halting second = new Halting(threads, account, otherHalt, race.claiming(other)).awaitHalt();
                        requireNotBoth(race, account);
                        Ran ofFirst = first.finish();
                        requireNotBoth(race, account);
                        Ran ofSecond = second.finish();
                        requireNotBoth(race, account);

                        String winner = ofFirst.exit() == 0 ? one : other;
                        requireOneWinner(race, winner, ofFirst, ofSecond);
                        assertThat(grants(account, winner)).isTrue();
                        if (ends.add(anchors(account, race))) {
                            requireLoserGoesOn(race, account, winner, Objects.requireNonNull(expected.get(winner)));
                        }
                        Objects.requireNonNull(won.get(winner)).incrementAndGet();
                        tried++;
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tried).as("interleavings of %s", race).isGreaterThanOrEqualTo(128);
        assertThat(won.values()).allSatisfy(times -> assertThat(times.get()).isGreaterThan(20));
    }

    private static void requireOneWinner(Race race, String winner, Ran one, Ran other) {
        String loser = race.other(winner);
        assertThat(List.of(one.exit(), other.exit())).as("%s%n%s", one, other).containsExactlyInAnyOrder(0, CONFLICT);
        assertThat((one.exit() == 0 ? other : one).err())
                .contains("tenant " + winner, "tenant " + loser, "s3://lake/")
                .doesNotContain("defect", "Exception", "null", "Running the same command again");
    }

    private static void requireLoserGoesOn(Race race, SandboxAccount account, String winner, Set<String> expected) {
        String loser = race.other(winner);
        assertThat(account.run(Fault.NONE, race.claiming(loser)).outcome().exit())
                .isEqualTo(CONFLICT);
        account.run(race.plain(loser)).done();
        assertThat(atRest(account)).isEqualTo(expected);
        assertThat(account.run(Fault.NONE, race.claiming(winner)).done().writes())
                .isEmpty();
    }

    /** What both anchors say; a tenant that lost has nothing else that is new. */
    private static List<String> anchors(SandboxAccount account, Race race) {
        return race.tenants().stream()
                .map(DataClaimTest::anchor)
                .flatMap(arn -> {
                    try {
                        var policy =
                                account.iam().getPolicy(r -> r.policyArn(arn)).policy();
                        return Stream.of(
                                arn,
                                policy.tags().toString(),
                                account.iam()
                                        .getPolicyVersion(r -> r.policyArn(arn).versionId(policy.defaultVersionId()))
                                        .policyVersion()
                                        .document());
                    } catch (NoSuchEntityException e) {
                        return Stream.of("no " + arn);
                    }
                })
                .toList();
    }

    private static String anchor(String tenant) {
        return "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/%s/%s--boundary".formatted(tenant, tenant);
    }

    /** The account when no notebook is on its way any more. */
    private static Set<String> atRest(SandboxAccount account) {
        account.clock().pass(Duration.ofSeconds(10));
        return account.dump();
    }

    private static void requireNotBoth(Race race, SandboxAccount account) {
        assertThat(race.tenants().stream().filter(tenant -> grants(account, tenant)))
                .hasSizeLessThan(2);
    }

    /** Whether the tenant's work may use the lake: its boundary and its execution role both have to say so. */
    private static boolean grants(SandboxAccount account, String tenant) {
        String anchor = anchor(tenant);
        try {
            String version =
                    account.iam().getPolicy(r -> r.policyArn(anchor)).policy().defaultVersionId();
            String boundary = account.iam()
                    .getPolicyVersion(r -> r.policyArn(anchor).versionId(version))
                    .policyVersion()
                    .document();
            String execution = account.iam()
                    .getRolePolicy(r -> r.roleName(tenant + "--execution").policyName("execution"))
                    .policyDocument();
            return Stream.of(boundary, execution)
                    .map(document -> URLDecoder.decode(document, StandardCharsets.UTF_8))
                    .allMatch(document -> document.contains(":s3:::lake/"));
        } catch (NoSuchEntityException e) {
            return false;
        }
    }

    /** The tenant comes to its anchor when the other has made everything; it looked before. */
    private static Fault late(SandboxAccount account, Race race, String tenant, Fault then) {
        Fault whole = (call, wire) -> {
            account.run(race.claiming(race.other(tenant))).done();
            return then.meet(call, wire);
        };
        return (call, wire) -> (isAnchor(call, tenant) ? whole : then).meet(call, wire);
    }

    private static boolean isAnchor(Call call, String tenant) {
        return call.subject().equals(tenant + "--boundary")
                && call.time() == 1
                && (call.operation().equals("CreatePolicy") || call.operation().equals("CreatePolicyVersion"));
    }

    /** Killed at every call from its anchor on: the claim is taken back, or is told how to be. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("races")
    void whoeverLosesAndIsKilledIsLeftSoThatItCanBeMadeWithoutTheLocation(Race race) {
        SandboxAccount undisturbed = race.account();
        Run losing = undisturbed.runStruckOrNot(late(undisturbed, race, "beta", Fault.NONE), race.claiming("beta"));
        assertThat(losing.outcome().exit()).as("%s", losing.outcome()).isEqualTo(CONFLICT);
        List<Call> calls = losing.calls()
                .dropWhile(call -> !isAnchor(call, "beta"))
                .filter(call -> call.writes() || call.operation().equals("GetAccountAuthorizationDetails"))
                .toList();
        Set<String> expected = race.dumpWith("alpha");
        String[] withNone = Stream.concat(Stream.of(race.plain("beta")), Stream.of("--data-location", "none"))
                .toArray(String[]::new);
        boolean hadOther = race.given().stream().anyMatch(command -> command.contains("beta/"));
        int tried = 0;
        for (Call call : calls) {
            for (boolean after : new boolean[] {false, true}) {
                SandboxAccount account = race.account();
                Fault death = (after ? Fault.KILL_AFTER : Fault.KILL_BEFORE).at(call::equals);
                Run killed = account.runStruckOrNot(late(account, race, "beta", death), race.claiming("beta"));
                assertThat(killed.killed()).isTrue();

                Run again = account.run(Fault.NONE, race.claiming("beta"));
                assertThat(again.outcome().exit()).as("%s", again.outcome()).isEqualTo(CONFLICT);
                assertThat(again.outcome().err()).contains("tenant alpha");
                assertThat(again.writes()).isEmpty();
                Ran plain = account.run(race.plain("beta"));
                assertThat(plain.exit()).as("%s", plain).isIn(0, CONFLICT);
                if (plain.exit() == CONFLICT) {
                    assertThat(plain.err()).contains("run 'create-tenant beta --data-location none' to remove it");
                    account.run(withNone).done();
                }
                if (!hadOther || plain.exit() == 0) {
                    assertThat(atRest(account)).isEqualTo(expected);
                }
                assertThat(grants(account, "beta")).isFalse();
                tried++;
            }
        }
        assertThat(tried).as("deaths in %s", race).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "create-tenant acme --no-users", "create-tenant acme --no-users --data-location s3://old/"})
    void aKilledClaimThatNobodyDisputesIsCompletedByTheSameCommand(String given) {
        Race race = new Race(
                "alone", given.isEmpty() ? List.of() : List.of(given), "acme", "s3://lake/", "beta", "s3://lake/");
        SandboxAccount undisturbed = race.account();
        Run whole = undisturbed.run(Fault.NONE, race.claiming("acme")).done();
        List<InterruptionTest.Site> sites =
                InterruptionTest.sites(25, "a claim", whole).toList();
        Set<String> expected = atRest(undisturbed);
        for (InterruptionTest.Site site : sites) {
            SandboxAccount account = race.account();
            assertThat(account.run(site.death(), race.claiming("acme")).killed())
                    .isTrue();

            account.run(race.claiming("acme")).done();

            assertThat(atRest(account)).as("%s", site).isEqualTo(expected);
            assertThat(account.run(Fault.NONE, race.claiming("acme")).done().writes())
                    .as("%s", site)
                    .isEmpty();
        }
    }

    @Test
    void aClaimWaitsUntilIamShowsIt() {
        SandboxAccount account = new SandboxAccount(SandboxSettings.defaults().withStaleReads(Duration.ofSeconds(8)));

        account.run("create-tenant", "acme", "--no-users", "--data-location", "s3://lake/")
                .done();

        account.clock().pass(Duration.ofSeconds(8));
        assertThat(grants(account, "acme")).isTrue();
    }

    /** Alpha's location is older than beta's claim, though its document was changed a moment before beta looked again. */
    @Test
    void anOlderClaimStaysTheOlderOneThroughChangesOfItsDocument() {
        Race race =
                new Race("", List.of("create-tenant alpha --no-users"), "alpha", "s3://lake/", "beta", "s3://lake/");
        SandboxAccount account = race.account();
        Fault late = late(account, race, "beta", (call, wire) -> {
            if (call.operation().equals("GetAccountAuthorizationDetails") && call.time() == 2) {
                account.clock().pass(Duration.ofSeconds(10));
                account.run(
                                "create-tenant",
                                "alpha",
                                "--no-wait",
                                "--data-location",
                                "s3://lake/",
                                "--data-location",
                                "s3://pond/")
                        .done();
            }
            return wire.call();
        });

        assertThat(account.runStruckOrNot(late, race.claiming("beta")).outcome().exit())
                .isEqualTo(CONFLICT);
        assertThat(grants(account, "alpha")).isTrue();
        assertThat(grants(account, "beta")).isFalse();
    }
}
