package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.SandboxAccount.Run;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that a running notebook has to be stopped for. */
class RestartTest {

    private static final String NOTEBOOK = "acme--main";
    private static final String[] LARGER = {"create-tenant", "acme", "--instance-type", "ml.m5.large"};
    private static final String[] RESTART = {"create-tenant", "acme", "--instance-type", "ml.m5.large", "--restart"};

    private final SandboxAccount account = running();

    private static SandboxAccount running() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme").succeeded();
        return account;
    }

    static Stream<InterruptionTest.Site> sites() {
        return InterruptionTest.sites(20, "a restart", running().run(Fault.NONE, RESTART));
    }

    static Stream<InterruptionTest.Site> sitesAtWrites() {
        return sites().filter(site -> site.call().writes());
    }

    @Test
    void isPendingOnARunningNotebook() {
        Run run = account.run(Fault.NONE, LARGER).succeeded();

        assertThat(run.outcome().out()).contains("pending", "--restart", "ml.t3.medium", "ml.m5.large");
        assertThat(run.writes()).isEmpty();
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.t3.medium");
    }

    @Test
    void isMadeWithARestartWhereThatIsAllowed() {
        Run run = account.run(Fault.NONE, RESTART).succeeded();

        assertThat(run.writes())
                .extracting(Call::operation)
                .containsExactly(
                        "AddTags",
                        "StopNotebookInstance",
                        "UpdateNotebookInstance",
                        "StartNotebookInstance",
                        "DeleteTags");
        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.m5.large");
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sites")
    void isCompletedByTheSameCommandWhenKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();

        account.run(RESTART).succeeded();

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("InService ml.m5.large");
        assertThat(account.run(Fault.NONE, RESTART).succeeded().writes()).isEmpty();
    }

    /** Which need not know what the change was, and so does not always make it. */
    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesAtWrites")
    void leavesTheNotebookRunningAfterThePlainCommandWhenKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();

        account.run("create-tenant", "acme").succeeded();

        assertThat(account.notebook(NOTEBOOK)).isIn("InService ml.t3.medium", "InService ml.m5.large");
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").succeeded().writes())
                .isEmpty();
    }

    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sitesAtWrites")
    void isForgottenWhenSomebodyStopsTheNotebookAfterItWasKilled(InterruptionTest.Site site) {
        assertThat(account.run(site.death(), RESTART).killed()).isTrue();
        account.run("stop", "acme").succeeded();

        account.run("create-tenant", "acme").succeeded();

        assertThat(account.notebook(NOTEBOOK)).startsWith("Stopped ");
    }

    @Test
    void leavesANotebookAloneThatIsStoppedAfterwards() {
        account.run(RESTART).succeeded();
        account.run("stop", "acme").succeeded();

        account.run("create-tenant", "acme").succeeded();

        assertThat(account.notebook(NOTEBOOK)).isEqualTo("Stopped ml.m5.large");
    }
}
