package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.Main;
import dev.tenantadmin.tenant.AdministratorPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * permissions: every command runs under exactly the policy that is printed for it, and not without any part of that. A new command has to be
 * declared in permissions.txt and to have its scenes here.
 */
class PermissionsTest {

    /** Commands that call nothing, and need no permissions for it. */
    private static final Set<String> CALLING_NOTHING = Set.of("permissions", "sandbox");

    private static final String PATH = ":%s/tenant-admin/us-east-1/acme/acme--%s";
    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Principal": {"AWS": "123456789012"}}]}""";
    private static final String OTHER = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";
    private static final String SUBNET_AND_KEY =
            " --subnet subnet-1 --security-group sg-1" + " --kms-key 12345678-1234-1234-1234-123456789012";

    /** What an operator does under a policy, in an account where something was before. */
    private record Scene(String command, Consumer<Operator> before, Consumer<Operator> act) {}

    private static final List<Scene> SCENES = List.of(
            new Scene(
                    "list-tenants",
                    operator -> operator.administrator("create-tenant acme"),
                    operator -> assertThat(operator.done("list-tenants")).contains("acme    us-east-1  complete")),
            new Scene(
                    "describe-tenant",
                    operator -> operator.administrator("create-tenant acme"),
                    operator -> assertThat(operator.done("describe-tenant acme"))
                            .contains("state          complete")
                            .doesNotContain("missing", "drifted")),
            new Scene(
                    "describe-tenant",
                    operator -> {},
                    operator -> operator.run("describe-tenant nobody")
                            .refused(ExitCode.NOT_FOUND, "there is no tenant nobody")),
            new Scene("create-tenant", operator -> {}, operator -> {
                operator.done("create-tenant acme --user alice" + SUBNET_AND_KEY);
                operator.asWanted();
            }),
            new Scene("create-tenant", PermissionsTest::drift, operator -> {
                operator.done("create-tenant acme --instance-type ml.m5.large --restart");
                operator.asWanted();
            }),
            new Scene(
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
            new Scene("delete-tenant", PermissionsTest::hangOn, operator -> {
                operator.done("delete-tenant acme --yes");
                assertThat(operator.shell.contents()).noneMatch(what -> what.contains("acme--"));
            }),
            new Scene(
                    "delete-tenant",
                    operator -> {
                        operator.administrator("create-tenant acme");
                        operator.shell.iam().createUser(r -> r.userName("jane"));
                        operator.shell
                                .iam()
                                .attachUserPolicy(r -> r.userName("jane").policyArn(ours("policy", "access")));
                    },
                    operator -> operator.run("delete-tenant acme --yes")
                            .refused(ExitCode.CONFLICT, "is still used by user jane")),
            new Scene(
                    "start",
                    operator -> {
                        operator.administrator("create-tenant acme" + SUBNET_AND_KEY);
                        operator.administrator("stop acme");
                    },
                    operator -> {
                        operator.done("start acme");
                        assertThat(operator.shell.status("acme--main")).isEqualTo("InService");
                    }),
            new Scene("stop", PermissionsTest::interruptARestart, operator -> {
                operator.done("stop acme");
                assertThat(operator.shell.tagsOfNotebook(notebook("acme--main")))
                        .containsKey("managed-by")
                        .doesNotContainKey("restarting");
            }),
            new Scene(
                    "url",
                    PermissionsTest::trustTheOperator,
                    operator -> assertThat(operator.done("url acme")).startsWith("https://acme--main-")),
            new Scene(
                    "url",
                    operator -> {
                        trustTheOperator(operator);
                        operator.becomeUser();
                    },
                    operator -> assertThat(operator.done("url acme")).startsWith("https://acme--main-")),
            new Scene(
                    "credentials",
                    operator -> {
                        trustTheOperator(operator);
                        operator.becomeUser();
                    },
                    operator -> assertThat(operator.done("credentials acme")).startsWith("{\"Version\":1")),
            new Scene(
                    "credentials",
                    PermissionsTest::trustTheOperator,
                    operator -> assertThat(operator.done("credentials acme")).startsWith("{\"Version\":1")));

    private static String ours(String type, String name) {
        return "arn:aws:iam::123456789012" + PATH.formatted(type, name);
    }

    private static String notebook(String name) {
        return "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/" + name;
    }

    /** Everything of a tenant is other than it should be. */
    private static void drift(Operator operator) {
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
    }

    /** Others have hung on a tenant what IAM wants to be gone before it deletes. */
    private static void hangOn(Operator operator) {
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
        String device = iam.createVirtualMFADevice(r -> r.virtualMFADeviceName("phone"))
                .virtualMFADevice()
                .serialNumber();
        iam.enableMFADevice(r -> r.userName(user)
                .serialNumber(device)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
        iam.uploadSigningCertificate(r -> r.userName(user).certificateBody("-----BEGIN CERTIFICATE-----"));
        iam.uploadSSHPublicKey(r -> r.userName(user).sshPublicKeyBody("ssh-rsa AAAA"));
        iam.createServiceSpecificCredential(r -> r.userName(user).serviceName("codecommit.amazonaws.com"));
        iam.putUserPolicy(r -> r.userName(user).policyName("more").policyDocument(OTHER));
        iam.attachUserPolicy(r -> r.userName(user).policyArn(other));
        iam.attachRolePolicy(r -> r.roleName("acme--access").policyArn(other));
        iam.putRolePolicy(r -> r.roleName("acme--access").policyName("more").policyDocument(OTHER));
        iam.createUser(r -> r.userName("jane"));
        iam.addUserToGroup(r -> r.groupName("acme--members").userName("jane"));
        iam.attachGroupPolicy(r -> r.groupName("acme--members").policyArn(other));
        iam.putGroupPolicy(r -> r.groupName("acme--members").policyName("more").policyDocument(OTHER));
    }

    private static void interruptARestart(Operator operator) {
        operator.administrator("create-tenant acme");
        operator.shell
                .sagemaker()
                .addTags(r -> r.resourceArn(notebook("acme--main"))
                        .tags(software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                                .key("restarting")
                                .value("true")
                                .build()));
    }

    private static void trustTheOperator(Operator operator) {
        operator.administrator("create-tenant acme");
        operator.shell
                .iam()
                .updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument(OPEN));
    }

    /** Somebody who acts under a role with one policy, in an account of their own. */
    private static final class Operator {
        private final Shell shell = new Shell();
        private @Nullable AccessKey key;

        Operator() {
            shell.iam().createRole(r -> r.roleName("operator").path("/ops/").assumeRolePolicyDocument(OPEN));
        }

        void policy(String document) {
            shell.iam()
                    .putRolePolicy(
                            r -> r.roleName("operator").policyName("policy").policyDocument(document));
            if (key != null) {
                // A user takes less of inline policies than of managed ones.
                String arn = shell.iam()
                        .createPolicy(r -> r.policyName("operator").policyDocument(document))
                        .policy()
                        .arn();
                shell.iam().attachUserPolicy(r -> r.userName("olga").policyArn(arn));
            }
        }

        /** A user cannot go without what lets a session bear its name. */
        void becomeUser() {
            shell.iam().createUser(r -> r.userName("olga"));
            key = shell.iam().createAccessKey(r -> r.userName("olga")).accessKey();
        }

        void administrator(String line) {
            shell.signOut();
            shell.environment.remove("AWS_REGION");
            shell.run(line).done();
        }

        /** As the operator, who is far from the tenant's home region. */
        Ran run(String line) {
            signIn();
            Ran ran = shell.run(line);
            shell.signOut();
            return ran;
        }

        void signIn() {
            if (key == null) {
                shell.signIn(shell.sts()
                        .assumeRole(r -> r.roleArn("arn:aws:iam::123456789012:role/ops/operator")
                                .roleSessionName("olga"))
                        .credentials());
            } else {
                shell.signIn(key);
            }
            boolean tenants = !shell.iam()
                    .listRoles(r -> r.pathPrefix("/tenant-admin/"))
                    .roles()
                    .isEmpty();
            if (tenants) {
                shell.environment.put("AWS_REGION", "eu-west-1");
            }
        }

        String done(String line) {
            return run(line).done().out();
        }

        /** Nothing is left to be done. */
        void asWanted() {
            shell.environment.remove("AWS_REGION");
            shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
        }

        String theirRole() {
            return shell.iam()
                    .createRole(r -> r.roleName("theirs")
                            .assumeRolePolicyDocument(OPEN.replace(
                                    "\"AWS\": \"123456789012\"", "\"Service\": \"sagemaker.amazonaws.com\"")))
                    .role()
                    .arn();
        }
    }

    /**
     * Plays a scene under a policy.
     *
     * @return the operations that the operator called
     */
    private static Set<String> play(Scene scene, String policy) {
        Operator operator = new Operator();
        scene.before.accept(operator);
        operator.policy(policy);
        operator.shell.door.forget();
        scene.act.accept(operator);
        return new TreeSet<>(operator.shell.door.operations());
    }

    private static boolean works(Scene scene, String policy) {
        try {
            play(scene, policy);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String permissions(String... commands) {
        return new Shell()
                .plain(Stream.concat(Stream.of("permissions"), Stream.of(commands))
                        .collect(Collectors.joining(" ")))
                .done()
                .out();
    }

    /** The commands of the command line, as its own help has them. */
    static Stream<String> commandsThatCall() {
        StringWriter help = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(help),
                new PrintWriter(help),
                new BufferedReader(new StringReader("")),
                false,
                false,
                80);
        Main.run(new String[] {"--help"}, terminal, Map.of(), new Shell().clock, () -> {
            throw new AssertionError();
        });
        return help.toString()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(command -> !CALLING_NOTHING.contains(command));
    }

    @Test
    void everyCommandThatCallsAwsIsDeclaredAndTried() {
        assertThat(commandsThatCall())
                .as("add a new command to permissions.txt, or to those that call nothing")
                .contains("create-tenant", "url")
                .containsExactlyInAnyOrderElementsOf(new AdministratorPolicy().commands());
        assertThat(SCENES.stream().map(Scene::command).collect(Collectors.toSet()))
                .as("add scenes that take every path of a new command")
                .containsExactlyInAnyOrderElementsOf(new AdministratorPolicy().commands());
    }

    @ParameterizedTest
    @MethodSource("commandsThatCall")
    void aCommandNeedsAllThatIsPrintedForItAndNoMore(String command) {
        String policy = permissions(command);
        Map<Scene, Set<String>> scenes = SCENES.stream()
                .filter(scene -> scene.command.equals(command))
                .collect(Collectors.toMap(scene -> scene, scene -> play(scene, policy)));

        List<String> superfluous = actions(policy).parallelStream()
                .filter(action -> scenes.entrySet().stream()
                        .filter(scene -> mayNeed(scene.getValue(), action))
                        .allMatch(scene -> works(scene.getKey(), without(policy, action))))
                .toList();

        assertThat(superfluous).isEmpty();
        System.out.printf(
                "permissions %s: %d actions, each needed%n",
                command, actions(policy).size());
    }

    /** An action that is no operation is asked for by another one. */
    private static boolean mayNeed(Set<String> operations, String action) {
        String operation = action.substring(action.indexOf(':') + 1);
        return operations.contains(operation)
                || Set.of("PassRole", "AddTags", "SetSourceIdentity").contains(operation)
                || action.matches("(ec2|kms):.*");
    }

    @Test
    void allCommandsRunUnderThePolicyForAll() {
        String all = permissions();

        SCENES.parallelStream().forEach(scene -> play(scene, all));
    }

    @Test
    void allOfItFitsIntoAManagedPolicy() {
        Shell shell = new Shell();

        Ran ran = shell.plain("permissions --region us-gov-west-1 --account 123456789012")
                .done();

        assertThat(AdministratorPolicy.characters(ran.out()))
                .isLessThanOrEqualTo(AdministratorPolicy.MANAGED_POLICY_LIMIT);
        assertThat(ran.err()).isEmpty();
        System.out.printf("permissions: %d characters%n", AdministratorPolicy.characters(ran.out()));
    }

    @Test
    void thePolicyOfOneHomeRegionReachesNoOther() {
        Operator operator = new Operator();
        operator.policy(permissions("--region", "us-east-1", "--account", "123456789012"));

        operator.done("create-tenant acme");
        operator.signIn();
        operator.shell
                .run("create-tenant beta --region eu-west-1")
                .refused(ExitCode.REFUSED, "access denied, iam:GetPolicy is missing");
        assertThat(operator.shell.contents()).noneMatch(what -> what.contains("beta"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1 aws-cn", "us-gov-west-1 aws-us-gov", "us-east-1 aws"})
    void theRegionTellsThePartition(String regionAndPartition) {
        String[] parts = regionAndPartition.split(" ", 2);

        assertThat(permissions("--region", parts[0]))
                .contains("\"arn:" + parts[1] + ":iam::*:role/tenant-admin/" + parts[0] + "/*")
                .contains("\"arn:" + parts[1] + ":sagemaker:" + parts[0] + ":*:notebook-instance/*--*\"");
    }

    @Test
    void aProgramReadsThePolicyBesideWhatItIsFor() {
        Shell shell = new Shell();

        Map<String, Object> json =
                shell.plain("permissions stop start -o json").done().json();

        assertThat(json).containsEntry("commands", List.of("start", "stop")).containsKeys("characters", "policy");
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permissions fly | 'fly' is no command that needs permissions: these are create-tenant, ",
                "permissions sandbox | 'sandbox' is no command that needs permissions",
                "permissions --account 12 | an account's number has 12 digits"
            })
    void badInput(String lineAndError) {
        String[] parts = lineAndError.split(" \\| ", 2);

        new Shell().plain(parts[0]).refused(ExitCode.INVALID_INPUT, parts[1]);
    }

    /** What an operator must not do: tried with the SDK's own clients. */
    private static final Map<String, Consumer<Operator>> ATTEMPTS = Map.ofEntries(
            Map.entry(
                    "make a role without a boundary",
                    o -> iam(o).createRole(r -> r.roleName("acme--x")
                            .path("/tenant-admin/us-east-1/acme/")
                            .assumeRolePolicyDocument(OPEN))),
            Map.entry(
                    "make a role with another boundary",
                    o -> iam(o).createRole(r -> r.roleName("acme--x")
                            .path("/tenant-admin/us-east-1/acme/")
                            .permissionsBoundary("arn:aws:iam::123456789012:policy/theirs")
                            .assumeRolePolicyDocument(OPEN))),
            Map.entry(
                    "make a user elsewhere",
                    o -> iam(o).createUser(r -> r.userName("x").permissionsBoundary(ours("policy", "boundary")))),
            Map.entry(
                    "make a role elsewhere",
                    o -> iam(o).createRole(r -> r.roleName("x")
                            .permissionsBoundary(ours("policy", "boundary"))
                            .assumeRolePolicyDocument(OPEN))),
            Map.entry(
                    "give a tenant a foreign policy",
                    o -> iam(o).attachRolePolicy(r ->
                            r.roleName("acme--access").policyArn("arn:aws:iam::123456789012:policy/theirs"))),
            Map.entry(
                    "give a foreign role a tenant's policy",
                    o -> iam(o).attachRolePolicy(r -> r.roleName("theirs").policyArn(ours("policy", "access")))),
            Map.entry(
                    "give a foreign group a policy",
                    o -> iam(o).putGroupPolicy(
                                    r -> r.groupName("theirs").policyName("x").policyDocument(OTHER))),
            Map.entry(
                    "open a foreign role",
                    o -> iam(o).updateAssumeRolePolicy(r -> r.roleName("theirs").policyDocument(OPEN))),
            Map.entry(
                    "change a foreign policy",
                    o -> iam(o).createPolicyVersion(r -> r.policyArn("arn:aws:iam::123456789012:policy/theirs")
                            .policyDocument(OTHER))),
            Map.entry("delete a foreign user", o -> iam(o).deleteUser(r -> r.userName("theirs"))),
            Map.entry("look at a foreign user", o -> iam(o).getUser(r -> r.userName("theirs"))),
            Map.entry("look into a foreign role", o -> iam(o).listAttachedRolePolicies(r -> r.roleName("theirs"))),
            Map.entry("look into a foreign group", o -> iam(o).getGroup(r -> r.groupName("theirs"))),
            Map.entry(
                    "become a foreign role",
                    o -> o.shell
                            .stsAsCaller()
                            .assumeRole(r -> r.roleArn("arn:aws:iam::123456789012:role/theirs")
                                    .roleSessionName("xx"))),
            Map.entry(
                    "pass a foreign role",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createNotebookInstance(r -> r.notebookInstanceName("acme--x")
                                    .instanceType("ml.t3.medium")
                                    .roleArn("arn:aws:iam::123456789012:role/theirs")
                                    .tags(managed()))),
            Map.entry(
                    "pass a tenant's role to another service",
                    o -> iam(o).addRoleToInstanceProfile(
                                    r -> r.instanceProfileName("theirs").roleName("acme--execution"))),
            Map.entry(
                    "make an unmarked notebook",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createNotebookInstance(r -> r.notebookInstanceName("acme--x")
                                    .instanceType("ml.t3.medium")
                                    .roleArn(ours("role", "execution")))),
            Map.entry(
                    "make a notebook of no tenant",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createNotebookInstance(r -> r.notebookInstanceName("x")
                                    .instanceType("ml.t3.medium")
                                    .roleArn(ours("role", "execution"))
                                    .tags(managed()))),
            Map.entry(
                    "make a foreign notebook ours",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .addTags(r -> r.resourceArn(notebook("theirs--one")).tags(managed()))),
            Map.entry(
                    "stop a foreign notebook",
                    o -> o.shell.sagemakerAsCaller().stopNotebookInstance(r -> r.notebookInstanceName("theirs--one"))));

    private static IamClient iam(Operator operator) {
        return operator.shell.iamAsCaller();
    }

    private static software.amazon.awssdk.services.sagemaker.model.Tag managed() {
        return software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                .key("managed-by")
                .value("tenant-admin")
                .build();
    }

    /** An account with a tenant and with foreign things, of which only the policy is changed from attempt to attempt. */
    private static Operator attempts() {
        Operator operator = new Operator();
        operator.administrator("create-tenant acme");
        IamClient iam = operator.shell.iam();
        iam.createRole(r -> r.roleName("theirs")
                .assumeRolePolicyDocument(OPEN.replace(
                        "\"AWS\": \"123456789012\"",
                        "\"AWS\": \"123456789012\", \"Service\": \"sagemaker.amazonaws.com\"")));
        iam.createUser(r -> r.userName("theirs"));
        iam.createGroup(r -> r.groupName("theirs"));
        iam.createPolicy(r -> r.policyName("theirs").policyDocument(OTHER));
        iam.createInstanceProfile(r -> r.instanceProfileName("theirs"));
        operator.shell
                .sagemaker()
                .createNotebookInstance(r -> r.notebookInstanceName("theirs--one")
                        .instanceType("ml.t3.medium")
                        .roleArn("arn:aws:iam::123456789012:role/theirs"));
        operator.shell.clock.pass(Duration.ofMinutes(1));
        // Some services take a role only with a right that no command needs.
        iam.putRolePolicy(r -> r.roleName("operator").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile",
                 "Resource": "*"}}"""));
        operator.signIn();
        return operator;
    }

    /** The first attempt that comes through under a policy; those that are denied leave the account as it was. */
    private static Optional<String> through(String policy) {
        Operator operator = attempts();
        operator.policy(policy);
        return ATTEMPTS.entrySet().stream()
                .filter(attempt -> allowed(() -> attempt.getValue().accept(operator)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean allowed(Runnable call) {
        try {
            call.run();
            return true;
        } catch (AwsServiceException e) {
            assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).startsWith("AccessDenied");
            return false;
        }
    }

    /** A key's statements are not for this account's sandbox to call: the simulator answers for them. */
    private static boolean keyIsOpenToAll(String policy) {
        return new Shell()
                        .iam()
                        .simulateCustomPolicy(r -> r.policyInputList(policy)
                                .actionNames("kms:CreateGrant", "kms:DescribeKey")
                                .resourceArns("arn:aws:kms:us-east-1:123456789012:key/1")
                                .contextEntries(
                                        context(
                                                "kms:ViaService",
                                                ContextKeyTypeEnum.STRING,
                                                "s3.us-east-1.amazonaws.com"),
                                        context("kms:GrantIsForAWSResource", ContextKeyTypeEnum.BOOLEAN, "true")))
                        .evaluationResults()
                        .stream()
                        .anyMatch(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED);
    }

    private static boolean grantsAreOpenToAll(String policy) {
        return new Shell()
                        .iam()
                        .simulateCustomPolicy(r -> r.policyInputList(policy)
                                .actionNames("kms:CreateGrant")
                                .resourceArns("arn:aws:kms:us-east-1:123456789012:key/1")
                                .contextEntries(
                                        context(
                                                "kms:ViaService",
                                                ContextKeyTypeEnum.STRING,
                                                "sagemaker.us-east-1.amazonaws.com"),
                                        context("kms:GrantIsForAWSResource", ContextKeyTypeEnum.BOOLEAN, "false")))
                        .evaluationResults()
                        .stream()
                        .anyMatch(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED);
    }

    private static ContextEntry context(String key, ContextKeyTypeEnum type, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(type)
                .contextKeyValues(value)
                .build();
    }

    @Test
    void nothingForeignIsInReach() {
        String all = permissions();

        assertThat(through(all)).isEmpty();
        assertThat(keyIsOpenToAll(all)).isFalse();
        assertThat(grantsAreOpenToAll(all)).isFalse();
    }

    @Test
    void everyConditionHoldsSomethingBack() {
        String all = permissions();
        List<String> idle = statements(all).stream()
                .filter(statement -> statement.containsKey("Condition"))
                .flatMap(statement -> conditions(statement).stream().map(key -> statement.get("Sid") + " " + key))
                .filter(sidAndKey -> {
                    String weaker = changed(all, statement -> {
                        String[] parts = sidAndKey.split(" ", 2);
                        if (parts[0].equals(statement.get("Sid"))) {
                            object(statement, "Condition").values().forEach(of -> ((Map<?, ?>) of).remove(parts[1]));
                            object(statement, "Condition").values().removeIf(of -> ((Map<?, ?>) of).isEmpty());
                        }
                    });
                    return !keyIsOpenToAll(weaker)
                            && !grantsAreOpenToAll(weaker)
                            && through(weaker).isEmpty();
                })
                .toList();

        assertThat(idle).isEmpty();
    }

    /** Who only opens notebooks sees no role but the access roles; who makes tenants has to see their own, wherever it stands. */
    @Test
    void whoMakesNoTenantsSeesNoForeignRole() {
        Operator operator = attempts();
        operator.policy(permissions("start", "stop", "url", "credentials", "list-tenants"));

        assertThat(allowed(() -> iam(operator).getRole(r -> r.roleName("theirs"))))
                .isFalse();
        assertThat(allowed(() -> iam(operator).getRole(r -> r.roleName("acme--access"))))
                .isTrue();
    }

    /** But for patterns of a whole type: their statements name the only types that their actions know. For roles see above. */
    @Test
    void everyResourceHoldsSomethingBack() {
        String all = permissions();
        Predicate<String> narrow = resource -> !resource.matches("\\*|arn:aws:[a-z0-9]+:[^:]*:[^:]*:[a-z-]+/\\*");
        Set<String> resources = statements(all).stream()
                .flatMap(statement -> list(statement, "Resource").stream())
                .filter(narrow)
                .filter(resource -> !resource.endsWith(":role/*--access"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> idle = resources.stream()
                .filter(resource -> through(changed(all, statement -> {
                            List<String> wider = list(statement, "Resource").stream()
                                    .map(one -> one.equals(resource) ? wholeType(one) : one)
                                    .toList();
                            statement.put("Resource", wider);
                        }))
                        .isEmpty())
                .toList();

        assertThat(resources).hasSizeGreaterThan(8);
        assertThat(idle).isEmpty();
    }

    private static String wholeType(String resource) {
        return resource.substring(0, resource.indexOf('/') + 1) + "*";
    }

    private static Set<String> actions(String policy) {
        return statements(policy).stream()
                .flatMap(statement -> list(statement, "Action").stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String without(String policy, String action) {
        return changed(policy, statement -> {
            List<String> others = new ArrayList<>(list(statement, "Action"));
            others.remove(action);
            statement.put("Action", others);
        });
    }

    private static String changed(String policy, Consumer<Map<String, Object>> change) {
        try {
            Map<String, Object> document = JSON.std.mapFrom(policy);
            List<Map<String, Object>> statements = statements(policy);
            statements.forEach(change);
            statements.removeIf(statement -> list(statement, "Action").isEmpty());
            document.put("Statement", statements);
            if (statements.isEmpty()) {
                return OTHER;
            }
            return JSON.std.asString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> statements(String policy) {
        try {
            Object statements = JSON.std.mapFrom(policy).get("Statement");
            return new ArrayList<>(
                    statements instanceof List<?> several
                            ? (List<Map<String, Object>>) several
                            : List.of((Map<String, Object>) statements));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> list(Map<String, Object> statement, String field) {
        Object value = statement.get(field);
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> statement, String field) {
        return statement.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static List<String> conditions(Map<String, Object> statement) {
        Function<Object, Stream<String>> keys =
                of -> ((Map<?, ?>) of).keySet().stream().map(String::valueOf);
        return object(statement, "Condition").values().stream().flatMap(keys).toList();
    }
}
