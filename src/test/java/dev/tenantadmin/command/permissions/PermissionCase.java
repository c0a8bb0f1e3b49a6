package dev.tenantadmin.command.permissions;

import static dev.tenantadmin.command.permissions.Operator.OPEN;
import static dev.tenantadmin.command.permissions.Operator.OTHER;
import static dev.tenantadmin.command.permissions.Operator.notebook;
import static dev.tenantadmin.command.permissions.Operator.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Certificates;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * What an operator does with a command under a policy.
 *
 * @param before what was in the account before
 */
record PermissionCase(String command, Consumer<Operator> before, Consumer<Operator> act) {

    private static final String SUBNET_AND_KEY =
            " --subnet subnet-1 --security-group sg-1" + " --kms-key 12345678-1234-1234-1234-123456789012";

    /** Every path of every command on which it needs something. */
    static final List<PermissionCase> ALL =
            Stream.concat(one().stream(), PermissionCases.ALL.stream()).toList();

    private static List<PermissionCase> one() {
        return List.of(
                new PermissionCase(
                        "list-tenants",
                        operator -> {
                            operator.administrator("create-tenant acme");
                            operator.administrator("suspend acme");
                        },
                        operator -> assertThat(operator.done("list-tenants"))
                                .contains("acme    us-east-1  complete, suspended")),
                new PermissionCase(
                        "list-tenants",
                        operator -> operator.administrator("create-tenant acme"),
                        operator -> assertThat(operator.done("list-tenants -o wide"))
                                .contains("acme in us-east-1", "1 notebook")),
                new PermissionCase(
                        "list-endpoints",
                        operator -> {
                            operator.administrator("create-tenant acme");
                            ForeignResources.ofWork(operator.shell.sagemaker());
                            ForeignResources.ofEndpoint(operator.shell.sagemaker());
                            operator.shell
                                    .sagemaker()
                                    .createEndpoint(
                                            r -> r.endpointName("theirs").endpointConfigName("acme--config"));
                        },
                        operator -> assertThat(operator.done("list-endpoints --details"))
                                .containsPattern("acme--live .* ml.m5.large +1/1")
                                .containsPattern("theirs .* model acme--model, role acme--execution")),
                new PermissionCase(
                        "create-tenant",
                        operator -> operator.administrator("create-tenant acme --require-mfa"),
                        operator -> {
                            operator.done(
                                    "create-tenant acme --no-require-mfa --data-location s3://bucket/acme/ --restart");
                            operator.asWanted();
                        }),
                new PermissionCase(
                        "describe-tenant",
                        operator -> operator.administrator("create-tenant acme"),
                        operator -> assertThat(operator.done("describe-tenant acme"))
                                .contains("state          complete")
                                .doesNotContain("missing", "drifted")),
                new PermissionCase(
                        "describe-tenant",
                        PermissionCase::hangOn,
                        operator -> assertThat(operator.done("describe-tenant acme"))
                                .contains("access key ", "endpoint acme--live", "model acme--model", "other version v")
                                .doesNotContain("not read")),
                new PermissionCase(
                        "describe-tenant",
                        operator -> {},
                        operator -> operator.run("describe-tenant nobody")
                                .refused(ExitCode.NOT_FOUND, "there is no tenant nobody")),
                new PermissionCase("create-tenant", operator -> {}, operator -> {
                    operator.done("create-tenant acme --user alice" + SUBNET_AND_KEY);
                    operator.asWanted();
                }),
                new PermissionCase("create-tenant", PermissionCase::drift, operator -> {
                    // What the changed documents no longer show is given again.
                    operator.done("create-tenant acme --instance-type ml.m5.xlarge --restart --administrator none"
                            + " --subnet subnet-1 --security-group sg-1");
                    operator.asWanted();
                }),
                new PermissionCase(
                        "create-tenant",
                        operator -> {
                            operator.administrator("create-tenant acme");
                            operator.administrator("stop acme");
                            operator.shell
                                    .sagemaker()
                                    .updateNotebookInstance(r ->
                                            r.notebookInstanceName("acme--main").roleArn(operator.theirRole()));
                            operator.shell.clock.pass(Duration.ofMinutes(1));
                        },
                        operator -> {
                            operator.done("create-tenant acme");
                            operator.asWanted();
                        }),
                new PermissionCase("create-tenant", PermissionCase::trustAndResume, operator -> {
                    assertThat(operator.done("create-tenant acme --trust none")).contains("end of sessions");
                    operator.asWanted();
                }),
                new PermissionCase(
                        "create-tenant",
                        operator -> operator.administrator("create-tenant acme --idle-stop 2h"),
                        operator -> {
                            operator.done("create-tenant acme --idle-stop none --restart");
                            operator.asWanted();
                        }),
                new PermissionCase("delete-tenant", PermissionCase::hangOn, operator -> {
                    operator.done("delete-tenant acme --yes --delete-endpoints");
                    assertThat(operator.shell.sagemaker().listModels().models()).isEmpty();
                    assertThat(operator.shell.contents()).noneMatch(what -> what.contains("acme--"));
                }),
                new PermissionCase(
                        "delete-tenant",
                        operator -> operator.administrator("create-tenant acme --user alice"),
                        operator -> {
                            operator.shell.door.meanwhile("UntagPolicy", 1, () -> hangMore(operator.shell.iam()));
                            operator.done("delete-tenant acme --yes");
                            assertThat(operator.shell.contents()).noneMatch(what -> what.contains("acme--"));
                        }),
                new PermissionCase(
                        "delete-tenant",
                        operator -> {
                            operator.administrator("create-tenant acme");
                            operator.shell.iam().createUser(r -> r.userName("jane"));
                        },
                        operator -> {
                            operator.shell.door.meanwhile(
                                    "UntagPolicy",
                                    1,
                                    () -> operator.shell
                                            .iam()
                                            .attachUserPolicy(
                                                    r -> r.userName("jane").policyArn(ours("policy", "access"))));
                            operator.run("delete-tenant acme --yes")
                                    .refused(ExitCode.CONFLICT, "is still used by user jane");
                        }),
                new PermissionCase(
                        "delete-tenant",
                        operator -> {
                            operator.administrator("create-tenant acme");
                            operator.shell.iam().createUser(r -> r.userName("jane"));
                            operator.shell
                                    .iam()
                                    .attachUserPolicy(r -> r.userName("jane").policyArn(ours("policy", "access")));
                        },
                        operator -> operator.run("delete-tenant acme --yes")
                                .refused(ExitCode.CONFLICT, "by user jane is not managed by tenant-admin")),
                new PermissionCase(
                        "delete-tenant", operator -> onlyJob(operator, ForeignResources::ofTraining), operator -> {
                            operator.done("delete-tenant acme --yes");
                            assertThat(operator.shell
                                            .sagemaker()
                                            .listTrainingJobs()
                                            .trainingJobSummaries())
                                    .isNotEmpty()
                                    .allMatch(job ->
                                            job.trainingJobStatusAsString().equals("Stopped"));
                        }),
                new PermissionCase(
                        "delete-tenant",
                        operator -> onlyJob(operator, sagemaker -> {
                            ForeignResources.ofModel(sagemaker);
                            ForeignResources.ofTransform(sagemaker);
                        }),
                        operator -> {
                            operator.done("delete-tenant acme --yes");
                            assertThat(operator.shell
                                            .sagemaker()
                                            .listTransformJobs(r -> {})
                                            .transformJobSummaries())
                                    .isNotEmpty()
                                    .allMatch(job ->
                                            job.transformJobStatusAsString().equals("Stopped"));
                        }),
                new PermissionCase(
                        "delete-tenant", operator -> onlyJob(operator, ForeignResources::ofProcessing), operator -> {
                            operator.done("delete-tenant acme --yes");
                            assertThat(operator.shell
                                            .sagemaker()
                                            .listProcessingJobs(r -> {})
                                            .processingJobSummaries())
                                    .isNotEmpty()
                                    .allMatch(job ->
                                            job.processingJobStatusAsString().equals("Stopped"));
                        }),
                new PermissionCase(
                        "create-tenant", PermissionCase::policyBeside, operator -> operator.done("create-tenant acme")),
                new PermissionCase(
                        "add-user", PermissionCase::policyBeside, operator -> operator.done("add-user acme alice")),
                new PermissionCase(
                        "add-user", operator -> operator.administrator("create-tenant acme --user alice"), operator -> {
                            operator.done("add-user acme bob");
                            operator.asWanted();
                        }),
                new PermissionCase(
                        "add-user",
                        operator -> {
                            operator.administrator("create-tenant acme --user alice");
                            IamClient iam = operator.shell.iam();
                            iam.deleteUserPermissionsBoundary(r -> r.userName("acme--alice"));
                            iam.untagUser(r -> r.userName("acme--alice").tagKeys("tenant"));
                            iam.removeUserFromGroup(
                                    r -> r.groupName("acme--members").userName("acme--alice"));
                            iam.detachGroupPolicy(
                                    r -> r.groupName("acme--members").policyArn(ours("policy", "access")));
                            iam.deleteGroupPolicy(
                                    r -> r.groupName("acme--members").policyName("assume"));
                            iam.deleteGroup(r -> r.groupName("acme--members"));
                        },
                        operator -> {
                            operator.done("add-user acme alice");
                            operator.asWanted();
                        }),
                new PermissionCase(
                        "remove-user",
                        operator -> {
                            hangOn(operator);
                            for (int i = 0; i < 2; i++) {
                                operator.administrator("add-user acme bob");
                                operator.administrator("remove-user acme bob --yes");
                            }
                            operator.shell.clock.pass(Duration.ofHours(13));
                        },
                        operator -> {
                            operator.done("remove-user acme alice --yes");
                            assertThat(operator.shell.contents()).noneMatch(what -> what.contains("user/acme--alice"));
                            assertThat(operator.shell
                                            .iam()
                                            .listRolePolicies(r -> r.roleName("acme--access"))
                                            .policyNames())
                                    .contains("revoked-alice")
                                    .doesNotContain("revoked-bob");
                            assertThat(operator.done("remove-user acme alice --yes"))
                                    .contains("no changes needed");
                        }),
                new PermissionCase(
                        "remove-notebook",
                        operator -> operator.administrator("create-tenant acme --notebook main,lab" + SUBNET_AND_KEY),
                        operator -> {
                            operator.done("remove-notebook acme lab --yes");
                            assertThat(operator.shell.contents())
                                    .noneMatch(what -> what.contains("acme--lab"))
                                    .anyMatch(what -> what.contains("acme--main"));
                            assertThat(operator.done("remove-notebook acme lab --yes"))
                                    .contains("no changes needed");
                        }),
                new PermissionCase(
                        "start",
                        operator -> {
                            operator.administrator("create-tenant acme" + SUBNET_AND_KEY);
                            operator.administrator("stop acme");
                        },
                        operator -> {
                            operator.done("start acme");
                            assertThat(operator.shell.status("acme--main")).isEqualTo("InService");
                        }),
                isSuspended("start", "start acme", operator -> operator.administrator("create-tenant acme")),
                isSuspended("url", "url acme", PermissionCase::trustTheOperator),
                isSuspended("credentials", "credentials acme", PermissionCase::trustTheOperator),
                new PermissionCase("stop", PermissionCase::interruptARestart, operator -> {
                    operator.done("stop acme");
                    assertThat(operator.shell.tagsOfNotebook(notebook("acme--main")))
                            .containsKey("managed-by")
                            .doesNotContainKey("restarting");
                }),
                new PermissionCase(
                        "url",
                        PermissionCase::trustTheOperator,
                        operator -> assertThat(operator.done("url acme")).startsWith("https://acme--main-")),
                new PermissionCase(
                        "url",
                        operator -> {
                            trustTheOperator(operator);
                            operator.becomeUser();
                        },
                        operator -> assertThat(operator.done("url acme")).startsWith("https://acme--main-")),
                new PermissionCase(
                        "credentials",
                        operator -> {
                            trustTheOperator(operator);
                            operator.becomeUser();
                        },
                        operator ->
                                assertThat(operator.done("credentials acme")).startsWith("{\"Version\":1")),
                new PermissionCase(
                        "credentials",
                        PermissionCase::trustTheOperator,
                        operator ->
                                assertThat(operator.done("credentials acme")).startsWith("{\"Version\":1")));
    }

