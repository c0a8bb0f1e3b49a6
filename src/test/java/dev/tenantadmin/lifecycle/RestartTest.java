package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** A change that a running notebook has to be stopped for. */
@org.junit.jupiter.api.Tag("slow")
@org.junit.jupiter.api.Tag("slow")
class RestartTest {

    private static final String NOTEBOOK = "acme--main";
    private static final String[] LARGER = {"create-tenant", "acme", "--instance-type", "ml.m5.xlarge"};
    private static final String[] RESTART = {"create-tenant", "acme", "--instance-type", "ml.m5.xlarge", "--restart"};

    private static final String[] REFUSED = {"create-tenant", "acme", "--instance-type", "ml.m5.large", "--restart"};

    private final SandboxAccount account = running();

    private static SandboxAccount running() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme").done();
        return account;
    }

    static Stream<InterruptionTest.Site> sites() {
        return InterruptionTest.sites(28, "a restart", running().run(Fault.NONE, RESTART));
    }

    static Stream<InterruptionTest.Site> sitesAtWrites() {
        return sites().filter(site -> site.call().writes());
    }

    @Test
    void isPendingOnARunningNotebook() {
        Run run = account.run(Fault.NONE, LARGER).done();

        assertThat(run.outcome().out()).contains("pending", "--restart", "ml.t3.medium", "ml.m5.xlarge");
        assertThat(run.writes()).isEmpty();
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.t3.medium");
    }

    @Test
    void isMadeWithARestartWhereThatIsAllowed() {
        Run run = account.run(Fault.NONE, RESTART).done();

        assertThat(run.writes())
                .extracting(Call::operation)
                .containsExactly(
                        "AddTags",
                        "StopNotebookInstance",
                        "UpdateNotebookInstance",
                        "StartNotebookInstance",
                        "DeleteTags");
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.m5.xlarge");
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sites")
    void isCompletedByTheSameCommandWhenKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();

        account.run(RESTART).done();

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.m5.xlarge");
        assertThat(account.run(Fault.NONE, RESTART).done().writes()).isEmpty();
    }

    /** Which need not know what the change was, and so does not always make it. */
    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesAtWrites")
    void leavesTheNotebookRunningAfterThePlainCommandWhenKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();

        account.run("create-tenant", "acme").done();

        assertThat(account.notebook(NOTEBOOK)).isIn("InService ml.t3.medium", "InService ml.m5.xlarge");
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").done().writes())
                .isEmpty();
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesAtWrites")
    void isForgottenWhenSomebodyStopsTheNotebookAfterItWasKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();
        account.run("stop", "acme").done();

        account.run("create-tenant", "acme").done();

        assertThat(account.notebook(NOTEBOOK)).startsWith("Stopped ");
    }

    @Test
    void leavesANotebookAloneThatIsStoppedAfterwards() {
        account.run(RESTART).done();
        account.run("stop", "acme").done();

        account.run("create-tenant", "acme").done();

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("Stopped ml.m5.xlarge");
    }

    @Test
    void isTakenBackWhereAwsRefusesIt() {
        Run run = account.run(Fault.NONE, REFUSED);

        assertThat(run.outcome().exit()).isEqualTo(254);
        assertThat(run.outcome().err())
                .contains(
                        "warning: ml.m5.large is not a notebook instance type that tenant-admin knows, so AWS may refuse"
                                + " it; of ml.m5 it knows ml.m5.xlarge, ml.m5.2xlarge, ")
                .contains(
                        "notebook instance acme--main was stopped for a change that failed, and was started again unchanged;"
                                + " the change failed: AWS refused (ValidationException): 1 validation error detected: Value"
                                + " 'ml.m5.large' at 'instanceType' failed to satisfy constraint")
                .doesNotContain("Run the same command again to continue");
        assertThat(run.writes())
                .extracting(Call::operation)
                .containsExactly(
                        "AddTags",
                        "StopNotebookInstance",
                        "UpdateNotebookInstance",
                        "StartNotebookInstance",
                        "DeleteTags");
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.t3.medium");
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").done().writes())
                .isEmpty();
    }

    static Stream<InterruptionTest.Site> sitesOfARefusal() {
        Run refused = running().run(Fault.NONE, REFUSED);
        assertThat(refused.writes()).hasSize(5);
        return refused.writes().stream()
                .flatMap(call ->
                        Stream.of(new InterruptionTest.Site(call, false), new InterruptionTest.Site(call, true)));
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesOfARefusal")
    void isTakenBackByTheNextCommandWhenKilledWhileAwsRefusesIt(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), REFUSED).killed()).isTrue();

        account.run("create-tenant", "acme").done();

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.t3.medium");
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").done().writes())
                .isEmpty();
    }

    @Test
    void isTakenBackAlsoByTheRunThatCompletesAnInterruptedOne() {
        account.run("stop", "acme").done();
        account.sagemaker()
                .addTags(r -> r.resourceArn(account.sagemaker()
                                .describeNotebookInstance(n -> n.notebookInstanceName(NOTEBOOK))
                                .notebookInstanceArn())
                        .tags(Tag.builder().key("restarting").value("true").build()));

        assertThat(account.run("create-tenant", "acme", "--instance-type", "ml.m5.large")
                        .exit())
                .isEqualTo(254);

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.t3.medium");
    }

    @Test
    void isRefusedOnAStoppedNotebookWhichStaysSo() {
        account.run("stop", "acme").done();

        Ran outcome = account.run(REFUSED);

        assertThat(outcome.exit()).isEqualTo(254);
        assertThat(outcome.err()).doesNotContain("started again");
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("Stopped ml.t3.medium");
    }

    /** What is told before the first write, of what AWS may refuse. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ml.m5.large     | warning: ml.m5.large is not a notebook instance type that tenant-admin knows",
                "ml.new7.large   | warning: ml.new7.large is not a notebook instance type that tenant-admin knows",
                "ml.p2.xlarge    | warning: notebooks on Amazon Linux 2023 do not support ml.p2, so AWS may refuse ml.p2.xlarge",
                "ml.p3.2xlarge   | warning: notebooks on Amazon Linux 2023 do not support ml.p3, so AWS may refuse ml.p3.2xlarge",
                "ml.p3dn.24xlarge | warning: notebooks on Amazon Linux 2023 do not support ml.p3dn",
                "ml.inf1.xlarge  | warning: notebooks on Amazon Linux 2023 do not support ml.inf1",
                "ml.g3.4xlarge   | warning: notebooks on Amazon Linux 2023 do not support ml.g3",
            })
    void warnsOfATypeThatIsNoNotebooks(String type, String warning, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("tenants.yaml"),
                "{defaults: {instance-type: %s}, tenants: [{name: acme}, {name: beta}, {name: gamma}]}"
                        .formatted(type));
        for (String[] line : new String[][] {
            {"create-tenant", "beta", "--instance-type", type, "--dry-run"},
            {"create-tenant", "acme", "--instance-type", type, "--dry-run"},
            {"apply", "-f", file.toString(), "--dry-run"},
        }) {
            Run run = account.run(Fault.NONE, line).done();
            assertThat(run.outcome().err()).containsOnlyOnce(warning);
            assertThat(run.writes()).isEmpty();
        }
        Ran refused = account.run("create-tenant", "beta", "--instance-type", type);
        assertThat(refused.exit()).isEqualTo(254);
        assertThat(refused.err()).containsOnlyOnce(warning);
        assertThat(account.run("apply", "-f", file.toString()).err()).containsOnlyOnce(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ml.m5.xlarge", "ml.t3.medium", "ml.p4d.24xlarge"})
    void saysNothingOfATypeThatIs(String type) {
        assertThat(account.run("create-tenant", "beta", "--instance-type", type)
                        .done()
                        .err())
                .doesNotContain("warning");
        assertThat(account.run("create-tenant", "beta", "--instance-type", type)
                        .done()
                        .err())
                .doesNotContain("warning");
    }
}
