package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.SandboxAccount.Run;
import dev.tenantadmin.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** A notebook in every state against every command. The README has the same table. */
class NotebookStatesTest {

    private static final String NOTEBOOK = "acme--main";
    private static final String BROKEN = "ml.p4d.24xlarge";
    private static final SandboxAccount MADE = made();

    private static SandboxAccount made() {
        SandboxAccount account = new SandboxAccount(
                new SandboxSettings(Duration.ofMinutes(1), Duration.ZERO, Map.of(BROKEN, SandboxSettings.NO_CAPACITY)));
        account.run("create-tenant", "acme").succeeded();
        return account;
    }

    /** An account whose notebook is in this state, on the way into the next one where it is a state that passes. */
    private static SandboxAccount given(String status) {
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
            case "change" -> "create-tenant acme --instance-type ml.m5.large";
            case "change --restart" -> "create-tenant acme --instance-type ml.m5.large --restart";
            case "delete" -> "delete-tenant acme --yes";
            default -> name.replaceFirst("(start|stop|url)", "$1 acme");
        };
        return line.split(" ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Pending,   start,            -,                                  InService, 0",
        "Pending,   stop,             Stop,                               Stopped,   0",
        "Pending,   url,              -,                                  Pending,   4",
        "Pending,   url --start,      -,                                  InService, 0",
        "Pending,   create,           -,                                  InService, 0",
        "Pending,   change,           -,                                  InService, 0",
        "Pending,   change --restart, AddTags Stop Update Start DeleteTags, InService, 0",
        "Pending,   delete,           Stop Delete,                        gone,      0",
        "InService, start,            -,                                  InService, 0",
        "InService, stop,             Stop,                               Stopped,   0",
        "InService, url,              -,                                  InService, 0",
        "InService, url --start,      -,                                  InService, 0",
        "InService, create,           -,                                  InService, 0",
        "InService, change,           -,                                  InService, 0",
        "InService, change --restart, AddTags Stop Update Start DeleteTags, InService, 0",
        "InService, delete,           Stop Delete,                        gone,      0",
        "Stopping,  start,            Start,                              InService, 0",
        "Stopping,  stop,             -,                                  Stopped,   0",
        "Stopping,  url,              -,                                  Stopping,  4",
        "Stopping,  url --start,      Start,                              InService, 0",
        "Stopping,  create,           -,                                  Stopping,  0",
        "Stopping,  change,           Update,                             Stopped,   0",
        "Stopping,  change --restart, Update,                             Stopped,   0",
        "Stopping,  delete,           Delete,                             gone,      0",
        "Stopped,   start,            Start,                              InService, 0",
        "Stopped,   stop,             -,                                  Stopped,   0",
        "Stopped,   url,              -,                                  Stopped,   4",
        "Stopped,   url --start,      Start,                              InService, 0",
        "Stopped,   create,           -,                                  Stopped,   0",
        "Stopped,   change,           Update,                             Stopped,   0",
        "Stopped,   change --restart, Update,                             Stopped,   0",
        "Stopped,   delete,           Delete,                             gone,      0",
        "Updating,  start,            Start,                              InService, 0",
        "Updating,  stop,             -,                                  Stopped,   0",
        "Updating,  url,              -,                                  Updating,  4",
        "Updating,  url --start,      Start,                              InService, 0",
        "Updating,  create,           -,                                  Stopped,   0",
        "Updating,  change,           Update,                             Stopped,   0",
        "Updating,  change --restart, Update,                             Stopped,   0",
        "Updating,  delete,           Delete,                             gone,      0",
        "Failed,    start,            Start,                              Failed,    6",
        "Failed,    stop,             -,                                  Failed,    0",
        "Failed,    url,              -,                                  Failed,    6",
        "Failed,    url --start,      Start,                              Failed,    6",
        "Failed,    create,           -,                                  Failed,    6",
        "Failed,    change,           Update,                             Failed,    6",
        "Failed,    change --restart, Update,                             Failed,    6",
        "Failed,    delete,           Delete,                             gone,      0",
        "Deleting,  start,            -,                                  Deleting,  3",
        "Deleting,  stop,             -,                                  Deleting,  0",
        "Deleting,  url,              -,                                  Deleting,  4",
        "Deleting,  url --start,      -,                                  Deleting,  3",
        "Deleting,  create,           Create,                             InService, 0",
        "Deleting,  change,           Create,                             InService, 0",
        "Deleting,  change --restart, Create,                             InService, 0",
        "Deleting,  delete,           -,                                  gone,      0",
        "gone,      start,            -,                                  gone,      0",
        "gone,      stop,             -,                                  gone,      0",
        "gone,      url,              -,                                  gone,      3",
        "gone,      url --start,      -,                                  gone,      3",
        "gone,      create,           Create,                             InService, 0",
        "gone,      change,           Create,                             InService, 0",
        "gone,      change --restart, Create,                             InService, 0",
        "gone,      delete,           -,                                  gone,      0",
    })
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
    })
    void whatIsStuckIsGivenUpAtTheTimeOut(String given, String command) {
        SandboxAccount account = given(given).copy(new SandboxSettings(Duration.ofHours(9), Duration.ZERO, Map.of()));
        String[] line = (String.join(" ", command(command)) + " --timeout 5m").split(" ");

        Run run = account.run(Fault.NONE, line);

        assertThat(run.outcome().exit()).as("%s", run.outcome()).isEqualTo(5);
        assertThat(run.outcome().err())
                .contains("gave up after 5m waiting for notebook instance acme--main, which is " + given)
                .contains("Running the same command again is safe and goes on from there.");
        account.clock().pass(Duration.ofHours(9));
        account.copy(SandboxSettings.defaults()).run(line).succeeded();
    }

    @Test
    void aFailureForWantOfCapacityTellsWhatHelps() {
        SandboxAccount account = given("Failed");

        Outcome failed = account.run("start", "acme");

        assertThat(failed.exit()).isEqualTo(6);
        assertThat(failed.err())
                .contains("InsufficientInstanceCapacity", "create-tenant --notebook NAME --instance-type TYPE");
        assertThat(account.run("create-tenant", "acme", "--notebook", "lab", "--instance-type", "ml.m5.large")
                        .exit())
                .isEqualTo(6);
        assertThat(account.notebook("acme--lab")).isEqualTo("InService ml.m5.large");
        assertThat(account.run("url", "acme", "lab").succeeded().out()).startsWith("https://acme--lab-");
    }
}
