package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** list-tenants on a terminal: tenants with many notebooks, and with endpoints and jobs. */
class ListTenantsTest {

    private static final int TERMINAL = 80;

    private final Shell shell = new Shell();

    /** A tenant of seven notebooks, of which two are stopped, with endpoints and jobs, and one of another region. */
    private void fleet() {
        shell.run("create-tenant acme --notebook main,lab,etl,vision,ranking,forecast,review")
                .done();
        shell.run("create-tenant beta --region eu-west-1 --no-users").done();
        shell.run("stop acme etl").done();
        shell.run("stop acme review").done();
        SageMakerClient sagemaker = shell.sagemaker();
        ForeignResources.ofModel(sagemaker);
        sagemaker.createEndpointConfig(
                r -> r.endpointConfigName("acme--config").productionVariants(ForeignResources.variant("ml.m5.large")));
        ForeignResources.ofEndpoint(sagemaker);
        sagemaker.createEndpoint(r -> r.endpointName("nobody--x").endpointConfigName("acme--config"));
        sagemaker.createEndpoint(r -> r.endpointName("beta--elsewhere").endpointConfigName("acme--config"));
        shell.clock.pass(Duration.ofSeconds(30));
        ForeignResources.ofTraining(sagemaker);
        ForeignResources.ofProcessing(sagemaker);
        ForeignResources.ofTransform(sagemaker);
    }

    @Test
    void sevenNotebooksFitATerminal() {
        fleet();

        List<String> lines = shell.run("list-tenants").done().out().lines().toList();

        assertThat(lines).hasSize(9).allMatch(line -> line.length() <= TERMINAL);
        assertThat(lines.get(1)).matches("acme    us-east-1  complete  \\d+[ms]   ? ?1      acme--etl Stopped");
        assertThat(lines.get(2)).matches(" +acme--forecast InService for \\d+[ms]");
        assertThat(lines.get(8)).matches("beta    eu-west-1  complete  .* 0      beta--main InService for \\d+[ms]");
    }

    @Test
    void wideShowsFirstWhatCostsByTheHour() {
        fleet();

        List<String> lines =
                shell.run("list-tenants -o wide").done().out().lines().toList();

        assertThat(lines).allMatch(line -> line.length() <= TERMINAL);
        assertThat(lines.stream()
                        .map(line ->
                                line.replaceAll("\\b\\d+[ms]\\b", "N").strip().replaceAll(" +", " ")))
                .containsExactly(
                        "acme in us-east-1: complete, N old, 1 user",
                        "endpoint acme--live InService for N",
                        "notebook acme--forecast InService for N ml.t3.medium",
                        "notebook acme--lab InService for N ml.t3.medium",
                        "notebook acme--main InService for N ml.t3.medium",
                        "notebook acme--ranking InService for N ml.t3.medium",
                        "notebook acme--vision InService for N ml.t3.medium",
                        "processing job acme--clean InProgress for N",
                        "training job acme--fit InProgress for N",
                        "transform job acme--score InProgress for N",
                        "notebook acme--etl Stopped ml.t3.medium",
                        "notebook acme--review Stopped ml.t3.medium",
                        "beta in eu-west-1: complete, N old, 0 users",
                        "notebook beta--main InService for N ml.t3.medium",
                        "Costs by the hour: 1 endpoint unless serverless, 6 notebooks, 3 jobs.");
    }

    @Test
    void wideChoosesAndSortsLikeText() {
        assertThat(shell.run("list-tenants -o wide").done().out()).isEqualTo("There are no tenants.\n");
        fleet();

        assertThat(shell.run("list-tenants -o wide --status Stopped").done().out())
                .startsWith("acme in us-east-1")
                .doesNotContain("beta");
        assertThat(shell.run("list-tenants -o wide --sort users").done().out()).startsWith("acme in us-east-1");
        shell.run("list-tenants -o wide --status strange").refused(ExitCode.INVALID_INPUT, "--status must be complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe-tenant acme", "create-tenant acme --dry-run", "permissions url"})
    void wideIsTextWhereThereIsNoMore(String line) {
        shell.run("create-tenant acme").done();

        String text = shell.run(line).done().out();

        // A running notebook's time goes on by the calls of the command.
        assertThat(shell.run(line + " -o wide").done().out().replaceAll("\\d+s", "N"))
                .isEqualTo(text.replaceAll("\\d+s", "N"));
    }

    @Test
    void errorsAreTextToo() {
        assertThat(shell.run("url nobody -o wide").err())
                .isEqualTo("tenant-admin: there is no tenant nobody in account 123456789012\n");
        assertThat(shell.run("list-tenants -o wide --status 1").err())
                .contains("See 'tenant-admin list-tenants --help'.");
    }

    /** What runs is listed once for a region, whoever it is of. */
    @Test
    void theNumberOfCallsGrowsByPagingAlone() {
        List<Integer> calls = new ArrayList<>();
        for (int tenants : new int[] {1, 8}) {
            Shell many = new Shell();
            for (int i = 0; i < tenants; i++) {
                many.run("create-tenant t%d --no-users".formatted(i)).done();
            }
            many.door.forget();
            many.run("list-tenants -o wide").done();
            calls.add(many.door.sent().size());
        }

        // Four of IAM and one of notebooks, as without wide; endpoints, and three kinds of jobs in two states each.
        assertThat(calls).containsExactly(12, 12);
    }
}
