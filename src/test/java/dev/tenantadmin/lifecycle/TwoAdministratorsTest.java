package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.Halting;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.testing.Ran;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two commands about one tenant at once: neither ends in confusion, and running either again converges. */
@Tag("slow")
class TwoAdministratorsTest {

    private static final int TIMES = 10;
    private static final String DEPLOY =
            "deploy acme fraud --image 763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1";
    private static final SandboxAccount EMPTY = new SandboxAccount();
    private static final SandboxAccount MADE = made();

    private static SandboxAccount made() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme", "--user", "ana").done();
        return account;
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "nothing, create-tenant acme --user ana, create-tenant acme --user ana",
        "nothing, create-tenant acme --user ana, delete-tenant acme --yes",
        "tenant,  create-tenant acme --user ana, delete-tenant acme --yes",
        "tenant,  delete-tenant acme --yes,      delete-tenant acme --yes",
        "tenant,  create-tenant acme --user bob, create-tenant acme --user carol",
        "tenant,  create-tenant acme --user ana --instance-type ml.m5.xlarge --restart, stop acme",
        "tenant,  create-tenant acme --tag a=b,  create-tenant acme --tag a=b",
        "tenant,  start acme,                    stop acme",
        "tenant,  stop acme,                     stop acme",
        "tenant,  add-user acme bob,             add-user acme bob",
        "tenant,  remove-user acme ana --yes,    remove-user acme ana --yes",
        "tenant,  add-user acme ana,             remove-user acme ana --yes",
        "tenant,  remove-user acme ana --yes,    delete-tenant acme --yes",
        "tenant,  create-tenant acme --notebook lab, remove-notebook acme lab --yes",
        "tenant,  remove-notebook acme lab --yes, delete-tenant acme --yes",
        "nothing, apply -f FILE,                 apply -f FILE",
        "tenant,  apply -f FILE,                 delete-tenant acme --yes",
        "tenant,  DEPLOY,                        DEPLOY",
        "tenant,  DEPLOY,                        DEPLOY --env A=b",
        "tenant,  DEPLOY,                        undeploy acme fraud --yes",
        "tenant,  DEPLOY,                        delete-tenant acme --yes --delete-endpoints",
        "serving, DEPLOY --env A=c,              DEPLOY --env A=d --instances 2",
        "serving, DEPLOY --env A=c,              undeploy acme fraud --yes",
        "serving, undeploy acme fraud --yes,     undeploy acme fraud --yes",
    })
    void converge(String given, String first, String second) throws Exception {
        Path file = Files.writeString(
                directory.resolve("teams.yaml"),
                "tenants:\n- {name: acme, users: [ana]}\n- {name: beta, no-users: true}\n");
        String one = first.replace("FILE", file.toString()).replace("DEPLOY", DEPLOY);
        String other = second.replace("FILE", file.toString()).replace("DEPLOY", DEPLOY);
        for (int i = 0; i < TIMES; i++) {
            SandboxAccount start = given.equals("serving") ? serving() : given.equals("tenant") ? MADE : EMPTY;
            SandboxAccount account = start.copy();

            for (Ran outcome : together(account, one, other)) {
                // Of many tenants some failed: why each did is told in its line.
                assertThat(outcome.exit())
                        .as("%s", outcome)
                        .isIn(outcome.out().contains("Failed: ") ? 1 : 0, 3, 4, 254);
                assertThat(outcome.err()).doesNotContain("defect", "Exception", "\tat ", "null");
            }

            for (String last : List.of(one, other)) {
                SandboxAccount again = account.copy();
                assertThat(again.run(last.split(" ")).exit()).as("%s", last).isIn(0, last.contains("delete") ? 0 : 3);
                if (last.startsWith("delete")) {
                    assertThat(again.contents()).noneMatch(left -> left.contains("acme"));
                } else if (last.startsWith("create") && given.equals("nothing")) {
                    assertThat(again.dump()).isEqualTo(MADE.dump());
                }
                assertThat(again.run(Fault.NONE, last.split(" ")).writes())
                        .as(last)
                        .isEmpty();
                if (last.startsWith("deploy") && again.contents().contains("policy acme--boundary")) {
                    assertThat(again.contents())
                            .filteredOn(left -> left.contains("acme--fraud"))
                            .as(last)
                            .hasSize(3);
                } else if (last.startsWith("undeploy")) {
                    assertThat(again.contents()).noneMatch(left -> left.contains("acme--fraud"));
                }
            }
        }
    }

    private static SandboxAccount serving() {
        SandboxAccount account = MADE.copy();
        account.run(DEPLOY.split(" ")).done();
        return account;
    }

    private static final String OLD = "arn:aws:iam::410987654321:root,external-id=old-1";
    private static final String VENDOR = "arn:aws:iam::210987654321:root,external-id=vendor-4711";
    private static final String CONSULTANT = "arn:aws:iam::310987654321:root,external-id=consultant-1";
    private static final String CREATE = "create-tenant acme --no-wait ";

    /** Each stands still at every place while the other does, or runs to its end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                CREATE + "--trust " + VENDOR + "; " + CREATE + "--trust " + CONSULTANT,
                CREATE + "--trust " + VENDOR + "; " + CREATE + "--max-runtime 6h",
                CREATE + "--trust none --data-location none; suspend acme --no-wait",
            })
    void changesOfSettingsAreBothMadeOrOneEndsWithAConflict(String first, String second) throws Exception {
        SandboxAccount before = new SandboxAccount();
        before.run((CREATE + "--no-users --data-location s3://lake/acme/ --trust " + OLD).split(" "))
                .done();
        before.clock().pass(Duration.ofSeconds(10));
        int tried = 0;
        int conflicts = 0;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (String[] pair : new String[][] {{first, second}, {second, first}}) {
                for (Predicate<Call> halt : halts(before, pair[0])) {
                    for (Predicate<Call> otherHalt : halts(before, pair[1])) {
                        SandboxAccount account = before.copy();
                        Halting one = new Halting(threads, account, halt, pair[0].split(" ")).awaitHalt();
                        Halting other = new Halting(threads, account, otherHalt, pair[1].split(" ")).awaitHalt();
                        Map<String, Ran> ends = Map.of(pair[0], one.finish(), pair[1], other.finish());

                        conflicts += requireBothOrOneConflict(account, ends);
                        tried++;
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tried).as("interleavings").isGreaterThanOrEqualTo(40);
        if (second.contains("--trust")) {
            assertThat(conflicts).as("conflicts").isGreaterThan(10);
        }
    }

    /** What one run reads of the anchor is of two moments when another run comes between. */
    @Test
    void aSettingThatChangesWhileItIsReadIsNotTakenBack() {
        SandboxAccount account = new SandboxAccount();
        account.run((CREATE + "--no-users --trust " + OLD).split(" ")).done();
        Fault between = (call, wire) -> {
            account.run((CREATE + "--trust " + VENDOR).split(" ")).done();
            return wire.call();
        };

        account.runStruckOrNot(
                        between.at(call -> call.operation().equals("GetPolicy")
                                && call.subject().equals("acme--boundary")
                                && call.time() == 1),
                        (CREATE + "--max-runtime 6h").split(" "))
                .done();

        assertThat(documents(account))
                .contains("vendor-4711", "sagemaker:MaxRuntimeInSeconds")
                .doesNotContain("old-1");
        assertThat(account.run("create-tenant", "acme", "--dry-run", "--detailed-exitcode")
                        .exit())
                .isZero();
    }

    /** Every write, every look at the anchor, and the end. */
    private static List<Predicate<Call>> halts(SandboxAccount before, String command) {
        return Stream.concat(
                        before.copy()
                                .run(Fault.NONE, command.split(" "))
                                .done()
                                .calls()
                                .filter(call -> call.writes()
                                        || (call.operation().equals("GetPolicy")
                                                && call.subject().equals("acme--boundary")))
                                .distinct()
                                .<Predicate<Call>>map(call -> call::equals),
                        Stream.of(call -> false))
                .toList();
    }

    private static int requireBothOrOneConflict(SandboxAccount account, Map<String, Ran> ends) {
        List<Integer> exits = ends.values().stream().map(Ran::exit).sorted().toList();
        assertThat(exits).as("%s", ends).isIn(List.of(0, 0), List.of(0, 4));
        String documents = documents(account);
        ends.forEach((command, outcome) -> {
            if (outcome.exit() == 0) {
                String other = ends.keySet().stream()
                        .filter(ended -> !ended.equals(command))
                        .findFirst()
                        .orElseThrow();
                requireApplied(command, other, documents, ends);
            }
        });
        Ran plain = account.run("create-tenant", "acme", "--no-wait");
        assertThat(plain.exit()).as("%s", plain).isIn(0, 4);
        if (plain.exit() == 4) {
            assertThat(plain.err()).contains("run create-tenant with --");
            assertThat(exits).as("%s%n%s", ends, plain).isEqualTo(List.of(0, 4));
        } else {
            assertThat(account.run("create-tenant", "acme", "--dry-run", "--detailed-exitcode")
                            .exit())
                    .isZero();
        }
        return exits.get(1) == 4 ? 1 : 0;
    }

    private static void requireApplied(String command, String other, String documents, Map<String, Ran> ends) {
        if (command.startsWith("suspend")) {
            assertThat(documents).as("%s", ends).contains("Suspended");
        } else if (command.contains("--max-runtime")) {
            assertThat(documents).as("%s", ends).contains("sagemaker:MaxRuntimeInSeconds");
        } else if (command.contains("none")) {
            assertThat(documents).as("%s", ends).doesNotContain("external-id");
        } else if (!other.contains("--trust")) {
            assertThat(documents).as("%s", ends).contains("vendor-4711");
        } else {
            // The last one holds, and nothing is left of what was before.
            assertThat(documents)
                    .as("%s", ends)
                    .containsAnyOf("vendor-4711", "consultant-1")
                    .doesNotContain("old-1");
        }
    }

    private static String documents(SandboxAccount account) {
        return URLDecoder.decode(
                        account.iam().getAccountAuthorizationDetails(r -> {}).toString(), StandardCharsets.UTF_8)
                .replaceAll("Tags=\\[[^]]*\\]", "");
    }

    private static List<Ran> together(SandboxAccount account, String... commands) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(commands.length);
        ExecutorService threads = Executors.newFixedThreadPool(commands.length);
        try {
            List<Future<Ran>> running = new ArrayList<>();
            for (String command : commands) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return account.run(command.split(" "));
                }));
            }
            List<Ran> outcomes = new ArrayList<>();
            for (Future<Ran> run : running) {
                outcomes.add(run.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
