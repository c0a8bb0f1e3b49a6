package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** What the policies let through to the sandbox's operations: the tenants' own and others. */
@org.junit.jupiter.api.Tag("slow")
class AuthorizationTest {
    private static final String ACCOUNT_TRUST = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
             "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}}""";

    private final FakeClock clock = new FakeClock();
    private final Clients administrator = Clients.of(Sandbox.inMemory(clock, SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();
    private final TenantInSandbox acme = TenantInSandbox.create(administrator, "acme");
    private final TenantInSandbox west = TenantInSandbox.create(administrator, "acme-west");

    @BeforeEach
    void letNotebooksStart() {
        clock.pass(Duration.ofSeconds(2));
    }

    private static void refused(ThrowingCallable call, String code, int status, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("is not authorized to perform: ");
    }

    private static void allowed(ThrowingCallable call) {
        assertThatCode(call).doesNotThrowAnyException();
    }

    private Clients user(String name, String policy) {
        iam.createUser(request -> request.userName(name));
        iam.putUserPolicy(request -> request.userName(name).policyName("policy").policyDocument(document(policy)));
        var key = iam.createAccessKey(request -> request.userName(name)).accessKey();
        return new Clients(
                administrator.sandbox(),
                administrator.region(),
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    private static String document(String statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements.replace('\'', '"') + "]}";
    }

    private static String allow(String action, String resource) {
        return "{'Effect': 'Allow', 'Action': '" + action + "', 'Resource': '" + resource + "'}";
    }

    @Test
    void aMemberBecomesTheAccessRoleUnderTheOwnNameOnly() {
        Clients user = acme.user();
        String owner = acme.owner();

        allowed(() -> user.sts().assumeRole(acme.assume(owner, owner)));
        denied(() -> user.sts().assumeRole(acme.assume(owner, null)));
        denied(() -> user.sts().assumeRole(acme.assume(owner, "acme--boss")));
        denied(() -> user.sts().assumeRole(acme.assume("acme--boss", owner)));
        denied(() -> user.sts().assumeRole(west.assume(owner, owner)));
        denied(() -> user.sts()
                .assumeRole(request -> request.roleArn(acme.names().executionRoleArn())
                        .roleSessionName(owner)
                        .sourceIdentity(owner)));
        iam.removeUserFromGroup(
                request -> request.groupName(acme.names().group()).userName(owner));
        denied(() -> user.sts().assumeRole(acme.assume(owner, owner)));
    }

    /** A star in an ARN's pattern passes over slashes. */
    @ParameterizedTest
    @CsvSource({"acme/x/, eve", "acme/x/, acme--eve", "acme/acme--x/, acme--eve", "acme/, eve"})
    void whoStandsBelowTheTenantsPathIsNotItsUser(String path, String name) {
        iam.createUser(request -> request.userName(name).path("/tenant-admin/us-east-1/" + path));
        iam.putUserPolicy(
                request -> request.userName(name).policyName("policy").policyDocument(document(allow("sts:*", "*"))));
        var key = iam.createAccessKey(request -> request.userName(name)).accessKey();
        Clients stranger = new Clients(
                administrator.sandbox(),
                administrator.region(),
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));

        denied(() -> stranger.sts().assumeRole(acme.assume("session", null)));
        denied(() -> stranger.sts().assumeRole(acme.assume(name, name)));
        denied(() -> stranger.sts().assumeRole(acme.assume("acme--owner", "acme--owner")));
    }

    @Test
    void nobodySignsAsAUserOfTheTenant() {
        iam.createRole(request -> request.roleName("teams").assumeRolePolicyDocument(ACCOUNT_TRUST));
        iam.putRolePolicy(request ->
                request.roleName("teams").policyName("policy").policyDocument(document(allow("sts:*", "*"))));
        Function<String, Clients> teams = sourceIdentity -> administrator.as(administrator
                .sts()
                .assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/teams")
                        .roleSessionName("jane")
                        .sourceIdentity(sourceIdentity))
                .credentials());
        iam.updateAssumeRolePolicy(request -> request.roleName(acme.names().access())
                .policyDocument(new PolicyDocuments(
                                acme.names(),
                                Settings.plain("arn:aws:iam::123456789012:user/administrator")
                                        .with(Options.TRUST, List.of(Trust.of("arn:aws:iam::123456789012:role/teams"))))
                        .accessTrust()));

        denied(() -> administrator.sts().assumeRole(acme.assume("administrator", "acme--owner")));
        denied(() -> teams.apply(null).sts().assumeRole(acme.assume("jane", "acme--owner")));
        denied(() -> teams.apply("acme--owner").sts().assumeRole(acme.assume("jane", null)));

        allowed(() -> administrator.sts().assumeRole(acme.assume("administrator", "administrator")));
        allowed(() -> administrator.sts().assumeRole(acme.assume("acme--owner", null)));
        allowed(() -> teams.apply(null).sts().assumeRole(acme.assume("jane", "jane")));
        allowed(() -> teams.apply(null).sts().assumeRole(acme.assume("jane", null)));
        allowed(() -> teams.apply("jane").sts().assumeRole(acme.assume("jane", null)));
        allowed(() -> acme.user().sts().assumeRole(acme.assume("acme--owner", "acme--owner")));
    }

    @Test
    void theAdministratorNeedsTheTrustOfARoleLikeEveryone() {
        allowed(() -> administrator.sts().assumeRole(acme.assume("administrator", "administrator")));
        refused(
                () -> administrator
                        .sts()
                        .assumeRole(request ->
                                request.roleArn(acme.names().executionRoleArn()).roleSessionName("administrator")),
                "AccessDenied",
                403,
                "User: arn:aws:iam::123456789012:user/administrator is not authorized to perform: sts:AssumeRole on"
                        + " resource: " + acme.names().executionRoleArn()
                        + " because no role trust policy allows the sts:AssumeRole action");
    }

    @Test
    void sessionsReachTheirOwnNotebooksOnly() {
        for (Clients clients : List.of(acme.user(), acme.session())) {
            allowed(() -> clients.sageMaker()
                    .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(acme.notebook())));
            allowed(() -> clients.sageMaker()
                    .describeNotebookInstance(request -> request.notebookInstanceName(acme.notebook())));
            allowed(() -> clients.sageMaker().listNotebookInstances());
            assertThatThrownBy(() -> clients.sageMaker()
                            .describeNotebookInstance(request -> request.notebookInstanceName("acme--none")))
                    .hasMessageContaining("RecordNotFound");
            denied(() -> clients.sageMaker()
                    .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(west.notebook())));
            denied(() ->
                    clients.sageMaker().stopNotebookInstance(request -> request.notebookInstanceName(west.notebook())));
        }
    }

