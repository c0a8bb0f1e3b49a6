package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    @Test
    void stopsWhatRunsAndNamesWhatCannotBeStopped() {
        make("");
        work();

        String text = shell.run("suspend acme").done().out();

        assertThat(text)
                .containsPattern("IAM policy acme--boundary +updated")
                .containsPattern("training job acme--job +stopped")
                .containsPattern("endpoint acme--endpoint +still exists and costs money; --delete-endpoints deletes it")
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
                .doesNotContain("Give its people");
        assertThat(shell.contents()).isEqualTo(suspended);
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("complete, revision 3; suspended\n")
                .containsPattern("IAM policy acme--boundary +as wanted");
        assertThat(shell.run("-o json describe-tenant acme").done().json()).containsEntry("suspended", true);
        assertThat(shell.run("list-tenants").done().out()).contains("complete, suspended");
        assertThat(shell.run("-o json list-tenants").done().list("tenants").get(0))
                .containsEntry("suspended", true);

        shell.run("create-tenant acme --data-location s3://bucket/acme/").done();
        assertThat(shell.run("list-tenants").done().out()).contains("complete, suspended");
        shell.run("resume acme").done();
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
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
                .endsWith("Tenant acme would be suspended; nothing was changed.\n");
        assertThat(shell.contents()).isEqualTo(before);
        assertThat(shell.run("resume acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }

    @Test
    void whereSomebodyTookABoundaryAwayEachPolicyDenies() {
        make("");
        shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--access"));

        assertThat(shell.run("suspend acme").done().out()).containsPattern("IAM policy acme--access +updated");

        var simulated = shell.iam()
                .simulatePrincipalPolicy(r -> r.policySourceArn(ROLE.replace("execution", "access"))
                        .actionNames("sagemaker:StartNotebookInstance")
                        .resourceArns("arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--main"))
                .evaluationResults();
        assertThat(simulated)
                .singleElement()
                .satisfies(result -> assertThat(result.evalDecisionAsString()).isEqualTo("explicitDeny"));
        shell.run("resume acme").done();
        assertThat(shell.run("describe-tenant acme").done().out()).containsPattern("IAM role acme--access +drifted");
        shell.run("create-tenant acme").done();
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }

    /** A deny is added in front and taken out again; every other character of what the documents say stays. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--require-mfa --allow-cidr 203.0.113.0/24 --data-location s3://lake/acme/",
                "--max-runtime 6h --permissions-boundary arn:aws:iam::123456789012:policy/organisation"
            })
    void addsADenyAndTakesNothingAway(String options) {
        make(options);
        Map<String, List<String>> before = statements();
        shell.run("suspend acme").done();
        Map<String, List<String>> suspended = statements();
        // Who may tag is not asked.
        shell.iam()
                .untagPolicy(
                        r -> r.policyArn("arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary")
                                .tagKeys("require-mfa", "allow-cidr", "data-location", "max-runtime", "users"));
        shell.run("resume acme").done();

        assertThat(suspended).hasSameSizeAs(before).isNotEqualTo(before);
        suspended.forEach((document, statements) -> assertThat(statements)
                .as(document)
                .endsWith(Objects.requireNonNull(before.get(document)).toArray(String[]::new)));
        assertThat(statements()).isEqualTo(before);
    }

    private Map<String, List<String>> statements() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String policy : List.of("boundary", "access")) {
            String arn = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--" + policy;
            String version =
                    shell.iam().getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
            all.put(
                    policy,
                    statements(shell.iam()
                            .getPolicyVersion(r -> r.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document()));
        }
        all.put(
                "execution",
                statements(shell.iam()
                        .getRolePolicy(r -> r.roleName("acme--execution").policyName("execution"))
                        .policyDocument()));
        all.put(
                "assume",
                statements(shell.iam()
                        .getGroupPolicy(r -> r.groupName("acme--members").policyName("assume"))
                        .policyDocument()));
        return all;
    }

    private static List<String> statements(String document) {
        try {
            Map<String, Object> json =
                    JSON.std.mapFrom(URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8));
            List<?> statements = (List<?>) Objects.requireNonNull(json.get("Statement"));
            return statements.stream().map(String::valueOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
