package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.ServedAccount;
import dev.tenantadmin.lifecycle.backend.ServedAccount.Ended;
import dev.tenantadmin.sandbox.request.Faults.Moment;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as real processes against the served sandbox: killed, interrupted, several at once. */
@Tag("slow")
@Tag("jdk")
class ProcessTest {

    private static final int EVERY = 5;

    /** Another fifth each time; it is printed, and a run can be repeated by giving it. */
    private static final int FIFTH = Integer.getInteger(
            "tenantadmin.kill.fifth", (int) (ProcessHandle.current().pid() % EVERY));

    private static final String[] CREATE = {"create-tenant", "acme", "--user", "ana"};
    private static final String[] DELETE = {"delete-tenant", "acme", "--yes"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"create, BEFORE", "create, AFTER", "delete, BEFORE", "delete, AFTER"})
    void killedAtEveryFifthCallTheNextRunCompletesIt(String name, Moment moment) throws Exception {
        String[] command = name.equals("create") ? CREATE : DELETE;
        int kills = 0;
        int first = FIFTH == 0 ? EVERY : FIFTH;
        // What is killed before a call in one test is killed after one in the other, so that each takes every second
        // turn.
        int turn = moment == Moment.BEFORE ? 0 : EVERY;
        for (int n = first + turn; true; n += 2 * EVERY) {
            try (ServedAccount account = new ServedAccount()) {
                if (name.equals("delete")) {
                    account.run(CREATE).done();
                }
                long begin = account.calls();
                Ended ended = account.run(moment, n, ServedAccount.SIGKILL, directory, command);
                if (ended.exit() == 0) {
                    assertThat(account.calls() - begin)
                            .as("the calls of a command that was to be killed at call %d", n)
                            .isLessThan(n);
                    break;
                }
                assertThat(ended.exit()).as("%s", ended).isEqualTo(Ran.KILLED);
                kills++;
                account.run(command).done();
                long before = account.calls();
                Ran third = account.run(command).done();
                assertThat(third.out()).contains("no changes needed");
                assertThat(account.calls()).isGreaterThan(before);
                if (name.equals("delete")) {
                    assertThat(account.contents()).isEmpty();
                } else {
                    account.run(DELETE).done();
                    assertThat(account.contents()).isEmpty();
                }
            }
        }
        Enumerated.atLeast(
                name.equals("create") ? 2 : 4,
                "processes of %s killed %s a call, from call %d on".formatted(name, moment, first + turn),
                kills);
    }

    /** What it says when it is interrupted at its n-th call. */
    private String interrupted(ServedAccount account, int n, String... command) throws Exception {
        return said(interruptedAt(account, n, command));
    }

    private Ended interruptedAt(ServedAccount account, int n, String... command) throws Exception {
        Ended ended = account.run(
                Moment.BEFORE,
                n,
                process -> new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor(),
                directory,
                command);
        assertThat(ended.exit()).as("%s", ended).isEqualTo(130);
        // On a machine that has nothing else to do it takes a tenth of this.
        assertThat(ended.afterBlow()).isLessThan(Duration.ofSeconds(3));
        return ended;
    }

    private static String lastLine(Ended ended) {
        List<String> lines = ended.err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static String said(Ended ended) {
        List<String> said = ended.err()
                .lines()
                .filter(line -> line.startsWith("tenant-admin: "))
                .toList();
        assertThat(said).as("%s", ended).hasSize(1);
        return said.get(0);
    }

    @Test
    void anInterruptEndsItWithinASecondAndCountsWhatIsDone() throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            Ended ended = interruptedAt(account, 20, CREATE);
            assertThat(said(ended))
                    .matches(
                            "tenant-admin: interrupted; \\d+ changes are done; running the same command again goes on from there");
            assertThat(lastLine(ended)).isEqualTo(said(ended));
            account.run(CREATE).done();
        }
    }

    @Test
    void anInterruptListsWhatIsDoneForWhoAsksForAll() throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            Ended ended = interruptedAt(account, 20, "create-tenant", "acme", "-v");
            List<String> listed = ended.err()
                    .lines()
                    .dropWhile(line -> !line.startsWith("tenant-admin: "))
                    .skip(1)
                    // Calls that were on their way may still tell of themselves.
                    .takeWhile(line -> line.startsWith("  "))
                    .toList();
            assertThat(said(ended))
                    .startsWith("tenant-admin: interrupted; %d changes are done; ".formatted(listed.size()));
            assertThat(listed).contains("  IAM policy acme--boundary created");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-tenants", "describe-tenant acme", "verify", "export", "create-tenant beta --dry-run"})
    void anInterruptOfWhatChangesNothingDoesNotSpeakOfChanges(String line) throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            account.run(CREATE).done();

            assertThat(interrupted(account, 2, line.split(" "))).isEqualTo("tenant-admin: interrupted");
        }
    }

    @Test
    void anInterruptBeforeAnyWriteSaysThatNothingIsConfirmed() throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            assertThat(interrupted(account, 1, CREATE))
                    .isEqualTo("tenant-admin: interrupted; no change was confirmed yet; "
                            + "running the same command again goes on from there");
        }
    }

    @Test
    void anInterruptOfManyTenantsCountsWhatIsDone() throws Exception {
        Path file = Files.writeString(
                directory.resolve("teams.yaml"),
                IntStream.range(0, 6)
                        .mapToObj("- name: t%d%n"::formatted)
                        .collect(Collectors.joining("", "tenants:\n", "")));
        String[] apply = {"apply", "-f", file.toString()};
        try (ServedAccount account = new ServedAccount()) {
            assertThat(interrupted(account, 60, apply))
                    .matches("tenant-admin: interrupted; \\d+ changes are done; "
                            + "running the same command again goes on from there");
            account.run(apply).done();
        }
    }

    @Test
    void anInterruptedStopSaysWhatItWaitedFor() throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            account.run(CREATE).done();

            assertThat(interrupted(account, 8, "stop", "acme"))
                    .isEqualTo(
                            "tenant-admin: interrupted; waited last for notebook instance acme--main, which was Stopping; "
                                    + "running the same command again goes on from there");
            account.run("stop", "acme").done();
        }
    }

    @Test
    void severalProcessesAtOnceConverge() throws Exception {
        try (ServedAccount account = new ServedAccount()) {
            AtomicReference<@Nullable Ran> other = new AtomicReference<>();
            // The other administrator begins while this one is in the middle of it.
            ServedAccount.Blow create = process -> other.set(account.run(CREATE));
            Ended ended = account.run(Moment.AFTER, 18, create, directory, CREATE);

            assertThat(other.get())
                    .as("what the other administrator did")
                    .isNotNull()
                    .satisfies(outcome -> assertThat(outcome.exit()).isIn(0, 4, 254));
            assertThat(ended.exit()).as("%s", ended).isIn(0, 4, 254);
            account.run(CREATE).done();
            assertThat(account.run(CREATE).done().out()).contains("no changes needed");
            account.run(DELETE).done();
            assertThat(account.contents()).isEmpty();
        }
    }
}