    @Test
    void programsInANotebookReachIt() {
        Clients notebook = acme.inNotebook();

        assertThat(notebook.sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/acme--execution/SageMaker");
        allowed(() -> notebook.sageMaker()
                .describeNotebookInstance(request -> request.notebookInstanceName(acme.notebook())));
        denied(() -> notebook.sageMaker()
                .describeNotebookInstance(request -> request.notebookInstanceName(west.notebook())));
        denied(() -> notebook.sageMaker()
                .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(acme.notebook())));
        allowed(() ->
                notebook.sageMaker().stopNotebookInstance(request -> request.notebookInstanceName(acme.notebook())));
    }

    private static void train(Clients clients, String job, String role, String tenant) {
        clients.sageMaker()
                .createTrainingJob(request -> request.trainingJobName(job)
                        .roleArn(role)
                        .algorithmSpecification(algorithm -> algorithm
                                .trainingImage("763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2")
                                .trainingInputMode("File"))
                        .outputDataConfig(output -> output.s3OutputPath("s3://bucket/acme/"))
                        .resourceConfig(resources -> resources
                                .instanceType("ml.m5.large")
                                .instanceCount(1)
                                .volumeSizeInGB(10))
                        .stoppingCondition(stop -> stop.maxRuntimeInSeconds(3600))
                        .tags(software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                                .key("tenant")
                                .value(tenant)
                                .build()));
    }

