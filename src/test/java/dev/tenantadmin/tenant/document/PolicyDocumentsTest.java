package dev.tenantadmin.tenant.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenantadmin.tenant.document.Document.Statement;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentsTest {

    private static final String ACCOUNT = "123456789012";
    private static final Home HOME = new Home("aws", ACCOUNT, "eu-west-1");
    private static final String SAGEMAKER = "arn:aws:sagemaker:eu-west-1:" + ACCOUNT + ":";
    private static final String LOGS = "arn:aws:logs:eu-west-1:" + ACCOUNT + ":log-group:/aws/sagemaker/";
    private static final String ADMINISTRATOR = "arn:aws:iam::" + ACCOUNT + ":role/platform/admin";
    private static final Settings PLAIN = Settings.plain(ADMINISTRATOR);
    private static final Settings EVERYTHING = Settings.plain(ADMINISTRATOR)
            .with(Options.SUBNET, Optional.of("subnet-0123456789abcdef0"))
            .with(
                    Options.SECURITY_GROUPS,
                    List.of(
                            "sg-00000000000000001",
                            "sg-00000000000000002",
                            "sg-00000000000000003",
                            "sg-00000000000000004"))
            .with(Options.KMS_KEY, Optional.of("mrk-1234abcd12ab34cd56ef1234567890ab"));

    /** The service authorization reference gives these no resource type: IAM allows them on {@code *} only. */
    private static final Set<String> UNSCOPABLE = Set.of(
            "cloudwatch:PutMetricData",
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "ecr:GetAuthorizationToken",
            "sagemaker:ListEndpointConfigs",
            "sagemaker:ListEndpoints",
            "sagemaker:ListModels",
            "sagemaker:ListNotebookInstances",
            "sagemaker:ListProcessingJobs",
            "sagemaker:ListTrainingJobs",
            "sagemaker:ListTransformJobs");

    /** What the boundary has no room to name one by one: it caps, and gives nothing. */
    private static final List<String> CAPS =
            List.of("cloudwatch:PutMetricData", "ec2:Describe*", "ecr:GetAuthorizationToken", "sagemaker:List*");

    /** The resources without the tenant's prefix: what has no name of ours, or is shared by the account. */
    private static final List<String> SHARED = List.of(
            "arn:aws*:ec2:*:*:subnet/subnet-*",
            "arn:aws*:ec2:*:*:security-group/*",
            "arn:aws*:ec2:*:*:network-interface/*",
            "arn:aws*:kms:*:*:key/*",
            "arn:aws*:ecr:*:*:repository/*",
            "arn:aws*:logs:*:*:log-group:/aws/sagemaker/*Jobs*",
            "arn:aws*:logs:*:*:log-group:/aws/sagemaker/NotebookInstances*");

    private static Settings network(@Nullable String subnet, List<String> groups, @Nullable String key) {
        return Settings.plain(ADMINISTRATOR)
                .with(Options.SUBNET, Optional.ofNullable(subnet))
                .with(Options.SECURITY_GROUPS, groups)
                .with(Options.KMS_KEY, Optional.ofNullable(key));
    }

    static Stream<PolicyDocuments> everyForm() {
        return Stream.of(
                        HOME,
                        new Home("aws-cn", ACCOUNT, "cn-northwest-1"),
                        new Home("aws-us-gov", ACCOUNT, "us-gov-west-1"))
                .flatMap(home -> Stream.of(PLAIN, EVERYTHING)
                        .map(options -> new PolicyDocuments(new Names(new TenantName("acme"), home), options)));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void onlyWhatCannotBeScopedIsAllowedAnywhere(PolicyDocuments documents) {
        assertThat(permissions(documents).stream().flatMap(Document::allows))
                .anyMatch(statement -> statement.resources().contains("*"));
        for (Document policy : permissions(documents)) {
            boolean caps = policy.equals(Document.parse(documents.boundary()));
            assertThat(policy.allows())
                    .filteredOn(statement -> statement.resources().contains("*"))
                    .flatExtracting(Statement::actions)
                    .isSubsetOf(caps ? CAPS : UNSCOPABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void everythingElseIsTypedAndTheTenants(PolicyDocuments documents) {
        assertThat(permissions(documents).stream()
                        .flatMap(Document::allows)
                        .flatMap(statement -> statement.resources().stream()))
                .filteredOn(resource -> !resource.equals("*"))
                .hasSizeGreaterThan(20)
                .allSatisfy(resource -> {
                    assertThat(resource)
                            .matches("arn:aws(-cn|-us-gov)?:[a-z0-9]+:[a-z0-9-]*:(\\d{12}|\\*):[a-z-]+[/:].+");
                    assertThat(resource.contains("acme--")
                                    || SHARED.stream().anyMatch(pattern -> Document.matches(pattern, resource)))
                            .as(resource)
                            .isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void noServiceIsAllowedWhole(PolicyDocuments documents) {
        assertThat(permissions(documents).stream()
                        .flatMap(Document::allows)
                        .flatMap(statement -> statement.actions().stream()))
                .hasSizeGreaterThan(40)
                .noneMatch(action -> action.equals("*") || action.endsWith(":*"));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aRoleIsPassedToSageMakerAlone(PolicyDocuments documents) {
        assertThat(permissions(documents).stream().flatMap(document -> document.allowing("iam:PassRole")))
                .hasSize(3)
                .allSatisfy(statement -> {
                    assertThat(statement.actions()).containsExactly("iam:PassRole");
                    assertThat(statement.resources()).singleElement().asString().endsWith("/acme--execution");
                    assertThat(statement.condition("StringEquals", "iam:PassedToService"))
                            .containsExactly("sagemaker.amazonaws.com");
                });
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void theBoundaryAllowsWhatThePoliciesAllow(PolicyDocuments documents) {
        Document boundary = Document.parse(documents.boundary());
        for (Document policy : List.of(
                Document.parse(documents.access()),
                Document.parse(documents.execution()),
                Document.parse(documents.assume()))) {
            assertThat(policy.allows()).isNotEmpty();
            policy.allows()
                    .forEach(statement -> statement
                            .actions()
                            .forEach(action -> statement
                                    .resources()
                                    .forEach(resource -> assertThat(boundary.allowing(action))
                                            .as("%s on %s", action, resource)
                                            .anyMatch(cap -> cap.reaches(resource)))));
        }
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void everyArnIsOfThePartition(PolicyDocuments documents) {
        String partition = Document.parse(documents.executionTrust()).statements().stream()
                .map(statement -> statement
                        .condition("ArnLikeIfExists", "aws:SourceArn")
                        .get(0)
                        .split(":", 3)[1])
                .findFirst()
                .orElseThrow();
        for (String json :
                List.of(documents.boundary(), documents.access(), documents.assume(), documents.execution())) {
            assertThat(json.split("arn:", -1)).hasSizeGreaterThan(1);
            assertThat(json.split("\"arn:" + partition + ":", -1)).hasSameSizeAs(json.split("arn:", -1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sagemaker:CreateNotebookInstance",
                "sagemaker:UpdateNotebookInstance",
                "sagemaker:DeleteNotebookInstance",
                "sagemaker:CreateNotebookInstanceLifecycleConfig",
                "sagemaker:UpdateNotebookInstanceLifecycleConfig",
                "sagemaker:DeleteTags",
                "sagemaker:Search",
                "sagemaker:CreateHyperParameterTuningJob",
                "sagemaker:CreateAutoMLJobV2",
                "sagemaker:CreatePipeline",
                "sagemaker:CreateModelPackage",
                "sagemaker:CreateInferenceComponent",
                "sagemaker:CreateDomain",
                "sagemaker:CreatePresignedDomainUrl",
                "iam:CreateAccessKey",
                "iam:PutRolePolicy",
                "iam:CreatePolicyVersion",
                "iam:SetDefaultPolicyVersion",
                "iam:DeleteRolePermissionsBoundary",
                "iam:UpdateAssumeRolePolicy",
                "iam:AddUserToGroup",
                "sts:TagSession",
                "logs:FilterLogEvents",
                "logs:StartQuery",
                "ecr:PutImage",
                "s3:GetObject"
            })
    void nobodyOfTheTenantMay(String action) {
        // Create*Job is a pattern of the boundary, but no job type beside training, processing and transform is in its
        // resources.
        String ownOfAnotherType = SAGEMAKER + "hyper-parameter-tuning-job/acme--x";
        for (Document document : permissions(documents("acme", EVERYTHING))) {
            assertThat(document.allowing(action))
                    .allMatch(statement -> action.endsWith("Job"))
                    .noneMatch(statement -> statement.reaches(ownOfAnotherType));
        }
        assertThat(Document.parse(documents("acme", EVERYTHING).execution()).allowing(action))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-west", "acme-w", "a", "acmes"})
    void noAllowReachesAnotherTenant(String other) {
        Names names = new Names(new TenantName(other), HOME);
        List<String> others = List.of(
                names.sagemakerArn("notebook-instance", names.prefix() + "main"),
                names.sagemakerArn("notebook-instance-lifecycle-config", names.prefix() + "setup"),
                names.sagemakerArn("training-job", names.prefix() + "x"),
                names.sagemakerArn("model", names.prefix() + "x"),
                names.sagemakerArn("endpoint", names.prefix() + "x"),
                names.sagemakerArn("endpoint-config", names.prefix() + "x"),
                names.accessRoleArn(),
                names.executionRoleArn(),
                LOGS + "TrainingJobs:log-stream:" + names.prefix() + "x/algo-1",
                LOGS + "NotebookInstances:log-stream:" + names.prefix() + "main/jupyter.log",
                LOGS + "Endpoints/" + names.prefix() + "x",
                LOGS + "Endpoints/" + names.prefix() + "x:log-stream:variant/i-1");
        for (Document document : permissions(documents("acme", EVERYTHING))) {
            for (String resource : others) {
                assertThat(document.allows())
                        .filteredOn(statement -> !statement.resources().contains("*"))
                        // The names of streams in a shared group are there for all to see.
                        .filteredOn(statement -> !statement.names("logs:DescribeLogStreams"))
                        .as(resource)
                        .noneMatch(statement -> statement.reaches(resource));
            }
        }
    }

    @Test
    void aTenantOpensItsNotebooks() {
        Document access = Document.parse(documents("acme", PLAIN).access());
        for (String action : List.of("Describe", "Start", "Stop")) {
            assertThat(access.allowing("sagemaker:" + action + "NotebookInstance"))
                    .anyMatch(statement -> statement.reaches(SAGEMAKER + "notebook-instance/acme--main"));
        }
        assertThat(access.allowing("sagemaker:CreatePresignedNotebookInstanceUrl"))
                .singleElement()
                .matches(Statement::unconditional);
        assertThat(Document.parse(documents("acme", PLAIN).execution())
                        .allowing("sagemaker:CreatePresignedNotebookInstanceUrl"))
                .isEmpty();
    }

    @Test
    void workDeploysItsOwnEndpointConfigsOnly() {
        assertThat(Document.parse(documents("acme", PLAIN).execution()).allowing("sagemaker:CreateEndpoint"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.reaches(SAGEMAKER + "endpoint/acme--x"))
                            .isTrue();
                    assertThat(statement.reaches(SAGEMAKER + "endpoint-config/acme--x"))
                            .isTrue();
                    assertThat(statement.reaches(SAGEMAKER + "endpoint-config/acme-west--x"))
                            .isFalse();
                });
    }

    @Test
    void aForeignTagDeniesAndAMissingOneDecidesNothing() {
        for (Document document : tagged(documents("acme", PLAIN))) {
            assertThat(document.denying("sagemaker:StartNotebookInstance"))
                    .filteredOn(statement -> !statement
                            .condition("Null", "aws:ResourceTag/tenant")
                            .isEmpty())
                    .singleElement()
                    .satisfies(statement -> {
                        assertThat(statement.resources()).containsExactly("*");
                        assertThat(statement.condition("Null", "aws:ResourceTag/tenant"))
                                .containsExactly("false");
                        assertThat(statement.condition("StringNotEquals", "aws:ResourceTag/tenant"))
                                .containsExactly("acme");
                    });
        }
    }

    @Test
    void tagsComeWithACreateCallAndNeverAsAnothersOwn() {
        for (Document document : walled(documents("acme", PLAIN))) {
            assertThat(document.denying("sagemaker:AddTags"))
                    .anyMatch(statement -> statement
                            .condition("Null", "sagemaker:TaggingAction")
                            .equals(List.of("true")))
                    .anyMatch(statement ->
                            statement.condition("Null", "aws:RequestTag/tenant").equals(List.of("false"))
                                    && statement
                                            .condition("StringNotEquals", "aws:RequestTag/tenant")
                                            .equals(List.of("acme")));
        }
    }

    @Test
    void everyModelIsTheTenants() {
        for (Document document : walled(documents("acme", PLAIN))) {
            for (String action : List.of("sagemaker:CreateEndpointConfig", "sagemaker:CreateTransformJob")) {
                assertThat(document.denying(action))
                        .anyMatch(statement -> statement
                                .condition("Null", "sagemaker:ModelArn")
                                .equals(List.of("true")))
                        .anyMatch(statement -> statement
                                .condition("ForAnyValue:ArnNotLike", "sagemaker:ModelArn")
                                .equals(List.of(SAGEMAKER + "model/acme--*")));
            }
        }
    }

    @Test
    void imagesOfOtherRepositoriesOfTheAccountAreDenied() {
        for (Document document : walled(documents("acme", PLAIN))) {
            assertThat(document.denying("ecr:BatchGetImage")).singleElement().satisfies(statement -> {
                assertThat(statement.notResources())
                        .containsExactly("arn:aws:ecr:eu-west-1:" + ACCOUNT + ":repository/acme--*");
                assertThat(statement.condition("StringEqualsIfExists", "aws:ResourceAccount"))
                        .containsExactly(ACCOUNT);
            });
            assertThat(document.denying("ecr:GetAuthorizationToken")).isEmpty();
        }
    }

    @Test
    void noOtherRoleIsAssumed() {
        for (Document document : tagged(documents("acme", PLAIN))) {
            assertThat(document.denying("sts:AssumeRole")).singleElement().satisfies(statement -> {
                assertThat(statement.notResources()).singleElement().asString().endsWith("/acme--access");
                assertThat(statement.unconditional()).isTrue();
            });
            assertThat(document.denying("sts:GetSessionToken")).isEmpty();
        }
    }

    @Test
    void membersAssumeTheAccessRoleUnderTheirOwnName() {
        Document assume = Document.parse(documents("acme", PLAIN).assume());
        assertThat(assume.allowing("sts:AssumeRole")).singleElement().satisfies(statement -> {
            assertThat(statement.condition("StringEquals", "sts:SourceIdentity"))
                    .containsExactly("${aws:username}");
            assertThat(statement.condition("StringEquals", "sts:RoleSessionName"))
                    .containsExactly("${aws:username}");
        });
        assertThat(assume.allowing("sts:SetSourceIdentity"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.condition("StringEquals", "sts:SourceIdentity"))
                        .containsExactly("${aws:username}"));
    }

    @Test
    void theAccessRoleTrustsUsersOfTheTenantAndTheAdministrator() {
        Document trust = Document.parse(documents("acme", PLAIN).accessTrust());
        String users = "arn:aws:iam::" + ACCOUNT + ":user/tenant-admin/eu-west-1/acme/";
        assertThat(trust.allowing("sts:AssumeRole")).singleElement().satisfies(statement -> {
            assertThat(statement.principals("AWS")).containsExactly("arn:aws:iam::" + ACCOUNT + ":root");
            assertThat(statement.actions()).containsExactly("sts:AssumeRole", "sts:SetSourceIdentity");
            assertThat(statement.condition("ArnLike", "aws:PrincipalArn"))
                    .containsExactly(users + "acme--*", ADMINISTRATOR);
            assertThat(statement.condition("ArnNotLike", "aws:PrincipalArn")).containsExactly(users + "*/*");
        });
        assertThat(trust.denying("sts:SetSourceIdentity")).singleElement().satisfies(statement -> {
            assertThat(statement.condition("StringLike", "sts:SourceIdentity")).containsExactly("acme--*");
            assertThat(statement.condition("ArnNotLike", "aws:PrincipalArn")).containsExactly(users + "acme--*");
        });
        assertThat(trust.statements()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void theExecutionRoleTrustsSageMakerOfTheAccount(PolicyDocuments documents) {
        assertThat(Document.parse(documents.executionTrust()).statements())
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.principals("Service")).containsExactly("sagemaker.amazonaws.com");
                    assertThat(statement.condition("StringEqualsIfExists", "aws:SourceAccount"))
                            .containsExactly(ACCOUNT);
                });
    }

    @Test
    void withASubnetWorkHasToNameIt() {
        Document execution = Document.parse(documents("acme", EVERYTHING).execution());
        for (String action :
                List.of("sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob", "sagemaker:CreateModel")) {
            assertThat(execution.denying(action))
                    .anyMatch(statement ->
                            statement.condition("Null", "sagemaker:VpcSubnets").equals(List.of("true")))
                    .anyMatch(statement -> statement
                            .condition("ForAnyValue:StringNotEquals", "sagemaker:VpcSubnets")
                            .equals(List.of("subnet-0123456789abcdef0")));
        }
        assertThat(execution.denying("sagemaker:CreateEndpointConfig"))
                .noneMatch(statement ->
                        !statement.condition("Null", "sagemaker:VpcSubnets").isEmpty());
    }

    @Test
    void startingInTheSubnetNeedsTheNetworkAndTheKey() {
        Document access = Document.parse(documents("acme", EVERYTHING).access());
        assertThat(access.allowing("ec2:CreateNetworkInterface"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.resources())
                        .contains(
                                "arn:aws:ec2:eu-west-1:*:subnet/subnet-0123456789abcdef0",
                                "arn:aws:ec2:eu-west-1:*:security-group/sg-00000000000000001",
                                "arn:aws:ec2:eu-west-1:" + ACCOUNT + ":network-interface/*"));
        assertThat(access.allowing("kms:CreateGrant")).singleElement().satisfies(statement -> {
            assertThat(statement.resources())
                    .containsExactly("arn:aws:kms:eu-west-1:" + ACCOUNT + ":key/mrk-1234abcd12ab34cd56ef1234567890ab");
            assertThat(statement.condition("BoolIfExists", "kms:GrantIsForAWSResource"))
                    .containsExactly("true");
            assertThat(statement.condition("StringLike", "kms:ViaService"))
                    .containsExactly("sagemaker.eu-west-1.amazonaws.com*");
        });
        Document plain = Document.parse(documents("acme", PLAIN).access());
        assertThat(plain.allows().flatMap(statement -> statement.actions().stream()))
                .noneMatch(action -> action.startsWith("ec2:") || action.startsWith("kms:"));
    }

    @ParameterizedTest
    @CsvSource({"aws,eu-west-1", "aws-cn,cn-north-1", "aws-us-gov,us-gov-west-1"})
    void theKeyOfDataIsForS3AndForWorkAlone(String partition, String region) {
        String arn = "arn:%s:kms:%s:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab".formatted(partition, region);
        Names names = new Names(new TenantName("acme"), new Home(partition, ACCOUNT, "another-region-1"));
        PolicyDocuments documents = new PolicyDocuments(
                names, data(List.of(DataLocation.of("s3://bucket/acme/,account=210987654321")), new DataKey(arn)));

        for (String json : List.of(documents.boundary(), documents.execution())) {
            assertThat(Document.parse(json).allowing("kms:Decrypt"))
                    .singleElement()
                    .satisfies(statement -> {
                        assertThat(statement.actions()).containsExactly("kms:Decrypt", "kms:GenerateDataKey");
                        assertThat(statement.resources()).containsExactly(arn);
                        assertThat(statement.condition("StringLike", "kms:ViaService"))
                                .containsExactly("s3.%s.amazonaws.com*".formatted(region));
                    });
        }
        assertThat(documents.access() + documents.assume()).doesNotContain("kms:");
        assertThat(new PolicyDocuments(names, data(List.of(), new DataKey(arn))).boundary())
                .doesNotContain("kms:");
    }

    private static Settings data(List<DataLocation> locations, DataKey key) {
        return Settings.plain(ADMINISTRATOR)
                .with(Options.DATA_LOCATION, locations)
                .with(Options.DATA_KEY, Optional.ofNullable(key));
    }

    @Test
    void aKeyIsNamedByIdOrArn() {
        String arn = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assertThat(documents("acme", network(null, List.of(), arn)).access()).contains("\"" + arn + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> documents("acme", network(null, List.of(), "alias/notebooks")))
                .withMessageContaining("is an alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "subnet-?", "${aws:username}"})
    void anOptionIsNoPattern(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> documents("acme", network(value, List.of(), null)));
        assertThatIllegalArgumentException().isThrownBy(() -> documents("acme", Settings.plain(value)));
        assertThatIllegalArgumentException().isThrownBy(() -> documents("acme", network(null, List.of(value), null)));
        assertThatIllegalArgumentException().isThrownBy(() -> documents("acme", network(null, List.of(), value)));
    }

    @Test
    void theSameNamesGiveTheSameText() {
        assertThat(documents("acme", EVERYTHING).boundary())
                .isEqualTo(documents("acme", EVERYTHING).boundary());
    }

    private static PolicyDocuments documents(String tenant, Settings options) {
        return new PolicyDocuments(new Names(new TenantName(tenant), HOME), options);
    }

    private static List<Document> permissions(PolicyDocuments documents) {
        return Stream.of(documents.boundary(), documents.access(), documents.assume(), documents.execution())
                .map(Document::parse)
                .toList();
    }

    /** The documents that carry the tag wall and the wall of roles: all under which anyone acts. */
    private static List<Document> tagged(PolicyDocuments documents) {
        return Stream.of(documents.boundary(), documents.access(), documents.execution())
                .map(Document::parse)
                .toList();
    }

    /** The documents that carry the walls around work. */
    private static List<Document> walled(PolicyDocuments documents) {
        return Stream.of(documents.boundary(), documents.execution())
                .map(Document::parse)
                .toList();
    }
}