    /** Everything of a tenant is other than it should be. */
    static void drift(Operator operator) {
        operator.administrator("create-tenant acme --user alice" + SUBNET_AND_KEY);
        IamClient iam = operator.shell.iam();
        for (int i = 0; i < 4; i++) {
            iam.createPolicyVersion(r ->
                    r.policyArn(ours("policy", "access")).policyDocument(OTHER).setAsDefault(true));
        }
        iam.untagPolicy(r -> r.policyArn(ours("policy", "access")).tagKeys("tenant"));
        iam.updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument(OPEN));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("acme--access"));
        iam.untagRole(r -> r.roleName("acme--access").tagKeys("tenant"));
        iam.detachRolePolicy(r -> r.roleName("acme--access").policyArn(ours("policy", "access")));
        iam.detachGroupPolicy(r -> r.groupName("acme--members").policyArn(ours("policy", "access")));
        iam.putRolePolicy(
                r -> r.roleName("acme--execution").policyName("execution").policyDocument(OTHER));
        iam.putGroupPolicy(
                r -> r.groupName("acme--members").policyName("assume").policyDocument(OTHER));
        iam.removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--alice"));
        iam.deleteUserPermissionsBoundary(r -> r.userName("acme--alice"));
        iam.untagUser(r -> r.userName("acme--alice").tagKeys("tenant"));
        operator.shell
                .sagemaker()
                .deleteTags(r -> r.resourceArn(notebook("acme--main")).tagKeys("tenant"));
        operator.shell.sagemaker().deleteTags(r -> r.resourceArn(setup()).tagKeys("tenant"));
        operator.shell
                .sagemaker()
                .updateNotebookInstanceLifecycleConfig(r ->
                        r.notebookInstanceLifecycleConfigName("acme--setup").onStart(List.of()));
    }

    private static String setup() {
        return "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance-lifecycle-config/acme--setup";
    }

    /** Sessions have ended already, and others are about to. */
    static void trustAndResume(Operator operator) {
        operator.administrator("create-tenant acme --trust arn:aws:iam::123456789012:role/ops/operator");
        operator.administrator("suspend acme");
        operator.administrator("resume acme");
    }

    /** Somebody has given a user a policy, and taken it out of the group. */
    private static void policyBeside(Operator operator) {
        operator.administrator("create-tenant acme --user alice");
        IamClient iam = operator.shell.iam();
        iam.putUserPolicy(r -> r.userName("acme--alice").policyName("more").policyDocument(OTHER));
        iam.removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--alice"));
    }

    /** Others have hung on a tenant what IAM wants to be gone before it deletes. */
    static void hangOn(Operator operator) {
        operator.administrator("create-tenant acme --user alice" + SUBNET_AND_KEY);
        IamClient iam = operator.shell.iam();
        String user = "acme--alice";
        String other = iam.createPolicy(r -> r.policyName("other").policyDocument(OTHER))
                .policy()
                .arn();
        iam.createPolicyVersion(
                r -> r.policyArn(ours("policy", "access")).policyDocument(OTHER).setAsDefault(true));
        iam.createAccessKey(r -> r.userName(user));
        iam.createLoginProfile(r -> r.userName(user).password("Correct-Horse-1"));
        operator.shell.enableDevice(user);
        iam.uploadSigningCertificate(r -> r.userName(user).certificateBody(Certificates.SELF_SIGNED));
        iam.uploadSSHPublicKey(r -> r.userName(user).sshPublicKeyBody("ssh-rsa AAAA"));
        iam.createServiceSpecificCredential(r -> r.userName(user).serviceName("codecommit.amazonaws.com"));
        iam.putUserPolicy(r -> r.userName(user).policyName("more").policyDocument(OTHER));
        iam.attachUserPolicy(r -> r.userName(user).policyArn(other));
        iam.attachRolePolicy(r -> r.roleName("acme--access").policyArn(other));
        iam.putRolePolicy(r -> r.roleName("acme--access").policyName("more").policyDocument(OTHER));
        iam.createInstanceProfile(r -> r.instanceProfileName("theirs"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("theirs").roleName("acme--access"));
        ForeignResources.ofWork(operator.shell.sagemaker());
        ForeignResources.ofEndpoint(operator.shell.sagemaker());
        iam.createUser(r -> r.userName("jane"));
        iam.addUserToGroup(r -> r.groupName("acme--members").userName("jane"));
        iam.attachGroupPolicy(r -> r.groupName("acme--members").policyArn(other));
        iam.putGroupPolicy(r -> r.groupName("acme--members").policyName("more").policyDocument(OTHER));
    }

    /** What others hang on the tenant's entities while it is deleted. */
    private static void hangMore(IamClient iam) {
        String other = iam.createPolicy(r -> r.policyName("other").policyDocument(OTHER))
                .policy()
                .arn();
        iam.putUserPolicy(r -> r.userName("acme--alice").policyName("more").policyDocument(OTHER));
        iam.attachUserPolicy(r -> r.userName("acme--alice").policyArn(other));
        iam.attachRolePolicy(r -> r.roleName("acme--access").policyArn(other));
        iam.putRolePolicy(r -> r.roleName("acme--access").policyName("more").policyDocument(OTHER));
        iam.createInstanceProfile(r -> r.instanceProfileName("theirs"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("theirs").roleName("acme--access"));
        iam.createUser(r -> r.userName("jane"));
        iam.addUserToGroup(r -> r.groupName("acme--members").userName("jane"));
        iam.attachGroupPolicy(r -> r.groupName("acme--members").policyArn(other));
        iam.putGroupPolicy(r -> r.groupName("acme--members").policyName("more").policyDocument(OTHER));
    }

    /** Nothing else takes time, so that the job does not end by itself meanwhile. */
    private static void onlyJob(Operator operator, Consumer<SageMakerClient> job) {
        operator.administrator("create-tenant acme");
        operator.administrator("stop acme");
        operator.shell.sagemaker().deleteNotebookInstance(r -> r.notebookInstanceName("acme--main"));
        operator.shell.clock.pass(Duration.ofMinutes(1));
        job.accept(operator.shell.sagemaker());
    }

    private static void interruptARestart(Operator operator) {
        operator.administrator("create-tenant acme");
        markAsRestarting(operator);
    }

    static void markAsRestarting(Operator operator) {
        operator.shell
                .sagemaker()
                .addTags(r -> r.resourceArn(notebook("acme--main"))
                        .tags(software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                                .key("restarting")
                                .value("true")
                                .build()));
    }

    private static PermissionCase isSuspended(String command, String line, Consumer<Operator> before) {
        return new PermissionCase(
                command,
                operator -> {
                    before.accept(operator);
                    operator.administrator("suspend acme");
                },
                operator -> operator.run(line).refused(ExitCode.CONFLICT, "Tenant acme is suspended"));
    }

    private static void trustTheOperator(Operator operator) {
        operator.administrator("create-tenant acme");
        operator.shell
                .iam()
                .updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument(OPEN));
    }

    /**
     * Plays it under a policy.
     *
     * @return the operations that the operator called
     */
    Set<String> play(String policy) {
        Operator operator = new Operator();
        before.accept(operator);
        operator.policy(policy);
        operator.shell.door.forget();
        act.accept(operator);
        return new TreeSet<>(operator.shell.door.operations());
    }

    boolean works(String policy) {
        try {
            play(policy);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
