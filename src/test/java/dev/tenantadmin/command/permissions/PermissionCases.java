package dev.tenantadmin.command.permissions;

import static dev.tenantadmin.command.permissions.Operator.OTHER;
import static dev.tenantadmin.command.permissions.Operator.notebook;
import static dev.tenantadmin.command.permissions.Operator.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The scenes of what concerns several tenants, or everybody of one. */
final class PermissionCases {

    private static final String ACME = "{\"set\": \"teams\", \"tenants\": [{\"name\": \"acme\"%s}]}";

    /** A deployment of tenant acme. */
    static final String DEPLOY = "deploy acme fraud --image 763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1";

    /** By what is done with the one policy. */
    static final List<PermissionCase> ALL = Stream.of(suspension(), application(), examination(), deployment())
            .flatMap(List::stream)
            .toList();

    private PermissionCases() {}

    private static List<PermissionCase> suspension() {
        return List.of(
                new PermissionCase("suspend", PermissionCases::everythingIsOther, operator -> {
                    operator.done("suspend acme --delete-endpoints");
                    assertThat(operator.shell.sagemaker().listEndpoints().endpoints())
                            .isEmpty();
                    assertThat(operator.shell.sagemaker().listTrainingJobs().trainingJobSummaries())
                            .allMatch(job -> job.trainingJobStatusAsString().startsWith("Stop"));
                    assertThat(operator.shell.tagsOfNotebook(notebook("acme--main")))
                            .doesNotContainKey("restarting");
                    assertThat(operator.shell.status("acme--main")).isEqualTo("Stopped");
                }),
                new PermissionCase("suspend", PermissionCases::withoutAnchor, operator -> {
                    operator.done("suspend acme --region us-east-1");
                    operator.shell.run("describe-tenant acme").done();
                }),
                new PermissionCase("resume", PermissionCases::everythingIsSuspended, operator -> {
                    operator.done("resume acme");
                    operator.done("resume acme --dry-run --detailed-exitcode");
                }),
                new PermissionCase("resume", PermissionCases::withoutAnchor, operator -> {
                    operator.done("resume acme --region us-east-1");
                    operator.done("resume acme --region us-east-1 --dry-run --detailed-exitcode");
                }));
    }

    private static List<PermissionCase> application() {
        String options = ", \"users\": [\"alice\"]";
        return List.of(
                new PermissionCase("apply", operator -> {}, operator -> {
                    operator.apply(
                            ACME.formatted(options + ", \"subnet\": \"subnet-1\", \"security-groups\": [\"sg-1\"],"
                                    + " \"kms-key\": \"12345678-1234-1234-1234-123456789012\""));
                    operator.asWanted();
                }),
                new PermissionCase(
                        "apply",
                        operator -> operator.administrator("create-tenant acme --user alice --idle-stop 2h"),
                        operator -> {
                            operator.apply(ACME.formatted(options + ", \"idle-stop\": \"none\""), " --restart");
                            operator.asWanted();
                        }),
                new PermissionCase("apply", PermissionCase::trustAndResume, operator -> {
                    operator.apply(ACME.formatted(", \"trusts\": [\"none\"]"));
                    operator.asWanted();
                }),
                new PermissionCase("apply", PermissionCases::drift, operator -> {
                    operator.apply(
                            ACME.formatted(
                                    options + ", \"instance-type\": \"ml.m5.xlarge\", \"administrators\": [\"none\"],"
                                            + " \"subnet\": \"subnet-1\", \"security-groups\": [\"sg-1\"]"),
                            " --restart");
                    operator.asWanted();
                }));
    }

    private static List<PermissionCase> deployment() {
        String deploy = DEPLOY;
        Consumer<Operator> updating = operator -> {
            operator.administrator("create-tenant acme");
            operator.administrator(deploy);
            operator.administrator(deploy + " --env A=b --no-wait");
            operator.shell.clock.pass(Duration.ofMinutes(1));
        };
        Consumer<Operator> failed = operator -> {
            operator.administrator("create-tenant acme");
            operator.administrator(deploy + " --no-wait --instance-type " + Operator.SCARCE);
            operator.shell.clock.pass(Duration.ofMinutes(1));
        };
        Consumer<Operator> untagged = operator -> {
            operator.administrator("create-tenant acme");
            operator.administrator(deploy);
            operator.shell
                    .sagemaker()
                    .deleteTags(r -> r.resourceArn("arn:aws:sagemaker:us-east-1:123456789012:endpoint/acme--fraud")
                            .tagKeys("tenant"));
        };
        return List.of(
                new PermissionCase(
                        "deploy",
                        operator -> operator.administrator("create-tenant acme"),
                        operator -> operator.done(deploy)),
                new PermissionCase("deploy", updating, operator -> {
                    operator.done(deploy + " --instances 2");
                    assertThat(operator.shell.sagemaker().listModels().models()).hasSize(1);
                }),
                new PermissionCase("deploy", failed, operator -> operator.done(deploy)),
                new PermissionCase("deploy", untagged, operator -> operator.done(deploy)),
                new PermissionCase("undeploy", updating, operator -> {
                    operator.done("undeploy acme fraud --yes");
                    assertThat(operator.shell.sagemaker().listModels().models()).isEmpty();
                }));
    }

