package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** {@code suspend} and {@code resume}. */
class SuspendTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution";
    private static final String IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2";

    private final Shell shell = new Shell();

    private void make(String options) {
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run(("create-tenant acme " + options).strip()).done();
    }

    private void work() {
        shell.sagemaker()
                .createModel(r -> r.modelName("acme--model")
                        .executionRoleArn(ROLE)
                        .primaryContainer(container -> container.image(IMAGE)));
        shell.sagemaker()
                .createEndpointConfig(r -> r.endpointConfigName("acme--config")
                        .productionVariants(ProductionVariant.builder()
                                .variantName("a")
                                .modelName("acme--model")
                                .instanceType("ml.m5.large")
                                .initialInstanceCount(1)
                                .build()));
        shell.sagemaker().createEndpoint(r -> r.endpointName("acme--endpoint").endpointConfigName("acme--config"));
        shell.clock.pass(Duration.ofSeconds(2));
        shell.sagemaker()
                .createTrainingJob(request -> request.trainingJobName("acme--job")
                        .roleArn(ROLE)
                        .algorithmSpecification(a -> a.trainingImage(IMAGE).trainingInputMode("File"))
                        .outputDataConfig(output -> output.s3OutputPath("s3://bucket/acme/"))
                        .resourceConfig(r ->
                                r.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(10))
                        .stoppingCondition(stop -> stop.maxRuntimeInSeconds(3600)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--permissions-boundary arn:aws:iam::123456789012:policy/organisation"})
    void cutsOffEverybodyUntilResume(String options) {
        make(options);
        var key = shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey();
        var session = shell.sts()
                .assumeRole(r -> r.roleArn("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access")
                        .roleSessionName("administrator"));
        shell.run("url acme --as-caller").done();

        shell.run("suspend acme").done();

        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        shell.signIn(key);
        shell.run("start acme").refused(ExitCode.REFUSED, "access denied");
        shell.signIn(session.credentials());
        shell.run("start acme").refused(ExitCode.REFUSED, "access denied");
        shell.environment.clear();

        assertThat(shell.run("resume acme").done().out())
                .contains("Tenant acme is not suspended any more")
                .contains("updated");
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        shell.signIn(key);
        shell.environment.remove("AWS_SESSION_TOKEN");
        shell.run("start acme").done();
        shell.environment.clear();
        assertThat(shell.run("create-tenant acme").done().out()).contains("nothing was to be done");
    }

    @Test
    void stopsWhatRunsAndNamesWhatCannotBeStopped() {
        make("");
        work();

        String text = shell.run("suspend acme").done().out();

        assertThat(text)
                .containsPattern("IAM policy acme--boundary +updated")
                .containsPattern("training job acme--job +stopped")
                .containsPattern("endpoint acme--endpoint +still there, and costs money; --delete-endpoints deletes it")
                .contains("notebook instance acme--main is Stopped")
                .endsWith(
                        "Access is blocked for all users and roles of acme until you run 'tenant-admin resume acme'.\n");
        shell.clock.pass(Duration.ofSeconds(2));
        assertThat(shell.sagemaker()
                        .describeTrainingJob(r -> r.trainingJobName("acme--job"))
                        .trainingJobStatusAsString())
                .isEqualTo("Stopped");

        assertThat(shell.run("-o json suspend acme --delete-endpoints").done().json())
                .containsEntry("suspended", true)
                .containsEntry("changes", List.of())
                .containsEntry("notebooks", Map.of("acme--main", "Stopped"))
                .containsEntry("jobs", List.of())
                .containsEntry("endpoints", List.of("acme--endpoint"))
                .containsEntry("endpointsDeleted", true);
        shell.clock.pass(Duration.ofSeconds(2));
        assertThat(shell.sagemaker().listEndpoints().endpoints()).isEmpty();
    }

    @Test
    void isReportedAndNotLiftedByOthers() {
        make("");
        shell.run("suspend acme").done();
        var suspended = shell.contents();

        Ran created = shell.run("create-tenant acme").done();

        assertThat(created.out())
                .contains("Tenant acme is suspended; 'tenant-admin resume acme' restores access.")
                .doesNotContain("Hand over");
        assertThat(shell.contents()).isEqualTo(suspended);
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("complete, revision 2; suspended\n")
                .containsPattern("IAM policy acme--boundary +as wanted");
        assertThat(shell.run("-o json describe-tenant acme").done().json()).containsEntry("suspended", true);
        assertThat(shell.run("list-tenants").done().out()).contains("complete, suspended");
        assertThat(shell.run("-o json list-tenants").done().list("tenants").get(0))
                .containsEntry("suspended", true);

        shell.run("create-tenant acme --data-location s3://bucket/acme/").done();
        assertThat(shell.run("list-tenants").done().out()).contains("complete, suspended");
        shell.run("resume acme").done();
        assertThat(shell.run("create-tenant acme").done().out()).contains("nothing was to be done");
        assertThat(shell.run("list-tenants").done().out()).doesNotContain("suspended");
    }

    @Test
    void aDryRunWritesNothing() {
        make("");
        work();
        var before = shell.contents();

        Ran ran = shell.run("suspend acme --dry-run --detailed-exitcode");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out())
                .containsPattern("IAM policy acme--boundary +would be updated")
                .containsPattern("training job acme--job +would be stopped")
                .endsWith("Tenant acme would be suspended; nothing was done.\n");
        assertThat(shell.contents()).isEqualTo(before);
        assertThat(shell.run("resume acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }

    @Test
    void aBoundaryThatSomebodyTookAwayIsPutBackFirst() {
        make("");
        shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--access"));

        assertThat(shell.run("suspend acme").done().out()).containsPattern("IAM role acme--access +updated");

        assertThat(shell.iam()
                        .getRole(r -> r.roleName("acme--access"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .endsWith("/acme--boundary");
    }

    @Test
    void aSuspendedTenantIsDeleted() {
        make("");
        shell.run("suspend acme").done();

        shell.run("delete-tenant acme --yes").done();

        assertThatThrownBy(() -> shell.iam().getRole(r -> r.roleName("acme--access")))
                .hasMessageContaining("cannot be found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "resume"})
    void aTenantThatIsNotThere(String command) {
        shell.run(command + " nobody").refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
    }
}
