package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Certificates;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.FakeClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Statement;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** What AWS was recorded to answer, in its words. */
class RecordedAnswersTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/acme";
    private static final String LABEL = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
             "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": "123456789012"}}}""";

    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();
    private final StsClient sts = administrator.sts();
    private final SageMakerClient sageMaker = administrator.sageMaker();

    private static Tag tag(String key) {
        return Tag.builder().key(key).value("x").build();
    }

    private static software.amazon.awssdk.services.sts.model.Tag sessionTag(String key) {
        return software.amazon.awssdk.services.sts.model.Tag.builder()
                .key(key)
                .value("x")
                .build();
    }

    private void role() {
        iam.createRole(request -> request.roleName("acme").assumeRolePolicyDocument(TRUST));
    }

    private String policy() {
        return iam.createPolicy(request -> request.policyName("acme").policyDocument(Clients.POLICY))
                .policy()
                .arn();
    }

    private static void refused(ThrowingCallable call, int status, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
    }

    private static void invalid(ThrowingCallable call, String message) {
        refused(call, 400, "ValidationError", message);
    }

    @Test
    void iamSaysNeitherTheValueNorTheValuesOfAnEnum() {
        invalid(
                () -> iam.getRole(request -> request.roleName("a b")),
                "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [\\w+=,.@-]+");
        invalid(
                () -> iam.getRole(request -> {}),
                "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must not be null");
        invalid(
                () -> iam.tagUser(request -> request.userName("acme")
                        .tags(IntStream.range(0, 51).mapToObj(i -> tag("k" + i)).toList())),
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 50");
        invalid(
                () -> iam.listPolicies(request -> request.scope("Mine")),
                "1 validation error detected: Value at 'scope' failed to satisfy constraint: Member must satisfy enum"
                        + " value set");
    }

    @Test
    void stsSaysTheValue() {
        invalid(
                () -> sts.assumeRole(request -> request.roleArn(ROLE).roleSessionName("a:b")),
                "1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    @Test
    void anEmptyTagKeyViolatesTwoConstraints() {
        String at = "Value at 'tags.1.member.key' failed to satisfy constraint: Member must ";
        invalid(
                () -> iam.tagRole(request -> request.roleName("acme").tags(tag(""))),
                "2 validation errors detected: " + at + "have length greater than or equal to 1; " + at
                        + "satisfy regular expression pattern: " + LABEL);
    }

    @Test
    void badKeysOfTagsToRemoveAreToldOfOnce() {
        invalid(
                () -> iam.untagRole(request -> request.roleName("acme").tagKeys("good", "x".repeat(129), "b!d")),
                "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 128, Member must have length"
                        + " greater than or equal to 1, Member must satisfy regular expression pattern: " + LABEL
                        + ", Member must not be null]");
    }

    @Test
    void tagKeysOfAwsAreReserved() {
        role();
        refused(
                () -> iam.tagRole(request -> request.roleName("acme").tags(tag("aws:x"))),
                400,
                "InvalidInput",
                "Tag keys beginning with aws: are reserved for system use.");
    }

    @Test
    void caseOfTagKeysCountsByTheKindOfEntity() {
        List<Tag> both = List.of(tag("Team"), tag("team"));
        assertThatThrownBy(
                        () -> iam.createUser(request -> request.userName("acme").tags(both)))
                .hasMessageContaining("Duplicate tag keys");
        assertThatThrownBy(() -> iam.createRole(request ->
                        request.roleName("acme").assumeRolePolicyDocument(TRUST).tags(both)))
                .hasMessageContaining("Duplicate tag keys");
        assertThat(iam.createPolicy(request -> request.policyName("acme")
                                .policyDocument(Clients.POLICY)
                                .tags(both))
                        .policy()
                        .tags())
                .hasSize(2);
        assertThat(iam.createInstanceProfile(
                                request -> request.instanceProfileName("acme").tags(both))
                        .instanceProfile()
                        .tags())
                .hasSize(2);
        assertThat(iam.createVirtualMFADevice(
                                request -> request.virtualMFADeviceName("acme").tags(both))
                        .virtualMFADevice()
                        .tags())
                .hasSize(2);
    }

    @Test
    void aPathPrefixBeginsWithASlash() {
        List<ThrowingCallable> lists = List.of(
                () -> iam.listRoles(request -> request.pathPrefix("acme/")),
                () -> iam.listUsers(request -> request.pathPrefix("acme/")),
                () -> iam.listGroups(request -> request.pathPrefix("acme/")),
                () -> iam.listPolicies(request -> request.pathPrefix("acme/")),
                () -> iam.listInstanceProfiles(request -> request.pathPrefix("acme/")),
                () -> iam.listAttachedRolePolicies(
                        request -> request.roleName("acme").pathPrefix("acme/")));
        lists.forEach(list -> invalid(
                list,
                "The specified value for pathPrefix is invalid. It must begin with the / character and contain only"
                        + " alphanumeric characters and/or / characters."));
    }

    @Test
    void itemsWithoutAPatternAreNotSaidToBeNull() {
        invalid(
                () -> iam.createOpenIDConnectProvider(
                        request -> request.url("https://idp.example.com").thumbprintList("b".repeat(41))),
                "1 validation error detected: Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 40, Member must have length greater"
                        + " than or equal to 40]");
    }

    @Test
    void aPathBeginsAndEndsWithASlash() {
        List<ThrowingCallable> creations = List.of(
                () -> iam.createRole(
                        request -> request.roleName("x").path("acme/").assumeRolePolicyDocument(TRUST)),
                () -> iam.createUser(request -> request.userName("x").path("/acme")),
                () -> iam.createGroup(request -> request.groupName("x").path("acme")),
                () -> iam.createPolicy(
                        request -> request.policyName("x").path("acme/").policyDocument("{}")),
                () -> iam.createVirtualMFADevice(
                        request -> request.virtualMFADeviceName("x").path("/acme")));
        creations.forEach(creation -> invalid(
                creation,
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric"
                        + " characters and/or / characters."));
    }

    @Test
    void aVirtualMfaDeviceIsUniqueByPathAndName() {
        String inPath = iam.createVirtualMFADevice(
                        request -> request.virtualMFADeviceName("phone").path("/acme/"))
                .virtualMFADevice()
                .serialNumber();
        iam.createVirtualMFADevice(request -> request.virtualMFADeviceName("phone"));
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).hasSize(2);
        iam.createUser(request -> request.userName("alice"));
        iam.enableMFADevice(request -> request.userName("alice")
                .serialNumber(inPath)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
        assertThat(iam.listMFADevices(request -> request.userName("alice")).mfaDevices())
                .extracting(MFADevice::serialNumber)
                .containsExactly(inPath);
        refused(
                () -> iam.createVirtualMFADevice(
                        request -> request.virtualMFADeviceName("phone").path("/acme/")),
                409,
                "EntityAlreadyExists",
                "MFA device already exists.");
        refused(
                () -> iam.enableMFADevice(request -> request.userName("alice")
                        .serialNumber(inPath)
                        .authenticationCode1("123456")
                        .authenticationCode2("654321")),
                409,
                "EntityAlreadyExists",
                "MFA Device is already in use.");
        refused(
                () -> iam.deleteVirtualMFADevice(request -> request.serialNumber(inPath + "s")),
                404,
                "NoSuchEntity",
                "MFA Device with serial number " + inPath + "s does not exist.");
    }

    @Test
    void theIdOfAnSshKeyHasTwentyCharacters() {
        iam.createUser(request -> request.userName("alice"));
        assertThat(iam.uploadSSHPublicKey(request -> request.userName("alice").sshPublicKeyBody("ssh-rsa AAAA"))
                        .sshPublicKey()
                        .sshPublicKeyId())
                .matches("APKA[A-Z2-7]{16}");
    }

    @Test
    void aBadMarkerIsInvalid() {
        role();
        String policy = policy();
        List<ThrowingCallable> lists = List.of(
                () -> iam.listRoles(request -> request.marker("nonsense")),
                () -> iam.listUsers(request -> request.marker("role/acme")),
                () -> iam.listGroups(request -> request.marker("nonsense")),
                () -> iam.listPolicies(request -> request.marker("nonsense")),
                () -> iam.listPolicyVersions(
                        request -> request.policyArn(policy).marker("nonsense")),
                () -> iam.listRoleTags(request -> request.roleName("acme").marker("nonsense")),
                () -> iam.listEntitiesForPolicy(
                        request -> request.policyArn(policy).marker("nonsense")),
                () -> iam.getAccountAuthorizationDetails(request -> request.marker("nonsense")),
                () -> iam.simulatePrincipalPolicy(request -> request.policySourceArn(ROLE)
                        .actionNames("s3:GetObject")
                        .marker("-1")));
        lists.forEach(list -> invalid(list, "Invalid Marker."));
    }

    @Test
    void markersOfTagsAndAccountDetailsGoOn() {
        role();
        policy();
        iam.createGroup(request -> request.groupName("acme"));
        iam.tagRole(request -> request.roleName("acme").tags(tag("a"), tag("b"), tag("c")));
        String next = iam.listRoleTags(request -> request.roleName("acme").maxItems(2))
                .marker();
        assertThat(iam.listRoleTags(request -> request.roleName("acme").marker(next))
                        .tags())
                .containsExactly(tag("c"));
        long things = iam.getAccountAuthorizationDetailsPaginator(request -> request.maxItems(1)).stream()
                .mapToLong(page -> page.roleDetailList().size()
                        + page.groupDetailList().size()
                        + page.policies().size())
                .sum();
        assertThat(things).isEqualTo(3);
    }

    @Test
    void aNewRoleTellsNeitherItsDescriptionNorItsLongestSession() {
        Role created = iam.createRole(request -> request.roleName("acme")
                        .assumeRolePolicyDocument(TRUST)
                        .description("Acme")
                        .maxSessionDuration(7200))
                .role();
        iam.createInstanceProfile(request -> request.instanceProfileName("acme"));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName("acme").roleName("acme"));
        Role inside = iam.getInstanceProfile(request -> request.instanceProfileName("acme"))
                .instanceProfile()
                .roles()
                .get(0);

        assertThat(List.of(created, inside)).allSatisfy(role -> {
            assertThat(role.arn()).isEqualTo(ROLE);
            assertThat(role.description()).isNull();
            assertThat(role.maxSessionDuration()).isNull();
        });
        assertThat(List.of(
                        iam.getRole(request -> request.roleName("acme")).role(),
                        iam.listRoles().roles().get(0)))
                .allSatisfy(role -> {
                    assertThat(role.description()).isEqualTo("Acme");
                    assertThat(role.maxSessionDuration()).isEqualTo(7200);
                });
    }

    @Test
    void aNewPolicyDoesNotTellItsDescription() {
        Policy created = iam.createPolicy(request -> request.policyName("acme")
                        .policyDocument(Clients.POLICY)
                        .description("Acme"))
                .policy();
        Policy got = iam.getPolicy(request -> request.policyArn(created.arn())).policy();

        assertThat(created.description()).isNull();
        assertThat(created.hasTags()).isFalse();
        assertThat(got.description()).isEqualTo("Acme");
        assertThat(got.hasTags()).isTrue();
        assertThat(got.tags()).isEmpty();
    }

    @Test
    void versionsOfAPolicyComeNewestFirst() {
        String policy = policy();
        IntStream.range(0, 3)
                .forEach(i -> iam.createPolicyVersion(
                        request -> request.policyArn(policy).policyDocument(Clients.POLICY)));

        assertThat(iam.listPolicyVersionsPaginator(
                                request -> request.policyArn(policy).maxItems(3))
                        .versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v4", "v3", "v2", "v1");
    }

    @Test
    void anArnOfAPolicyHasToBeOne() {
        role();
        iam.createUser(request -> request.userName("acme"));
        String message = "Invalid ARN:  Could not be parsed!";
        invalid(
                () -> iam.attachRolePolicy(request -> request.roleName("acme").policyArn("longpolicynamebutnoarn")),
                message);
        invalid(
                () -> iam.attachUserPolicy(request -> request.userName("acme").policyArn("longpolicynamebutnoarn")),
                message);
    }

    @Test
    void aServiceThatThereIsNotIsNoPrincipal() {
        ThrowingCallable create = () -> iam.createRole(
                request -> request.roleName("acme").assumeRolePolicyDocument(TRUST.replace("sagemaker.", "nosuch.")));
        String message = "Invalid principal in policy: \"SERVICE\":\"nosuch.amazonaws.com\"";
        refused(create, 400, "MalformedPolicyDocument", message);
        role();
        refused(
                () -> iam.updateAssumeRolePolicy(
                        request -> request.roleName("acme").policyDocument(TRUST.replace("sagemaker.", "nosuch."))),
                400,
                "MalformedPolicyDocument",
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2.amazonaws.com",
                "ec2.amazonaws.com.cn",
                "states.eu-west-1.amazonaws.com",
                "ops.apigateway.amazonaws.com",
                "ecs-tasks.amazonaws.com",
                "edgelambda.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
                "sagemaker.application-autoscaling.amazonaws.com"
            })
    void aServiceIsAPrincipal(String service) {
        assertThat(iam.createRole(request -> request.roleName("acme")
                                .assumeRolePolicyDocument(TRUST.replace("sagemaker.amazonaws.com", service)))
                        .role()
                        .arn())
                .isEqualTo(ROLE);
    }

    @Test
    void whoIsNotInAGroupIsRemovedFromIt() {
        iam.createGroup(request -> request.groupName("acme"));
        iam.createUser(request -> request.userName("alice"));
        iam.removeUserFromGroup(request -> request.groupName("acme").userName("alice"));
        assertThat(iam.getGroup(request -> request.groupName("acme")).users()).isEmpty();
        assertThatThrownBy(() -> iam.removeUserFromGroup(
                        request -> request.groupName("acme").userName("bob")))
                .hasMessageContaining("The user with name bob cannot be found.");
        List<ThrowingCallable> neither = List.of(
                () -> iam.removeUserFromGroup(
                        request -> request.groupName("none").userName("bob")),
                () -> iam.addUserToGroup(request -> request.groupName("none").userName("bob")));
        neither.forEach(call -> refused(call, 404, "NoSuchEntity", "The user with name bob cannot be found."));
    }

    @Test
    void aSigningCertificateHasToBeOne() {
        iam.createUser(request -> request.userName("acme"));
        refused(
                () -> iam.uploadSigningCertificate(
                        request -> request.userName("acme").certificateBody("none")),
                400,
                "MalformedCertificate",
                "Certificate none is malformed.");
        assertThat(iam.uploadSigningCertificate(
                                request -> request.userName("acme").certificateBody(Certificates.SELF_SIGNED))
                        .certificate()
                        .certificateBody())
                .isEqualTo(Certificates.SELF_SIGNED);
    }

    @Test
    void aDeviceHasAPicture() throws IOException {
        byte[] picture = iam.createVirtualMFADevice(request -> request.virtualMFADeviceName("phone"))
                .virtualMFADevice()
                .qrCodePNG()
                .asByteArray();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getRGB(0, 0)).isEqualTo(0xffffffff);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing-valid-in-here",
                "arn::b:::something/test-role",
                "arn:a::::something/test-role",
                "arn:a:::something/test-role",
                "arn:a:a::aaaaaaaaaa:"
            })
    void aRolesArnHasToBeOne(String arn) {
        invalid(() -> sts.assumeRole(request -> request.roleArn(arn).roleSessionName("s1")), arn + " is invalid");
    }

    @Test
    void tagsOfASessionAreChecked() {
        role();
        String code = "InvalidParameterValue";
        AssumeRoleRequest request =
                AssumeRoleRequest.builder().roleArn(ROLE).roleSessionName("s1").build();
        refused(
                () -> sts.assumeRole(
                        request.copy(asked -> asked.tags(sessionTag("one")).transitiveTagKeys("two"))),
                400,
                code,
                "The specified transitive tag key must be included in the requested tags.");
        refused(
                () -> sts.assumeRole(request.copy(asked -> asked.tags(sessionTag("one"), sessionTag("One")))),
                400,
                code,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        iam.putRolePolicy(asked -> asked.roleName("acme").policyName("chain").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}"""));
        StsClient chained = administrator
                .as(sts.assumeRole(request.copy(asked ->
                                asked.tags(sessionTag("one"), sessionTag("two")).transitiveTagKeys("one")))
                        .credentials())
                .sts();
        for (String key : List.of("one", "ONE")) {
            refused(
                    () -> chained.assumeRole(request.copy(asked -> asked.tags(sessionTag(key)))),
                    400,
                    code,
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag"
                            + " key from the calling session.");
        }
        chained.assumeRole(request.copy(asked -> asked.tags(sessionTag("two"))));
    }

    /** The policy and its column are those of the recording. */
    @Test
    void theSimulatorAnswersForEachResource() {
        role();
        iam.putRolePolicy(request -> request.roleName("acme").policyName("put").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}"""));
        String object = "arn:aws:s3:::acme/key";

        EvaluationResult result = iam.simulatePrincipalPolicy(request -> request.policySourceArn(ROLE)
                        .actionNames("s3:PutObject")
                        .resourceArns(object))
                .evaluationResults()
                .get(0);
        ResourceSpecificResult specific = result.resourceSpecificResults().get(0);
        Statement matched = specific.matchedStatements().get(0);

        assertThat(result.hasEvalDecisionDetails()).isTrue();
        assertThat(result.evalDecisionDetails()).isEmpty();
        assertThat(result.organizationsDecisionDetail().allowedByOrganizations())
                .isTrue();
        assertThat(result.evalResourceName()).isEqualTo("arn:aws:s3:::${BucketName}/${ObjectName}");
        assertThat(result.evalDecisionAsString()).isEqualTo("allowed");
        assertThat(result.matchedStatements()).containsExactly(matched);
        assertThat(specific.evalResourceName()).isEqualTo(object);
        assertThat(specific.evalResourceDecisionAsString()).isEqualTo("allowed");
        assertThat(specific.hasMissingContextValues()).isTrue();
        assertThat(specific.missingContextValues()).isEmpty();
        assertThat(matched.startPosition().line()).isEqualTo(1);
        assertThat(matched.startPosition().column()).isEqualTo(41);
    }

    @Test
    void theSimulatorNamesNoResourceWithoutOne() {
        role();
        EvaluationResult result = iam.simulatePrincipalPolicy(
                        request -> request.policySourceArn(ROLE).actionNames("s3:ListAllMyBuckets"))
                .evaluationResults()
                .get(0);
        assertThat(result.evalResourceName()).isEqualTo("*");
        assertThat(result.evalDecisionAsString()).isEqualTo("implicitDeny");
    }

    @Test
    void accessPointsHaveARegionAndBucketsHaveNone() {
        String document = Clients.POLICY.replace("\"*\"}", "\"%s\"}");
        String point = "arn:aws:s3:us-west-2:123456789012:accesspoint/x";
        assertThat(iam.createPolicy(request -> request.policyName("acme").policyDocument(document.formatted(point)))
                        .policy()
                        .policyName())
                .isEqualTo("acme");
        for (String other : List.of("arn:aws:s3:us-west-2::acme", "arn:aws:s3:us-west-2::acme/key")) {
            assertThatThrownBy(() -> iam.createPolicy(
                            request -> request.policyName("acme2").policyDocument(document.formatted(other))))
                    .hasMessageContaining("Resource " + other + " can not contain region information.");
        }
    }

    private ThrowingCallable model(int entries, String value) {
        Map<String, String> environment =
                IntStream.range(0, entries).boxed().collect(Collectors.toMap(i -> "k" + i, i -> value));
        return () -> sageMaker.createModel(request -> request.modelName("acme" + entries)
                .primaryContainer(container -> container.image("image").environment(environment)));
    }

    @Test
    void theLengthOfAMapIsTheNumberOfItsEntries() throws Throwable {
        model(3, "long ".repeat(200)).call();
        assertThatThrownBy(model(101, "x"))
                .hasMessageContaining("at 'primaryContainer.environment' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 100");
    }

    @Test
    void typesOfInstancesAreThoseOfTheModel() {
        role();
        String set = "failed to satisfy constraint: Member must satisfy enum value set: [";
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(request ->
                        request.notebookInstanceName("acme").roleArn(ROLE).instanceType("ml.huge")))
                .hasMessageContaining("Value 'ml.huge' at 'instanceType' " + set)
                .satisfies(e -> Enumerated.atLeast(
                        170,
                        "types of notebooks in the message",
                        String.valueOf(e.getMessage()).split("ml\\.", -1).length - 2));
        assertThatThrownBy(() -> sageMaker.createTrainingJob(request -> request.trainingJobName("acme")
                        .roleArn(ROLE)
                        .algorithmSpecification(
                                with -> with.trainingImage("image").trainingInputMode("File"))
                        .outputDataConfig(to -> to.s3OutputPath("s3://acme"))
                        .stoppingCondition(when -> when.maxRuntimeInSeconds(60))
                        .resourceConfig(on ->
                                on.instanceType("ml.huge").instanceCount(1).volumeSizeInGB(1))))
                .hasMessageContaining("Value 'ml.huge' at 'resourceConfig.instanceType' " + set);
        assertThatThrownBy(
                        () -> config(variant -> variant.instanceType("ml.huge").initialInstanceCount(1)))
                .hasMessageContaining("Value 'ml.huge' at 'productionVariants.1.member.instanceType' " + set);
    }

    private void config(Consumer<ProductionVariant.Builder> variant) {
        ProductionVariant one = ProductionVariant.builder()
                .variantName("all")
                .modelName("acme")
                .applyMutation(variant)
                .build();
        sageMaker.createEndpointConfig(
                request -> request.endpointConfigName("acme").productionVariants(one));
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, 1025, 7168})
    void memoryIsInGigabytesUpToSix(int memory) {
        assertThatThrownBy(() -> config(variant -> variant.serverlessConfig(
                        config -> config.memorySizeInMB(memory).maxConcurrency(1))))
                .hasMessageContaining("1 validation error detected: Value '" + memory
                        + "' at 'productionVariants.1.member.serverlessConfig.memorySizeInMB' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [1024, 2048, 3072, 4096, 5120, 6144]");
    }
}
