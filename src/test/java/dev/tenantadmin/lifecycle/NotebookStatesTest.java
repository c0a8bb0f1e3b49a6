package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.sandbox.request.Maintenance;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** A notebook in every state against every command. The table is the manual's. */
@Tag("slow")
class NotebookStatesTest {

    private static final String NOTEBOOK = "acme--main";
    private static final String BROKEN = "ml.p4d.24xlarge";
    private static final Set<String> UNKNOWN = Set.of("PendingMaintenance", "InMaintenance", "Hibernating");
    private static final SandboxSettings SETTINGS =
            new SandboxSettings(Duration.ofMinutes(1), Duration.ZERO, Map.of(BROKEN, SandboxSettings.NO_CAPACITY));
    private static final SandboxSettings STUCK = new SandboxSettings(Duration.ofHours(9), Duration.ZERO, Map.of());
    private static final SandboxAccount MADE = made();

    private static SandboxAccount made() {
        SandboxAccount account = new SandboxAccount(SETTINGS);
        account.run("create-tenant", "acme").done();
        return account;
    }

    /** An account whose notebook is in this state, on the way into the next one where it is a state that passes. */
    private static SandboxAccount given(String status) {
        if (UNKNOWN.contains(status)) {
            return given("InService", status, Set.of());
        }
        SandboxAccount account = MADE.copy();
        SageMakerClient sagemaker = account.sagemaker();
        if (status.equals("InService")) {
            return account;
        }
        sagemaker.stopNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK));
        if (!status.equals("Stopping")) {
            account.clock().pass(Duration.ofMinutes(1));
        }
        switch (status) {
            case "Pending" -> sagemaker.startNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK));
            case "Updating", "Failed" ->
                sagemaker.updateNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK)
                        .instanceType(status.equals("Failed") ? BROKEN : "ml.t3.medium"));
            case "Deleting", "gone" -> sagemaker.deleteNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK));
            default -> {}
        }
        if (status.equals("Failed")) {
            account.clock().pass(Duration.ofMinutes(1));
            sagemaker.startNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK));
        }
        if (status.equals("Failed") || status.equals("gone")) {
            account.clock().pass(Duration.ofMinutes(1));
        }
        assertThat(status(account)).isEqualTo(status);
        return account;
    }

    /** The same, but that SageMaker shows it in a state that we do not know for the next five minutes, which admits these calls. */
    private static SandboxAccount given(String underneath, String status, Set<String> admits) {
        SandboxAccount account = given(underneath);
        Instant now = account.clock().instant();
        SandboxAccount maintained = account.copy(SETTINGS.withMaintenance(
                List.of(new Maintenance(NOTEBOOK, status, now, now.plus(Duration.ofMinutes(5)), admits))));
        assertThat(status(maintained)).isEqualTo(status);
        return maintained;
    }

    private static String status(SandboxAccount account) {
        try {
            return account.sagemaker()
                    .describeNotebookInstance(r -> r.notebookInstanceName(NOTEBOOK))
                    .notebookInstanceStatusAsString();
        } catch (SageMakerException e) {
            return "gone";
        }
    }

    private static String[] command(String name) {
        String line = switch (name) {
            case "create" -> "create-tenant acme";
            case "change" -> "create-tenant acme --instance-type ml.m5.xlarge";
            case "change --restart" -> "create-tenant acme --instance-type ml.m5.xlarge --restart";
            case "delete" -> "delete-tenant acme --yes";
            default -> name.replaceFirst("(start|stop|url)", "$1 acme");
        };
        return line.split(" ");
    }

    /** The rows of the table in the manual. */
    static List<Arguments> rows() throws IOException {
        return Enumerated.atLeast(
                80,
                "states and commands",
                Files.readAllLines(Path.of("src/site/markdown/operations.md")).stream()
                        .dropWhile(line -> !line.startsWith("| given | command | calls"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.replace("`", "").split(" *\\| *", -1))
                        .map(cells -> Arguments.of(
                                cells[1].replace("any other", "Hibernating"),
                                cells[2],
                                cells[3].replace(",", ""),
                                cells[4],
                                Integer.parseInt(cells[5]))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void theTable(String given, String command, String calls, String result, int exit) {
        SandboxAccount account = given(given);

        Run run = account.run(Fault.NONE, command(command));

        assertThat(run.outcome().exit()).as("%s", run.outcome()).isEqualTo(exit);
        assertThat(notebookCalls(run)).isEqualTo(calls.equals("-") ? "" : calls);
        assertThat(status(account)).isEqualTo(result);
    }

    private static String notebookCalls(Run run) {
        return run.writes().stream()
                .filter(call -> call.service().equals("sagemaker"))
                .map(call -> call.operation().replace("NotebookInstance", ""))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Pending,  start",
        "Pending,  stop",
        "Pending,  url --start",
        "Pending,  create",
        "Pending,  change --restart",
        "Pending,  delete",
        "Stopping, start",
        "Stopping, stop",
        "Stopping, url --start",
        "Stopping, change",
        "Stopping, delete",
        "Updating, start",
        "Updating, stop",
        "Updating, create",
        "Updating, delete",
        "Deleting, create",
        "Deleting, delete",
        "PendingMaintenance, start",
        "PendingMaintenance, stop",
        "PendingMaintenance, url",
        "PendingMaintenance, url --start",
        "PendingMaintenance, create",
        "PendingMaintenance, change",
        "PendingMaintenance, change --restart",
        "PendingMaintenance, delete",
        "InMaintenance, start",
        "InMaintenance, stop",
        "InMaintenance, url",
        "InMaintenance, url --start",
        "InMaintenance, create",
        "InMaintenance, change",
        "InMaintenance, change --restart",
        "InMaintenance, delete",
        "Hibernating, start",
        "Hibernating, stop",
        "Hibernating, url",
        "Hibernating, url --start",
        "Hibernating, create",
        "Hibernating, change",
        "Hibernating, change --restart",
        "Hibernating, delete",
    })
    void whatIsStuckIsGivenUpAtTheTimeOut(String given, String command) {
        SandboxAccount account =
                UNKNOWN.contains(given) ? stuck(given) : given(given).copy(STUCK);
        String[] line = (String.join(" ", command(command)) + " --timeout 5m").split(" ");

        Run run = account.run(Fault.NONE, line);

        assertThat(run.outcome().exit()).as("%s", run.outcome()).isEqualTo(5);
        assertThat(run.outcome().err())
                .contains("gave up after 5m waiting for notebook instance acme--main, which is " + given)
                .contains("Run the same command again to continue; this is safe.");
        account.clock().pass(Duration.ofHours(9));
        account.copy(SandboxSettings.defaults()).run(line).done();
    }

    private static SandboxAccount stuck(String status) {
        SandboxAccount account = MADE.copy();
        Instant now = account.clock().instant();
        return account.copy(SETTINGS.withMaintenance(
                List.of(new Maintenance(NOTEBOOK, status, now, now.plus(Duration.ofHours(9)), Set.of()))));
    }

    /** Which calls a state admits that we do not know is up to SageMaker, and so is whether it runs or has stopped in it. */
    @ParameterizedTest(name = "{0}, which admits {2}: {3}")
    @CsvSource({
        "InMaintenance,      InService, Stop,   stop,             Stop,                               Stopped,   0",
        "InMaintenance,      InService, Stop,   delete,           Delete Stop Delete,                 gone,      0",
        "InMaintenance,      InService, Stop,   change --restart, AddTags Stop Update Start DeleteTags, InService, 0",
        "InMaintenance,      InService, -,      change --restart, AddTags Stop Stop Update Start DeleteTags, InService, 0",
        "InMaintenance,      Stopped,   -,      change --restart, AddTags Stop DeleteTags Update,     Stopped,   0",
        "InMaintenance,      Stopped,   -,      change,           -,                                  Stopped,   0",
        "InMaintenance,      Stopped,   -,      create,           -,                                  Stopped,   0",
        "InMaintenance,      Stopped,   -,      stop,             Stop,                               Stopped,   0",
        "InMaintenance,      Stopped,   -,      start,            Start Start,                        InService, 0",
        "InMaintenance,      Stopped,   -,      url --start,      Start Start,                        InService, 0",
        "InMaintenance,      Stopped,   -,      url,              -,                                  Stopped,   4",
        "InMaintenance,      Stopped,   -,      delete,           Delete Stop Delete,                 gone,      0",
        "PendingMaintenance, Stopped,   Delete, delete,           Delete,                             gone,      0",
        "PendingMaintenance, Stopped,   Start,  start,            Start,                              InService, 0",
        "PendingMaintenance, Stopped,   Start,  url --start,      Start,                              InService, 0",
        "Hibernating,        Failed,    -,      create,           -,                                  Failed,    6",
        "Hibernating,        Failed,    -,      url,              -,                                  Failed,    6",
        "Hibernating,        Failed,    -,      stop,             Stop,                               Failed,    0",
    })
    void sageMakerDecidesAboutAStateThatWeDoNotKnow(
            String status, String underneath, String admits, String command, String calls, String result, int exit) {
        SandboxAccount account =
                given(underneath, status, admits.equals("-") ? Set.of() : Set.of(admits + "NotebookInstance"));

        Run run = account.run(Fault.NONE, command(command));

        assertThat(run.outcome().exit()).as("%s", run.outcome()).isEqualTo(exit);
        assertThat(notebookCalls(run)).isEqualTo(calls.equals("-") ? "" : calls);
        assertThat(status(account)).isEqualTo(result);
        assertThat(account.run("describe-tenant", "acme").out()).doesNotContain("restart interrupted");
    }

    @Test
    void aUrlIsMadeInAStateThatAdmitsIt() {
        SandboxAccount account = given("InService", "PendingMaintenance", Set.of("CreatePresignedNotebookInstanceUrl"));

        assertThat(account.run("url", "acme").done().out()).startsWith("https://acme--main-");
        assertThat(status(account)).isEqualTo("PendingMaintenance");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PendingMaintenance, start acme",
        "PendingMaintenance, stop acme",
        "PendingMaintenance, suspend acme",
        "InMaintenance, start acme",
        "InMaintenance, stop acme",
        "InMaintenance, suspend acme",
        "Hibernating, start acme",
        "Hibernating, stop acme",
        "Hibernating, suspend acme",
    })
    void whatIsRefusedForAStateThatWeDoNotKnowIsNotWaitedForWhereThatIsNotWanted(String status, String command) {
        SandboxAccount account = given(status);
        Instant began = account.clock().instant();

        Ran outcome = account.run((command + " --no-wait").split(" "));

        assertThat(outcome.exit()).as("%s", outcome).isEqualTo(5);
        assertThat(outcome.err())
                .contains("notebook instance acme--main is " + status + ", and SageMaker cannot ")
                .contains("Run the same command again to continue; this is safe.");
        assertThat(account.clock().instant()).isEqualTo(began);
        assertThat(status(account)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMaintenance", "InMaintenance", "Hibernating"})
    void suspendWaitsForTheEndOfAStateThatWeDoNotKnow(String status) {
        SandboxAccount account = given(status);

        assertThat(account.run("suspend", "acme").done().out()).contains("acme--main is Stopped");

        SandboxAccount stuck = stuck(status);
        Ran outcome = stuck.run("suspend", "acme", "--timeout", "5m");
        assertThat(outcome.exit()).as("%s", outcome).isEqualTo(5);
        assertThat(outcome.err()).contains("acme--main, which is " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMaintenance", "InMaintenance", "Hibernating"})
    void stopAllTakesNoStateForStoppedThatWeDoNotKnow(String status) {
        SandboxAccount account = given(status);
        Ran hasty = account.run("stop", "--all", "--no-wait");
        assertThat(hasty.exit()).isEqualTo(1);
        assertThat(hasty.out())
                .contains("failed, is " + status + ": notebook instance acme--main is " + status)
                .endsWith("0 notebooks stopped, 1 could not be.\n");
        assertThat(account.run("stop", "--all", "--dry-run").done().out())
                .contains("acme--main in us-east-1: would be stopped, is " + status);

        assertThat(account.run("stop", "--all").done().out())
                .contains("acme--main in us-east-1: stopped, is Stopped")
                .endsWith("1 notebook stopped.\n");

        Ran late = stuck(status).run("stop", "--all", "--timeout", "5m");
        assertThat(late.exit()).as("%s", late).isEqualTo(1);
        assertThat(late.out())
                .contains("gave up after 5m waiting for notebook instance acme--main, which is " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMaintenance", "InMaintenance", "Hibernating"})
    void whatMayRunForLongerIsTold(String status) {
        SandboxAccount account = given(status);

        Ran outcome =
                account.run("stop", "--all", "--running-longer-than", "1h").done();

        assertThat(outcome.err())
                .contains("note: notebook instance acme--main in us-east-1 is " + status
                        + ", and its running time is unknown: it is not stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMaintenance", "InMaintenance", "Hibernating"})
    void tenantsAreListedByAStateThatWeDoNotKnow(String status) {
        assertThat(given(status).run("list-tenants", "--status", status).done().out())
                .contains("acme--main " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMaintenance", "InMaintenance", "Hibernating"})
    void applyWaitsForTheEndOfAStateThatWeDoNotKnow(String status, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("tenants.yaml"), "tenants: [{name: acme, tags: {a: b}}]");

        assertThat(given(status).run("apply", "-f", file.toString()).done().out())
                .doesNotContain(status);

        Ran late = stuck(status).run("apply", "-f", file.toString(), "--timeout", "5m");
        assertThat(late.exit()).as("%s", late).isEqualTo(1);
        assertThat(late.out() + late.err()).contains("gave up after 5m waiting for the notebooks", status);
    }

    @ParameterizedTest
    @CsvSource({
        "Pending,  --start waits for it",
        "Stopping, --start starts it and waits",
        "Stopped,  --start starts it and waits",
        "Updating, --start starts it and waits",
        "Deleting, ''",
    })
    void urlAdvisesWhatWorks(String given, String advice) {
        String err = given(given).run("url", "acme").err();

        assertThat(err).contains("notebook instance acme--main is " + given + ", not InService");
        if (advice.isEmpty()) {
            assertThat(err).doesNotContain("--start");
        } else {
            assertThat(err).contains(advice);
        }
    }

    @Test
    void aFailureForWantOfCapacityTellsWhatHelps() {
        SandboxAccount account = given("Failed");

        Ran failed = account.run("start", "acme");

        assertThat(failed.exit()).isEqualTo(6);
        assertThat(failed.err())
                .contains("InsufficientInstanceCapacity", "create-tenant --notebook NAME --instance-type TYPE");
        assertThat(account.run("create-tenant", "acme", "--notebook", "lab", "--instance-type", "ml.m5.xlarge")
                        .exit())
                .isEqualTo(6);
        assertThat(account.notebook("acme--lab")).isEqualTo("InService ml.m5.xlarge");
        assertThat(account.run("url", "acme", "lab").done().out()).startsWith("https://acme--lab-");
    }
}