    private static void deploy(Clients clients, String config, String... models) {
        clients.sageMaker()
                .createEndpointConfig(request -> request.endpointConfigName(config)
                        .productionVariants(Stream.of(models)
                                .map(model -> ProductionVariant.builder()
                                        .variantName(model)
                                        .modelName(model)
                                        .instanceType("ml.m5.large")
                                        .initialInstanceCount(1)
                                        .build())
                                .toList()));
    }

    @Test
    void workInANotebookStaysAtHome() {
        Clients notebook = acme.inNotebook();
        String role = acme.names().executionRoleArn();
        for (TenantInSandbox tenant : List.of(acme, west)) {
            tenant.inNotebook()
                    .sageMaker()
                    .createModel(request -> request.modelName(tenant.names().prefix() + "m")
                            .executionRoleArn(tenant.names().executionRoleArn())
                            .primaryContainer(container -> container.image(
                                    "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2")));
        }

        allowed(() -> train(notebook, "acme--x", role, "acme"));
        allowed(() -> notebook.sageMaker().stopTrainingJob(request -> request.trainingJobName("acme--x")));
        denied(() -> train(notebook, "acme--y", role, "acme-west"));
        denied(() -> train(notebook, "acme-west--y", role, "acme"));
        denied(() -> train(notebook, "acme--y", west.names().executionRoleArn(), "acme"));
        allowed(() -> deploy(notebook, "acme--c", "acme--m"));
        denied(() -> deploy(notebook, "acme--d", "acme-west--m"));
        denied(() -> deploy(notebook, "acme--d", "acme--m", "acme-west--m"));
        denied(() -> deploy(notebook, "acme-west--d", "acme--m"));
        allowed(() -> notebook.sageMaker()
                .createEndpoint(request -> request.endpointName("acme--e").endpointConfigName("acme--c")));
        deploy(west.inNotebook(), "acme-west--c", "acme-west--m");
        denied(() -> notebook.sageMaker()
                .createEndpoint(request -> request.endpointName("acme--f").endpointConfigName("acme-west--c")));
        denied(() -> notebook.sageMaker().deleteModel(request -> request.modelName("acme-west--m")));
    }

    @Test
    void refusalsAreInAwsWords() {
        Clients session = acme.session();
        String who =
                "User: arn:aws:sts::123456789012:assumed-role/acme--access/acme--owner is not authorized to perform: ";
        String notebook = "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme-west--main";

        refused(
                () -> session.iam().getRole(request -> request.roleName("acme-west--access")),
                "AccessDenied",
                403,
                who + "iam:GetRole on resource: role acme-west--access because no identity-based policy allows the"
                        + " iam:GetRole action");
        refused(
                () -> session.iam().listRoles(),
                "AccessDenied",
                403,
                who + "iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action");
        // Ours carry the tag of their tenant, which denies even before names do not allow.
        refused(
                () -> session.sageMaker()
                        .describeNotebookInstance(request -> request.notebookInstanceName(west.notebook())),
                "AccessDeniedException",
                400,
                who + "sagemaker:DescribeNotebookInstance on resource: " + notebook
                        + " with an explicit deny in an identity-based policy");
        iam.putRolePolicy(request ->
                request.roleName("acme--access").policyName("wide").policyDocument(document(allow("*", "*"))));
        refused(
                () -> session.iam()
                        .getPolicy(request -> request.policyArn(acme.names().boundaryArn())),
                "AccessDenied",
                403,
                who + "iam:GetPolicy on resource: policy " + acme.names().boundaryArn()
                        + " because no permissions boundary allows the iam:GetPolicy action");
    }

    @Test
    void aTenantStopsAndStartsItsNotebook() {
        Clients session = acme.session();
        session.sageMaker().stopNotebookInstance(request -> request.notebookInstanceName(acme.notebook()));
        clock.pass(Duration.ofSeconds(2));

        // Starting passes the role, which the access policy allows to SageMaker.
        session.sageMaker().startNotebookInstance(request -> request.notebookInstanceName(acme.notebook()));
        clock.pass(Duration.ofSeconds(2));
        session.sageMaker().stopNotebookInstance(request -> request.notebookInstanceName(acme.notebook()));
        clock.pass(Duration.ofSeconds(2));
        Clients other = user("starter", allow("sagemaker:*", "*"));
        assertThatThrownBy(() -> other.sageMaker()
                        .startNotebookInstance(request -> request.notebookInstanceName(acme.notebook())))
                .hasMessageContaining(
                        "iam:PassRole on resource: " + acme.names().executionRoleArn());
    }

