package dev.tenantadmin.command.permissions;

import static dev.tenantadmin.command.permissions.Operator.OPEN;
import static dev.tenantadmin.command.permissions.Operator.OTHER;
import static dev.tenantadmin.command.permissions.Operator.notebook;
import static dev.tenantadmin.command.permissions.Operator.ours;
import static dev.tenantadmin.command.permissions.Operator.permissions;
import static dev.tenantadmin.command.permissions.PrintedPolicy.conditions;
import static dev.tenantadmin.command.permissions.PrintedPolicy.list;
import static dev.tenantadmin.command.permissions.PrintedPolicy.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** An administrator's policy reaches nothing foreign, and would without any part of its conditions and resources. */
@Tag("slow")
class AdministratorReachTest {

    private static final String THEIR_ROLE = "arn:aws:iam::123456789012:role/theirs";
    private static final String THEIR_IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/theirs:1";

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
                    "make an unmarked lifecycle config",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createNotebookInstanceLifecycleConfig(
                                    r -> r.notebookInstanceLifecycleConfigName("acme--setup"))),
            Map.entry(
                    "make a lifecycle config of no tenant",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createNotebookInstanceLifecycleConfig(r ->
                                    r.notebookInstanceLifecycleConfigName("x").tags(managed()))),
            Map.entry(
                    "change a foreign lifecycle config",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .updateNotebookInstanceLifecycleConfig(
                                    r -> r.notebookInstanceLifecycleConfigName("theirs--setup"))),
            Map.entry(
                    "make a foreign notebook ours",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .addTags(r -> r.resourceArn(notebook("theirs--one")).tags(managed()))),
            Map.entry(
                    "make an unmarked model",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .createModel(r -> r.modelName("acme--x")
                                    .executionRoleArn(ours("role", "execution"))
                                    .primaryContainer(container -> container.image(THEIR_IMAGE)))),
            Map.entry(
                    "make a foreign endpoint ours",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .addTags(r -> r.resourceArn("arn:aws:sagemaker:us-east-1:123456789012:endpoint/theirs--one")
                                    .tags(managed()))),
            Map.entry(
                    "change a foreign endpoint",
                    o -> o.shell
                            .sagemakerAsCaller()
                            .updateEndpoint(r -> r.endpointName("theirs--one").endpointConfigName("theirs--one"))),
            Map.entry(
                    "delete a foreign model", o -> o.shell.sagemakerAsCaller().deleteModel(r -> r.modelName("theirs"))),
            Map.entry(
                    "delete a foreign endpoint configuration",
                    o -> o.shell.sagemakerAsCaller().deleteEndpointConfig(r -> r.endpointConfigName("theirs"))),
            Map.entry(
                    "delete a foreign endpoint",
                    o -> o.shell.sagemakerAsCaller().deleteEndpoint(r -> r.endpointName("theirs"))),
            Map.entry(
                    "stop a foreign training job",
                    o -> o.shell.sagemakerAsCaller().stopTrainingJob(r -> r.trainingJobName("theirs"))),
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
        operator.shell
                .sagemaker()
                .createNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName("theirs--setup"));
        theirEndpoint(operator.shell.sagemaker(), "theirs");
        theirEndpoint(operator.shell.sagemaker(), "theirs--one");
        operator.shell.clock.pass(Duration.ofMinutes(1));
        theirJob(operator.shell.sagemaker());
        // Some services take a role only with a right that no command needs.
        iam.putRolePolicy(r -> r.roleName("operator").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile",
                 "Resource": "*"}}"""));
        operator.signIn();
        return operator;
    }

    private static void theirEndpoint(SageMakerClient sagemaker, String name) {
        sagemaker.createModel(r -> r.modelName(name)
                .executionRoleArn(THEIR_ROLE)
                .primaryContainer(container -> container.image(THEIR_IMAGE)));
        sagemaker.createEndpointConfig(r -> r.endpointConfigName(name)
                .productionVariants(ProductionVariant.builder()
                        .variantName("all")
                        .modelName(name)
                        .initialInstanceCount(1)
                        .instanceType("ml.m5.large")
                        .build()));
        sagemaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(name));
    }

    private static void theirJob(SageMakerClient sagemaker) {
        sagemaker.createTrainingJob(r -> r.trainingJobName("theirs")
                .roleArn(THEIR_ROLE)
                .algorithmSpecification(
                        algorithm -> algorithm.trainingImage(THEIR_IMAGE).trainingInputMode("File"))
                .outputDataConfig(output -> output.s3OutputPath("s3://theirs/out"))
                .resourceConfig(resources ->
                        resources.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(1))
                .stoppingCondition(stopping -> stopping.maxRuntimeInSeconds(86_400)));
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
        PrintedPolicy all = new PrintedPolicy(permissions());

        assertThat(through(all.json())).isEmpty();
        assertThat(keyIsOpenToAll(all.json())).isFalse();
        assertThat(grantsAreOpenToAll(all.json())).isFalse();
    }

    @Test
    void everyConditionHoldsSomethingBack() {
        PrintedPolicy all = new PrintedPolicy(permissions());
        List<String> held = Enumerated.atLeast(
                8,
                "conditions of the administrator's policy",
                all.statements().stream()
                        .filter(statement -> statement.containsKey("Condition"))
                        .flatMap(statement ->
                                conditions(statement).stream().map(key -> statement.get("Sid") + " " + key)));
        List<String> idle = held.stream()
                .filter(sidAndKey -> {
                    String weaker = all.changed(statement -> {
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
        PrintedPolicy all = new PrintedPolicy(permissions());
        Predicate<String> narrow =
                resource -> !resource.matches("\\*|arn:aws:[a-z0-9]+:[^:]*:[^:]*:(\\*-)?[a-z-]+/\\*");
        Set<String> resources = all.statements().stream()
                .flatMap(statement -> list(statement, "Resource").stream())
                .filter(narrow)
                .filter(resource -> !resource.endsWith(":role/*--access"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> idle = resources.stream()
                .filter(resource -> through(all.changed(statement -> {
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
}
