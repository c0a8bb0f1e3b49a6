package dev.tenantadmin.command.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopAllTest {

    private final Shell shell = new Shell();

    @BeforeEach
    void twoThatRunLongAndOneThatDoesNot() {
        shell.run("create-tenant acme --no-users").done();
        shell.run("create-tenant beta --no-users --region eu-west-1").done();
        shell.clock.pass(Duration.ofHours(13));
        shell.run("create-tenant young --no-users").done();
    }

    @Test
    void stopsThoseThatRunForLongerInEveryHomeRegion() {
        Ran ran = shell.run("stop --all --running-longer-than 12h").done();

        assertThat(ran.out())
                .contains("notebook instance acme--main in us-east-1, running for 13h", ": stopped, is Stopped")
                .contains("notebook instance beta--main in eu-west-1")
                .endsWith("2 notebooks stopped.\n");
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        assertThat(shell.status("young--main")).isEqualTo("InService");
        assertThat(shell.run("stop --all --running-longer-than 12h").done().out())
                .isEqualTo("0 notebooks stopped.\n");
    }

    @Test
    void leavesAloneWhoIsExcluded() {
        Ran ran = shell.run("stop --all --exclude acme,young --exclude gone -o json")
                .done();

        assertThat(ran.list("notebooks"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("tenant", "beta")
                        .containsEntry("region", "eu-west-1")
                        .containsEntry("result", "stopped")
                        .containsEntry("status", "Stopped"));
        assertThat(shell.status("acme--main")).isEqualTo("InService");
    }

    @Test
    void aDryRunStopsNothing() {
        Ran ran = shell.run("stop --all --dry-run").done();
        assertThat(ran.out()).endsWith("3 notebooks would be stopped.\n");
        assertThat(shell.status("acme--main")).isEqualTo("InService");
    }

    @Test
    void aVariableThatAsksForADryRunIsHeededHereTooAndTurnsNothingIntoASweep() {
        shell.environment.put("TENANT_ADMIN_DRY_RUN", "true");
        assertThat(shell.run("stop --all").done().out()).endsWith("3 notebooks would be stopped.\n");
        assertThat(shell.status("acme--main")).isEqualTo("InService");

        shell.run("stop young").done();
        assertThat(shell.status("acme--main")).isEqualTo("InService");
    }

    @Test
    void oneThatIsNotOursFailsAndTheOthersStop() {
        String arn = shell.sagemaker()
                .describeNotebookInstance(r -> r.notebookInstanceName("acme--main"))
                .notebookInstanceArn();
        shell.sagemaker().deleteTags(r -> r.resourceArn(arn).tagKeys("managed-by"));

        Ran ran = shell.run("stop --all");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "acme--main in us-east-1",
                        "failed, is InService: notebook instance acme--main is not managed by tenant-admin")
                .endsWith("2 notebooks stopped, 1 could not be.\n");
    }

    @Test
    void aTenantAndAllExcludeEachOther() {
        shell.run("stop acme --all").refused(ExitCode.INVALID_INPUT, "--all stops the notebooks of every tenant");
        shell.run("stop").refused(ExitCode.INVALID_INPUT, "Missing required parameter: 'TENANT'");
        shell.run("stop acme --exclude beta").refused(ExitCode.INVALID_INPUT, "--all");
    }
}