    private static List<PermissionCase> examination() {
        return List.of(
                new PermissionCase(
                        "export",
                        operator -> operator.administrator(
                                "create-tenant acme --user alice --idle-stop 2h --data-location s3://bucket/acme/"),
                        operator -> assertThat(operator.done("export"))
                                .contains("name: acme", "users: [alice]", "idle-stop: 2h", "instance-type: ")
                                .doesNotContain("could not be", "Not as wanted")),
                new PermissionCase(
                        "verify",
                        PermissionCases::work,
                        operator -> assertThat(operator.run("verify").out())
                                .contains("acme", "AWS's policy simulator was asked")),
                new PermissionCase(
                        "audit",
                        PermissionCases::signInToConsole,
                        operator -> assertThat(operator.found("audit"))
                                .contains(
                                        "IAM.22",
                                        "SageMaker.3",
                                        "SageMaker.4",
                                        "SageMaker.5",
                                        "lifecycle config acme--setup",
                                        "training job",
                                        "processing job",
                                        "transform job")),
                new PermissionCase(
                        "doctor",
                        operator -> {},
                        operator -> assertThat(operator.run("doctor").out())
                                .contains("answers in", "room for 300 more")
                                .doesNotContain("cannot be read")
                                .containsPattern("IAM's simulator (allows|denies)")),
                new PermissionCase(
                        "doctor",
                        Operator::becomeUser,
                        operator -> assertThat(operator.run("doctor").out())
                                .contains("answers in", "room for 300 more")
                                .doesNotContain("cannot be read")
                                .containsPattern("IAM's simulator (allows|denies)")));
    }

    /** As where options were taken back and a run was interrupted before the tags. */
    private static void drift(Operator operator) {
        PermissionCase.drift(operator);
        operator.shell
                .iam()
                .tagPolicy(r -> r.policyArn(ours("policy", "access"))
                        .tags(Tag.builder().key("require-mfa").value("true").build()));
    }

    /** Every document is changed, and everything runs that can. */
    private static void everythingIsOther(Operator operator) {
        drift(operator);
        PermissionCase.markAsRestarting(operator);
        work(operator.shell);
    }

    /** Of some documents there is no room for another version. */
    private static void everythingIsSuspended(Operator operator) {
        everythingIsOther(operator);
        operator.administrator("suspend acme");
    }

    private static void work(Operator operator) {
        operator.administrator("create-tenant acme");
        operator.administrator("suspend acme");
        work(operator.shell);
        operator.shell
                .sagemaker()
                .createNotebookInstance(r -> r.notebookInstanceName("theirs")
                        .instanceType("ml.t3.medium")
                        .roleArn(operator.theirRole()));
    }

    private static void work(Shell shell) {
        SageMakerClient sagemaker = shell.sagemaker();
        ForeignResources.ofWork(sagemaker);
        ForeignResources.ofEndpoint(sagemaker);
    }

    /** As a run leaves it that was interrupted in deleting, or somebody's own hand. */
    private static void withoutAnchor(Operator operator) {
        operator.administrator("create-tenant acme");
        IamClient iam = operator.shell.iam();
        iam.deleteRolePermissionsBoundary(r -> r.roleName("acme--access"));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"));
        iam.deleteUserPermissionsBoundary(r -> r.userName("acme--owner"));
        iam.deletePolicy(r -> r.policyArn(ours("policy", "boundary")));
    }

    private static void signInToConsole(Operator operator) {
        operator.administrator("create-tenant acme --idle-stop 2h");
        IamClient iam = operator.shell.iam();
        iam.createAccessKey(r -> r.userName("acme--owner"));
        iam.createLoginProfile(r -> r.userName("acme--owner").password("Correct-Horse-1"));
        operator.administrator("suspend acme");
        work(operator.shell);
    }

    /** Others have widened what is a tenant's. */
    static void widen(Operator operator) {
        operator.administrator("create-tenant acme");
        operator.shell
                .iam()
                .putRolePolicy(r ->
                        r.roleName("acme--execution").policyName("execution").policyDocument(OTHER));
        operator.administrator("stop acme");
        operator.shell
                .sagemaker()
                .updateNotebookInstance(
                        r -> r.notebookInstanceName("acme--main").rootAccess("Enabled"));
        operator.shell.clock.pass(Duration.ofMinutes(1));
    }

    /** The administrator has applied a file with these users. */
    static Consumer<Operator> applied(String users) {
        return operator -> operator.shell.type(acme(users), "apply -f -").done();
    }

    /** The administrator has applied a file with these notebooks. */
    static Consumer<Operator> appliedWithNotebooks(String notebooks) {
        return operator ->
                operator.shell.type(withNotebooks(notebooks), "apply -f -").done();
    }

    /** A file with one tenant of these notebooks. */
    static String withNotebooks(String notebooks) {
        return ACME.formatted(", \"users\": [\"alice\"], \"notebooks\": [" + notebooks + "]");
    }

    /** A file with one tenant of these users. */
    static String acme(String users) {
        return ACME.formatted(", \"users\": [" + users + "]");
    }
}