    @Test
    void inASubnetATenantStartsItsNotebook() {
        TenantInSandbox made = TenantInSandbox.create(administrator, "vpc", "subnet-0123456789abcdef0");
        clock.pass(Duration.ofSeconds(2));
        Clients session = made.session();
        session.sageMaker().stopNotebookInstance(request -> request.notebookInstanceName(made.notebook()));
        clock.pass(Duration.ofSeconds(2));

        allowed(() ->
                session.sageMaker().startNotebookInstance(request -> request.notebookInstanceName(made.notebook())));
    }

    /** The known ways to more than one has, by the principals that might try them. */
    @TestFactory
    Stream<DynamicTest> escalations() {
        Map<String, Consumer<Clients>> ways = new TreeMap<>();
        String other = west.notebook();
        ways.put(
                "sagemaker-001: a notebook with another role",
                clients -> clients.sageMaker()
                        .createNotebookInstance(request -> request.notebookInstanceName("acme--new")
                                .instanceType("ml.t3.medium")
                                .roleArn(west.names().executionRoleArn())));
        ways.put(
                "sagemaker-001: a notebook with the own role",
                clients -> clients.sageMaker()
                        .createNotebookInstance(request -> request.notebookInstanceName("acme--new")
                                .instanceType("ml.t3.medium")
                                .roleArn(acme.names().executionRoleArn())));
        ways.put(
                "sagemaker-004: the URL of another's notebook",
                clients -> clients.sageMaker()
                        .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(other)));
        ways.put(
                "sagemaker-005: a lifecycle configuration edited",
                clients -> clients.sageMaker()
                        .updateNotebookInstanceLifecycleConfig(
                                request -> request.notebookInstanceLifecycleConfigName("acme--setup")));
        ways.put(
                "a lifecycle configuration made",
                clients -> clients.sageMaker()
                        .createNotebookInstanceLifecycleConfig(
                                request -> request.notebookInstanceLifecycleConfigName("acme--more")));
        ways.put(
                "a notebook updated",
                clients -> clients.sageMaker()
                        .updateNotebookInstance(request -> request.notebookInstanceName(acme.notebook())
                                .roleArn(west.names().executionRoleArn())));
        ways.put(
                "a notebook deleted",
                clients -> clients.sageMaker()
                        .deleteNotebookInstance(request -> request.notebookInstanceName(acme.notebook())));
        ways.put(
                "the own notebook tagged anew",
                clients -> clients.sageMaker()
                        .addTags(request -> request.resourceArn(
                                        acme.names().sagemakerArn("notebook-instance", acme.notebook()))
                                .tags(west.sageMakerTag())));
        ways.put(
                "another's notebook tagged as one's own",
                clients -> clients.sageMaker()
                        .addTags(request -> request.resourceArn(west.names().sagemakerArn("notebook-instance", other))
                                .tags(acme.sageMakerTag())));
        ways.put(
                "tags taken away",
                clients -> clients.sageMaker()
                        .deleteTags(request -> request.resourceArn(
                                        acme.names().sagemakerArn("notebook-instance", acme.notebook()))
                                .tagKeys("tenant")));
        ways.put(
                "a policy's new version",
                clients -> clients.iam()
                        .createPolicyVersion(
                                request -> request.policyArn(acme.names().boundaryArn())
                                        .policyDocument(document(allow("*", "*")))
                                        .setAsDefault(true)));
        ways.put(
                "a policy's version switched",
                clients -> clients.iam()
                        .setDefaultPolicyVersion(
                                request -> request.policyArn(acme.names().accessPolicyArn())
                                        .versionId("v1")));
        ways.put(
                "the boundary of a role removed",
                clients -> clients.iam().deleteRolePermissionsBoundary(request -> request.roleName("acme--access")));
        ways.put(
                "the boundary of a user removed",
                clients -> clients.iam().deleteUserPermissionsBoundary(request -> request.userName(acme.owner())));
        ways.put(
                "a policy in the own role",
                clients -> clients.iam()
                        .putRolePolicy(request -> request.roleName("acme--access")
                                .policyName("more")
                                .policyDocument(document(allow("*", "*")))));
        ways.put(
                "a policy on the own user",
                clients -> clients.iam()
                        .attachUserPolicy(request -> request.userName(acme.owner())
                                .policyArn(west.names().accessPolicyArn())));
        ways.put(
                "the trust of a role",
                clients -> clients.iam()
                        .updateAssumeRolePolicy(
                                request -> request.roleName("acme-west--access").policyDocument(ACCOUNT_TRUST)));
        ways.put(
                "another's group",
                clients -> clients.iam()
                        .addUserToGroup(request ->
                                request.groupName("acme-west--members").userName(acme.owner())));
        ways.put(
                "another's access key",
                clients -> clients.iam().createAccessKey(request -> request.userName(west.owner())));
        ways.put(
                "another's password",
                clients -> clients.iam()
                        .createLoginProfile(
                                request -> request.userName(west.owner()).password("Password-1234")));
        ways.put("another's access role", clients -> clients.sts().assumeRole(west.assume(west.owner(), west.owner())));
        ways.put(
                "the own execution role",
                clients -> clients.sts()
                        .assumeRole(request ->
                                request.roleArn(acme.names().executionRoleArn()).roleSessionName(acme.owner())));
        Map<String, Clients> who = new TreeMap<>(
                Map.of("user", acme.user(), "access role", acme.session(), "execution role", acme.inNotebook()));
        return who.entrySet().stream()
                .flatMap(principal -> ways.entrySet().stream()
                        .map(way -> DynamicTest.dynamicTest(
                                principal.getKey() + ": " + way.getKey(),
                                () -> denied(() -> way.getValue().accept(principal.getValue())))));
    }

    @Test
    void eachWallHoldsAlone() {
        Clients user = acme.user();
        iam.deleteUserPermissionsBoundary(request -> request.userName(acme.owner()));
        denied(() -> user.sageMaker()
                .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(west.notebook())));
        iam.putUserPermissionsBoundary(request ->
                request.userName(acme.owner()).permissionsBoundary(acme.names().boundaryArn()));
        iam.putUserPolicy(
                request -> request.userName(acme.owner()).policyName("wide").policyDocument(document(allow("*", "*"))));
        denied(() -> user.sageMaker()
                .createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(west.notebook())));
        denied(() -> user.sts().assumeRole(west.assume(acme.owner(), acme.owner())));
        denied(() -> user.iam().listUsers());
    }

    @Test
    void aCreateCallWithTagsAsksToTag() {
        Clients user = user(
                "maker",
                "{'Effect': 'Allow', 'Action': ['sagemaker:CreateNotebookInstanceLifecycleConfig'], 'Resource': '*'},"
                        + "{'Effect': 'Allow', 'Action': 'sagemaker:AddTags', 'Resource': '*',"
                        + " 'Condition': {'StringEquals': {'sagemaker:TaggingAction':"
                        + " 'CreateNotebookInstanceLifecycleConfig', 'aws:RequestTag/tenant': 'acme'},"
                        + " 'ForAllValues:StringEquals': {'aws:TagKeys': ['tenant']}}}");

        allowed(() -> user.sageMaker()
                .createNotebookInstanceLifecycleConfig(request ->
                        request.notebookInstanceLifecycleConfigName("tagged").tags(acme.sageMakerTag())));
        denied(() -> user.sageMaker()
                .createNotebookInstanceLifecycleConfig(request ->
                        request.notebookInstanceLifecycleConfigName("other").tags(west.sageMakerTag())));
        denied(() -> user.sageMaker()
                .addTags(request -> request.resourceArn(
                                "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance-lifecycle-config/tagged")
                        .tags(acme.sageMakerTag())));
    }

    @Test
    void tagsPathsBoundariesAndPoliciesAreTold() {
        Clients user = user(
                "platform",
                "{'Effect': 'Allow', 'Action': 'iam:*', 'Resource': 'arn:aws:iam::123456789012:role/lab/*',"
                        + " 'Condition': {'StringEquals': {'iam:PermissionsBoundary': '"
                        + acme.names().boundaryArn()
                        + "'}}},"
                        + "{'Effect': 'Allow', 'Action': 'iam:GetUser', 'Resource': '*',"
                        + " 'Condition': {'StringEquals': {'iam:ResourceTag/tenant': 'acme'}}},"
                        + "{'Effect': 'Allow', 'Action': 'iam:AttachGroupPolicy', 'Resource': '*',"
                        + " 'Condition': {'ArnLike': {'iam:PolicyARN': 'arn:aws:iam::*:policy/*/acme--*'}}}");

        denied(() -> user.iam()
                .createRole(request -> request.roleName("r").path("/lab/").assumeRolePolicyDocument(ACCOUNT_TRUST)));
        denied(() -> user.iam()
                .createRole(request -> request.roleName("r")
                        .permissionsBoundary(acme.names().boundaryArn())
                        .assumeRolePolicyDocument(ACCOUNT_TRUST)));
        allowed(() -> user.iam()
                .createRole(request -> request.roleName("r")
                        .path("/lab/")
                        .permissionsBoundary(acme.names().boundaryArn())
                        .assumeRolePolicyDocument(ACCOUNT_TRUST)));
        allowed(() -> user.iam()
                .putRolePolicy(
                        request -> request.roleName("r").policyName("p").policyDocument(document(allow("*", "*")))));
        allowed(() -> user.iam().deleteRolePermissionsBoundary(request -> request.roleName("r")));
        denied(() ->
                user.iam().deleteRolePolicy(request -> request.roleName("r").policyName("p")));
        allowed(() -> user.iam().getUser(request -> request.userName(acme.owner())));
        denied(() -> user.iam().getUser(request -> request.userName(west.owner())));
        allowed(() -> user.iam()
                .attachGroupPolicy(request -> request.groupName("acme--members")
                        .policyArn(acme.names().accessPolicyArn())));
        denied(() -> user.iam()
                .attachGroupPolicy(request -> request.groupName("acme--members")
                        .policyArn(west.names().accessPolicyArn())));
    }

    @Test
    void sessionsHavePoliciesTagsAndAnIdentityThatStays() {
        iam.createRole(request -> request.roleName("lab")
                .assumeRolePolicyDocument(ACCOUNT_TRUST)
                .tags(Tag.builder().key("team").value("red").build()));
        iam.putRolePolicy(request -> request.roleName("lab")
                .policyName("p")
                .policyDocument(document("{'Effect': 'Allow', 'Action': ['iam:Get*', 'iam:List*'], 'Resource': '*'},"
                        + "{'Effect': 'Allow', 'Action': 'sts:*', 'Resource': '*'},"
                        + "{'Effect': 'Deny', 'Action': 'iam:ListUsers', 'Resource': '*',"
                        + " 'Condition': {'StringNotEquals': {'aws:PrincipalTag/team': 'red'}}},"
                        + "{'Effect': 'Deny', 'Action': 'iam:ListGroups', 'Resource': '*',"
                        + " 'Condition': {'StringNotEquals': {'aws:SourceIdentity': 'ann'}}}")));
        String role = "arn:aws:iam::123456789012:role/lab";
        Clients plain = administrator.as(administrator
                .sts()
                .assumeRole(
                        request -> request.roleArn(role).roleSessionName("s1").sourceIdentity("ann"))
                .credentials());
        allowed(() -> plain.iam().listUsers());
        allowed(() -> plain.iam().listGroups());
        Clients chained = administrator.as(plain.sts()
                .assumeRole(request -> request.roleArn(role)
                        .roleSessionName("t1")
                        .tags(software.amazon.awssdk.services.sts.model.Tag.builder()
                                .key("team")
                                .value("blue")
                                .build())
                        .policy(document(allow("iam:List*", "*"))))
                .credentials());
        allowed(() -> chained.iam().listGroups());
        denied(() -> chained.iam().listUsers());
        refused(
                () -> chained.iam().getRole(request -> request.roleName("lab")),
                "AccessDenied",
                403,
                "User: arn:aws:sts::123456789012:assumed-role/lab/t1 is not authorized to perform: iam:GetRole on resource:"
                        + " role lab because no session policy allows the iam:GetRole action");
    }

    @Test
    void aSessionDiesWithItsRole() {
        Clients session = acme.session();
        iam.detachRolePolicy(request ->
                request.roleName("acme--access").policyArn(acme.names().accessPolicyArn()));
        iam.deleteRole(request -> request.roleName("acme--access"));

        assertThatThrownBy(() -> session.sts().getCallerIdentity())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    }

    /** IAM is in its partition's first region, from wherever it is called: docs.aws.amazon.com/IAM, "aws:RequestedRegion". */
    @Test
    void theRegionIsTold() {
        Clients user = user(
                "regional",
                "{'Effect': 'Allow', 'Action': ['sagemaker:ListNotebookInstances', 'iam:ListUsers'], 'Resource': '*', 'Condition':"
                        + " {'StringEquals': {'aws:RequestedRegion': 'eu-west-1'}}},"
                        + "{'Effect': 'Allow', 'Action': 'iam:ListRoles', 'Resource': '*', 'Condition':"
                        + " {'StringEquals': {'aws:RequestedRegion': 'us-east-1'}}}");

        denied(() -> user.sageMaker().listNotebookInstances());
        allowed(() -> user.in("eu-west-1").sageMaker().listNotebookInstances());
        denied(() -> user.in("eu-west-1").iam().listUsers());
        allowed(() -> user.in("eu-west-1").iam().listRoles());
    }

    @Test
    void addressesTimesAndDevicesAreTold() {
        Clients user = user(
                "clerk",
                "{'Effect': 'Allow', 'Action': 'iam:ListUsers', 'Resource': '*', 'Condition':"
                        + " {'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}},"
                        + "{'Effect': 'Allow', 'Action': 'iam:ListRoles', 'Resource': '*', 'Condition':"
                        + " {'DateLessThan': {'aws:CurrentTime': '2026-12-01T11:00:00Z'}}},"
                        + "{'Effect': 'Allow', 'Action': 'iam:ListGroups', 'Resource': '*', 'Condition':"
                        + " {'Bool': {'aws:MultiFactorAuthPresent': 'true'}}},"
                        + allow("sts:AssumeRole", "*"));
        denied(() -> user.iam().listUsers());
        allowed(() -> user.iam()
                .listUsers(request ->
                        request.overrideConfiguration(options -> options.putHeader("X-Forwarded-For", "203.0.113.9"))));
        allowed(() -> user.iam().listRoles());
        clock.pass(Duration.ofHours(1));
        denied(() -> user.iam().listRoles());
        denied(() -> user.iam().listGroups());

        iam.createRole(request -> request.roleName("guarded").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
                         "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}"""));
        String role = "arn:aws:iam::123456789012:role/guarded";
        String device = iam.createVirtualMFADevice(request -> request.virtualMFADeviceName("clerk"))
                .virtualMFADevice()
                .serialNumber();
        denied(() -> user.sts().assumeRole(request -> request.roleArn(role).roleSessionName("clerk")));
        assertThatThrownBy(() -> user.sts()
                        .assumeRole(request -> request.roleArn(role)
                                .roleSessionName("clerk")
                                .serialNumber(device)
                                .tokenCode("123456")))
                .hasMessageContaining("MultiFactorAuthentication failed");
        iam.enableMFADevice(request -> request.userName("clerk")
                .serialNumber(device)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
        allowed(() -> user.sts()
                .assumeRole(request -> request.roleArn(role)
                        .roleSessionName("clerk")
                        .serialNumber(device)
                        .tokenCode("123456")));
    }

    @Test
    void whatCannotBeToldIsAnErrorAndNoAnswer() {
        Clients user = user(
                "odd",
                allow("iam:*", "*") + ", {'Sid': 'Odd', 'Effect': 'Deny', 'Action': 'iam:ListUsers', 'Resource': '*',"
                        + " 'Condition': {'StringEquals': {'iam:Unheard': 'x'}}}");

        allowed(() -> user.iam().listRoles());
        refused(
                () -> user.iam().listUsers(),
                "NotImplemented",
                501,
                "The sandbox cannot decide whether to allow this: AWS documents no condition key iam:Unheard. Statement Odd"
                        + " needs it.");
    }
}
