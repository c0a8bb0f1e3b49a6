package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two commands about one tenant at once: neither ends in confusion, and running either again converges. */
class TwoAdministratorsTest {

    private static final int TIMES = 10;
    private static final SandboxAccount EMPTY = new SandboxAccount();
    private static final SandboxAccount MADE = made();

    private static SandboxAccount made() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme", "--user", "ana").succeeded();
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
        "nothing, apply -f FILE,                 apply -f FILE",
        "tenant,  apply -f FILE,                 delete-tenant acme --yes",
    })
    void converge(String given, String first, String second) throws Exception {
        Path file = Files.writeString(
                directory.resolve("teams.yaml"),
                "tenants:\n- {name: acme, users: [ana]}\n- {name: beta, no-users: true}\n");
        String one = first.replace("FILE", file.toString());
        String other = second.replace("FILE", file.toString());
        for (int i = 0; i < TIMES; i++) {
            SandboxAccount start = given.equals("tenant") ? MADE : EMPTY;
            SandboxAccount account = start.copy();

            for (Outcome outcome : together(account, one, other)) {
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
            }
        }
    }

    private static List<Outcome> together(SandboxAccount account, String... commands) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(commands.length);
        ExecutorService threads = Executors.newFixedThreadPool(commands.length);
        try {
            List<Future<Outcome>> running = new ArrayList<>();
            for (String command : commands) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return account.run(command.split(" "));
                }));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> run : running) {
                outcomes.add(run.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
