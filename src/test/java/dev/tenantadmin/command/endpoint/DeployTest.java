package dev.tenantadmin.command.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** deploy and undeploy. */
class DeployTest {

    private static final String ACCOUNT = "arn:aws:sagemaker:us-east-1:123456789012:";
    private static final String IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1";
    private static final String DEPLOY = "deploy acme fraud --image " + IMAGE;
    private static final String FIRST = DEPLOY + " --model-data s3://lake/acme/one.tar.gz";
    private static final String SECOND = DEPLOY + " --model-data s3://lake/acme/two.tar.gz --instances 2";
    private static final String BROKEN = DEPLOY + " --instance-type ml.p3.2xlarge";
    private static final String REASON = "The primary container did not pass the ping health check \u001b[2J";

    private final Shell shell =
            new Shell(new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of("ml.p3.2xlarge", REASON)));
    private final SageMakerClient sagemaker = shell.sagemaker();

    @BeforeEach
    void createTenant() {
        shell.run("create-tenant acme --data-location s3://lake/acme/").done();
        shell.door.forget();
    }

    /** The endpoints, endpoint configs and models of the account, by name. */
    private SortedSet<String> deployed() {
        SortedSet<String> all = new TreeSet<>();
        sagemaker.listEndpoints().endpoints().forEach(one -> all.add("endpoint " + one.endpointName()));
        sagemaker.listEndpointConfigs().endpointConfigs().forEach(one -> all.add("config " + one.endpointConfigName()));
        sagemaker.listModels().models().forEach(one -> all.add("model " + one.modelName()));
        return all;
    }

    private DescribeEndpointConfigResponse config(String endpoint) {
        String name = sagemaker.describeEndpoint(r -> r.endpointName(endpoint)).endpointConfigName();
        return sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name));
    }

    private ProductionVariant variant(String endpoint) {
        return config(endpoint).productionVariants().get(0);
    }

    private DescribeModelResponse model(String endpoint) {
        String name = variant(endpoint).modelName();
        return sagemaker.describeModel(r -> r.modelName(name));
    }

    private Map<String, String> tags(String arn) {
        Map<String, String> tags = new TreeMap<>();
        sagemaker.listTags(r -> r.resourceArn(arn)).tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String status() {
        return sagemaker.describeEndpoint(r -> r.endpointName("acme--fraud")).endpointStatusAsString();
    }

    private static String field(Ran json, String name) {
        return json.out().replaceFirst("(?s).*\"" + name + "\" : \"([^\"]*)\".*", "$1");
    }

    @Test
    void anEndpointServesAModelWithinTheTenantsWalls() {
        shell.run("create-tenant acme --tag cost-center=42").done();

        Ran ran = shell.run(FIRST + " --env THREADS=4 --env MODE=a=b").done();

        assertThat(deployed()).hasSize(3).allMatch(title -> title.contains(" acme--fraud"));
        assertThat(status()).isEqualTo("InService");
        DescribeModelResponse model = model("acme--fraud");
        assertThat(model.modelName()).matches("acme--fraud--[0-9a-f]{8}");
        assertThat(model.executionRoleArn()).endsWith(":role/tenant-admin/us-east-1/acme/acme--execution");
        assertThat(model.enableNetworkIsolation()).isTrue();
        assertThat(model.primaryContainer().image()).isEqualTo(IMAGE);
        assertThat(model.primaryContainer().modelDataUrl()).isEqualTo("s3://lake/acme/one.tar.gz");
        assertThat(model.primaryContainer().environment()).isEqualTo(Map.of("THREADS", "4", "MODE", "a=b"));
        assertThat(variant("acme--fraud").instanceTypeAsString()).isEqualTo("ml.m5.large");
        assertThat(variant("acme--fraud").initialInstanceCount()).isOne();
        assertThat(Stream.of(
                        model.modelArn(), config("acme--fraud").endpointConfigArn(), ACCOUNT + "endpoint/acme--fraud"))
                .allSatisfy(arn -> assertThat(tags(arn))
                        .isEqualTo(Map.of("tenant", "acme", "managed-by", "tenant-admin", "cost-center", "42")));
        assertThat(ran.out())
                .contains("serves model " + model.modelName(), "SageMaker.4", "tenant-admin undeploy acme fraud")
                .doesNotContain("SageMaker.5", "a=b");
    }

    @Test
    void theSameAgainChangesNothing() {
        shell.run(FIRST).done();
        shell.door.forget();

        assertThat(shell.run(FIRST).done().out()).contains("no changes needed");
        shell.run(FIRST + " --dry-run --detailed-exitcode").done();

        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void whatIsChangedIsANewVersionAndTheOldOneGoes() {
        shell.run(FIRST).done();
        SortedSet<String> before = deployed();

        assertThat(shell.run(SECOND + " --dry-run --detailed-exitcode").exit()).isEqualTo(2);
        assertThat(deployed()).isEqualTo(before);
        String out = shell.run(SECOND).done().out();

        assertThat(deployed()).hasSize(3).doesNotContainAnyElementsOf(before.headSet("endpoint"));
        assertThat(variant("acme--fraud").initialInstanceCount()).isEqualTo(2);
        assertThat(model("acme--fraud").primaryContainer().modelDataUrl()).isEqualTo("s3://lake/acme/two.tar.gz");
        assertThat(out).contains("updated", "deleted").doesNotContain("SageMaker.4");
        shell.run(FIRST).done();
        assertThat(deployed()).isEqualTo(before);
    }

    /** Another size needs another config, and the model stays. */
    @Test
    void theModelOfAnotherSizeStays() {
        shell.run(FIRST).done();
        String model = variant("acme--fraud").modelName();

        shell.run(FIRST + " --instance-type ml.m5.xlarge").done();

        assertThat(variant("acme--fraud").modelName()).isEqualTo(model);
        assertThat(variant("acme--fraud").instanceTypeAsString()).isEqualTo("ml.m5.xlarge");
        assertThat(deployed()).hasSize(3);
    }

    @Test
    void inASubnetWithTheTenantsKey() {
        shell.run("create-tenant beta --subnet subnet-1 --security-group sg-1,sg-2"
                        + " --kms-key 12345678-1234-1234-1234-123456789012")
                .done();

        shell.run("deploy beta m --image " + IMAGE + " --no-network-isolation").done();

        assertThat(model("beta--m").vpcConfig().subnets()).containsExactly("subnet-1");
        assertThat(model("beta--m").vpcConfig().securityGroupIds()).containsExactlyInAnyOrder("sg-1", "sg-2");
        assertThat(model("beta--m").enableNetworkIsolation()).isFalse();
        assertThat(config("beta--m").kmsKeyId()).isEqualTo("12345678-1234-1234-1234-123456789012");
        shell.door.forget();
        shell.run("deploy beta m --image " + IMAGE + " --serverless 2048 --no-network-isolation")
                .refused(ExitCode.INVALID_INPUT, "serverless endpoints in no subnet");
        assertThat(shell.door.writes()).isEmpty();
        shell.run("deploy beta m --image " + IMAGE + " --kms-key 87654321-1234-1234-1234-123456789012")
                .done();
        assertThat(config("beta--m").kmsKeyId()).isEqualTo("87654321-1234-1234-1234-123456789012");
    }

    @Test
    void withoutInstances() {
        String serverless = DEPLOY + " --serverless 4096 --max-concurrency 20 --no-network-isolation";
        assertThat(shell.run(serverless).done().out())
                .contains("serverless, 4096 MB, at most 20 at once", "by use", "SageMaker.5");

        assertThat(variant("acme--fraud").serverlessConfig().memorySizeInMB()).isEqualTo(4096);
        assertThat(variant("acme--fraud").serverlessConfig().maxConcurrency()).isEqualTo(20);
        shell.door.forget();
        shell.run(serverless).done();
        assertThat(shell.door.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model-data s3://lake/other/m.tar.gz | outside of the data of tenant acme: s3://lake/acme/",
                "--model-data s3://lake/acme-west/m.tar.gz | outside of the data of tenant acme: s3://lake/acme/",
                "--model-data https://lake/m.tar.gz | is not the URI of an object in S3",
                "--model-data s3://lake/acme/ | is not the URI of an object in S3",
                "--image 123456789012.dkr.ecr.us-east-1.amazonaws.com/beta--x:1 | cannot use the image repository beta--x of this account",
                "--image docker.io/library/nginx:1 | is not in Amazon ECR",
                "--instance-type ml.t3.medium | ml.t3.medium is no instance type of endpoints",
                "--instance-type m5.large | m5.large is no instance type of endpoints",
                "--instances 0 | --instances must be 1 or more",
                "--serverless 2048 --instances 2 --no-network-isolation | do not give --instance-type, --instances",
                "--serverless 1000 --no-network-isolation | --serverless must be 1024, 2048",
                "--serverless 2048 | add --no-network-isolation",
                "--serverless 2048 --max-concurrency 201 --no-network-isolation | --max-concurrency must be 1 to 200",
                "--max-concurrency 2 | --max-concurrency requires --serverless",
                "--env A=1 --env A=2 | --env gives A twice",
                "--env 1A=x | variable '1A' is not of the form NAME=VALUE",
                "--kms-key alias/mine | is neither the id nor the ARN of a KMS key",
            })
    void whatIsWrongIsToldBeforeTheFirstWrite(String options, String message) {
        String line = options.contains("--image") ? DEPLOY.replace(" --image " + IMAGE, "") : DEPLOY;

        shell.run(line + " " + options.strip()).refused(ExitCode.INVALID_INPUT, message);

        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aVariableThatIsRefusedIsNotRepeated() {
        assertThat(shell.run(DEPLOY + " --env hunter2").err()).doesNotContain("hunter2");
    }

    @Test
    void onlyTypesThatTheTenantMayUse() {
        shell.run("create-tenant acme --allow-instance-type ml.m5.*,ml.c5.large")
                .done();
        shell.door.forget();

        shell.run(DEPLOY + " --instance-type ml.g5.xlarge")
                .refused(ExitCode.INVALID_INPUT, "tenant acme may not use ml.g5.xlarge: its --allow-instance-type is");
        shell.run(DEPLOY + " --serverless 2048 --no-network-isolation")
                .refused(ExitCode.INVALID_INPUT, "tenant acme may not use serverless endpoints");
        assertThat(shell.door.writes()).isEmpty();
        shell.run(DEPLOY).done();
    }

    @Test
    void anUnknownTypeIsLeftToSageMaker() {
        Ran ran = shell.run(DEPLOY + " --instance-type ml.m99.large --dry-run").done();

        assertThat(ran.err())
                .contains("warning: ml.m99.large is not an instance type of endpoints that tenant-admin knows");
    }

    @Test
    void aNameThatIsTooLongWithItsDigest() {
        String tenant = "a".repeat(20);
        shell.run("create-tenant " + tenant).done();
        shell.door.forget();
        String longest = "e".repeat(31);

        shell.run("deploy " + tenant + " " + longest + "e --image " + IMAGE)
                .refused(ExitCode.INVALID_INPUT, "has 32 characters, at most 31 are allowed in tenant " + tenant);
        assertThat(shell.door.writes()).isEmpty();
        shell.run("deploy " + tenant + " " + longest + " --image " + IMAGE).done();
        assertThat(deployed()).contains("endpoint " + tenant + "--" + longest);
    }

    @Test
    void thereIsNoSuchTenant() {
        shell.run(DEPLOY.replace("acme", "nobody")).refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
        shell.run("undeploy nobody fraud --yes").refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
    }

    @Test
    void aTenantThatIsSuspendedOrIncomplete() {
        shell.run("suspend acme").done();
        shell.run(DEPLOY).refused(ExitCode.CONFLICT, "Tenant acme is suspended");
        shell.run("resume acme").done();
        shell.door.refuse("CreateRole", 403, "AccessDenied", "no");
        assertThat(shell.run("create-tenant beta").exit()).isNotZero();
        shell.door.forget();

        shell.run("deploy beta m --image " + IMAGE)
                .refused(ExitCode.CONFLICT, "tenant beta is incomplete; run 'create-tenant beta' first");
        assertThat(shell.door.writes()).isEmpty();
    }

    /** Who may tag may not write policies. */
    @Test
    void whatOnlyATagSaysGivesNothing() {
        shell.iam()
                .tagPolicy(
                        r -> r.policyArn("arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary")
                                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                                        .key("data-location")
                                        .value("s3://lake/")
                                        .build()));
        shell.door.forget();

        shell.run(DEPLOY + " --model-data s3://lake/other/m.tar.gz").refused(ExitCode.CONFLICT, "data-location");

        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void anotherEndpointOfThatNameIsLeftAlone() {
        theirEndpoint("acme--fraud", "acme--theirs");
        shell.door.forget();

        shell.run(FIRST).refused(ExitCode.CONFLICT, "endpoint acme--fraud", "managed-by");

        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aModelThatIsNotWhatItsNameSaysIsLeftAlone() {
        String name = field(shell.run(FIRST + " --dry-run -o json").done(), "model");
        sagemaker.createModel(r -> r.modelName(name)
                .executionRoleArn("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution")
                .primaryContainer(c -> c.image("other"))
                .tags(tag("managed-by", "tenant-admin")));
        shell.door.forget();

        shell.run(FIRST)
                .refused(ExitCode.CONFLICT, "model " + name, "its content is not that which its name stands for");

        assertThat(shell.door.writes()).isEmpty();
    }

    private void theirEndpoint(String name, String config) {
        sagemaker.createModel(r -> r.modelName(config)
                .executionRoleArn("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution")
                .primaryContainer(c -> c.image("image")));
        sagemaker.createEndpointConfig(r -> r.endpointConfigName(config)
                .productionVariants(ProductionVariant.builder()
                        .variantName("v")
                        .modelName(config)
                        .instanceType("ml.m5.large")
                        .initialInstanceCount(1)
                        .build()));
        sagemaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(config));
        shell.clock.pass(Duration.ofSeconds(2));
    }

    @Test
    void aModelThatNeverBecomesHealthy() {
        shell.run(BROKEN)
                .refused(
                        ExitCode.ENDED_IN_FAILED,
                        "endpoint acme--fraud is Failed and serves nothing: The primary container did not pass the ping health check  [2J");

        shell.run(FIRST).done();

        assertThat(status()).isEqualTo("InService");
        assertThat(deployed()).hasSize(3);
    }

    @Test
    void anUpdateThatFailsLeavesWhatServes() {
        shell.run(FIRST).done();
        String serving = config("acme--fraud").endpointConfigName();

        shell.run(BROKEN)
                .refused(
                        ExitCode.ENDED_IN_FAILED,
                        "endpoint acme--fraud could not be updated: The primary container did not pass",
                        "it still serves " + serving);

        assertThat(status()).isEqualTo("InService");
        assertThat(config("acme--fraud").endpointConfigName()).isEqualTo(serving);
        // The same again tries again.
        shell.run(BROKEN).refused(ExitCode.ENDED_IN_FAILED, "it still serves " + serving);
        shell.run(FIRST).done();
        assertThat(deployed()).hasSize(3).contains("config " + serving);
    }

    @Test
    void whatIsNotWaitedForIsFinishedLater() {
        shell.run(FIRST).done();
        String before = config("acme--fraud").endpointConfigName();

        Ran ran = shell.run(SECOND + " --no-wait").done();

        assertThat(ran.out())
                .contains("may not serve model", "endpoint configuration " + before, "stay until the next deploy");
        assertThat(status()).isEqualTo("Updating");
        assertThat(deployed()).hasSize(5);
        // One that serves already needs no wait to be finished.
        shell.clock.pass(Duration.ofSeconds(2));
        assertThat(shell.run(SECOND + " --no-wait").done().out()).contains("serves model", "deleted");
        assertThat(deployed()).hasSize(3).doesNotContain("config " + before);
    }

    @Test
    void whatWasLeftIsListedUntilItGoes() {
        shell.run(FIRST).done();
        SortedSet<String> first = deployed();
        shell.run(SECOND + " --no-wait").done();
        assertThat(shell.run("list-endpoints --details").done().out()).doesNotContain("Left by deploy");
        shell.clock.pass(Duration.ofSeconds(2));

        String config = first.first().substring("config ".length());
        String model = first.last().substring("model ".length());
        assertThat(shell.run("list-endpoints --details").done().out())
                .contains("Left by deploy and used by no endpoint")
                .containsPattern(model + " +us-east-1 +model")
                .containsPattern(config + " +us-east-1 +endpoint config");
        assertThat(shell.run("list-endpoints acme --older-than 1h --details -o json")
                        .done()
                        .out())
                .contains("\"unused\" : [ ]");
        shell.run(SECOND).done();
        assertThat(shell.run("list-endpoints acme --details").done().out()).doesNotContain("Left by deploy");
    }

    @Test
    void anUpdateThatRunsIsWaitedFor() {
        shell.run(FIRST).done();
        shell.run(SECOND + " --no-wait").done();

        shell.run(FIRST).done();

        assertThat(model("acme--fraud").primaryContainer().modelDataUrl()).isEqualTo("s3://lake/acme/one.tar.gz");
        assertThat(deployed()).hasSize(3);
    }

    @Test
    void aTagThatWasChangedIsMended() {
        shell.run(FIRST).done();
        sagemaker.deleteTags(
                r -> r.resourceArn(ACCOUNT + "endpoint/acme--fraud").tagKeys("tenant"));

        assertThat(shell.run(FIRST).done().out()).contains("tag tenant");

        assertThat(tags(ACCOUNT + "endpoint/acme--fraud")).containsEntry("tenant", "acme");
    }

    @Test
    void aLimitOfTheAccountIsToldInItsWords() {
        String words = "The account-level service limit 'ml.m5.large for endpoint usage' is 0 Instances";
        shell.door.refuse("CreateEndpoint", 400, "ResourceLimitExceeded", words);

        shell.run(FIRST).refused(ExitCode.REFUSED, "the account has reached a limit: " + words);

        shell.copy().run(FIRST).done();
    }

    /** The execution role may not read the anchor; its notebook tells it the same. */
    @Test
    void inANotebookTheSameIsMade() {
        shell.run(
                        "create-tenant beta --subnet subnet-1 --security-group sg-1 --tag team=b --data-location s3://lake/beta/"
                                + " --kms-key 12345678-1234-1234-1234-123456789012")
                .done();
        String deploy = "deploy beta m --image " + IMAGE + " --model-data s3://lake/beta/m.tar.gz";
        shell.signIn(shell.notebookCredentials("us-east-1", "beta--main"));

        shell.run(deploy).done();
        shell.run(deploy + " --instances 2").done();
        shell.environment.clear();
        shell.door.forget();
        shell.run(deploy + " --instances 2").done();

        assertThat(shell.door.writes()).isEmpty();
        assertThat(deployed()).hasSize(3);
        assertThat(model("beta--m").vpcConfig().subnets()).containsExactly("subnet-1");
        assertThat(tags(ACCOUNT + "endpoint/beta--m")).containsEntry("team", "b");
        shell.signIn(shell.notebookCredentials("us-east-1", "beta--main"));
        shell.run("undeploy beta m --yes").done();
        assertThat(deployed()).isEmpty();
        assertThat(shell.run(deploy.replace("beta m", "acme m")).exit()).isEqualTo(254);
    }

    @Test
    void aUserOfTheTenantMayNotDeploy() {
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey());

        shell.run(DEPLOY).refused(ExitCode.REFUSED, "access denied");

        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void undeployLeavesNothing() {
        shell.run(FIRST).done();
        shell.run(SECOND + " --no-wait").done();
        shell.run("deploy acme other --image " + IMAGE).done();
        SortedSet<String> before = deployed();

        assertThat(shell.run("undeploy acme fraud --dry-run --detailed-exitcode")
                        .exit())
                .isEqualTo(2);
        assertThat(deployed()).isEqualTo(before);
        assertThat(shell.run("undeploy acme fraud --yes").done().out()).contains("nothing of it is left");

        assertThat(deployed()).hasSize(3).allMatch(title -> title.contains("acme--other"));
        shell.door.forget();
        assertThat(shell.run("undeploy acme fraud --yes").done().out())
                .isEqualTo("There is no endpoint acme--fraud; no changes needed.\n");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void undeployAsks() {
        shell.run(FIRST).done();

        shell.run("undeploy acme fraud").refused(ExitCode.INVALID_INPUT, "add --yes to delete endpoint fraud of acme");
        assertThat(shell.type("no", "undeploy acme fraud").exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(deployed()).hasSize(3);
        shell.environment.put("TENANT_ADMIN_YES", "true");
        shell.run("undeploy acme fraud").refused(ExitCode.INVALID_INPUT, "add --yes");
        shell.environment.clear();

        assertThat(shell.type("fraud", "undeploy acme fraud").done().err())
                .contains("This deletes endpoint acme--fraud in us-east-1");
        assertThat(deployed()).isEmpty();
    }

    /** It is what costs money, whoever of the tenant made it; a config that others may use costs nothing. */
    @Test
    void undeployTakesAnEndpointThatItsPeopleMade() {
        theirEndpoint("acme--fraud", "acme--theirs");

        assertThat(shell.run("undeploy acme fraud --yes").done().out())
                .contains("Endpoint acme--fraud is deleted.", "Endpoint config acme--theirs and its models stay");

        assertThat(deployed()).containsExactlyInAnyOrder("config acme--theirs", "model acme--theirs");
    }

    @Test
    void undeployTakesAnEndpointOfTheLongestName() {
        String longest = "e".repeat(57);
        theirEndpoint("acme--" + longest, "acme--theirs");

        shell.run("undeploy acme " + longest + " --yes").done();

        assertThat(deployed()).containsExactlyInAnyOrder("config acme--theirs", "model acme--theirs");
    }

    @Test
    void anEndpointThatBearsAnotherTenantsTagStays() {
        theirEndpoint("acme--fraud", "acme--theirs");
        sagemaker.addTags(r -> r.resourceArn(ACCOUNT + "endpoint/acme--fraud").tags(tag("tenant", "beta")));

        shell.run("undeploy acme fraud --yes").refused(ExitCode.CONFLICT, "its tag tenant is beta");

        assertThat(deployed()).contains("endpoint acme--fraud");
    }

    @Test
    void allThatAreOldGo() {
        shell.run("create-tenant beta --region eu-west-1").done();
        shell.run(FIRST).done();
        shell.run("deploy beta m --image " + IMAGE).done();
        shell.run("deploy beta kept --image " + IMAGE).done();
        theirEndpoint("acme--Theirs--2024", "acme--theirs");
        theirEndpoint("nobody--m", "nobody--m");
        shell.clock.pass(Duration.ofDays(8));
        shell.run("deploy acme young --image " + IMAGE).done();
        shell.door.forget();
        String all = "undeploy --all --older-than 7d --exclude beta--kept,nobody";

        Ran dry = shell.run(all + " --dry-run").done();
        assertThat(dry.out()).isEqualTo("""
                        endpoint acme--Theirs--2024 in us-east-1, made 8d ago: would be deleted
                        endpoint acme--fraud in us-east-1, made 8d ago: would be deleted
                        endpoint beta--m in eu-west-1, made 8d ago: would be deleted
                        3 endpoints would be deleted.
                        """);
        assertThat(dry.err()).contains("note: there is no tenant or endpoint nobody to exclude");
        assertThat(shell.run(all + " --dry-run --detailed-exitcode").exit()).isEqualTo(2);
        shell.run(all).refused(ExitCode.INVALID_INPUT, "add --yes");
        shell.environment.put("TENANT_ADMIN_YES", "true");
        shell.run(all).refused(ExitCode.INVALID_INPUT, "add --yes");
        shell.environment.clear();
        assertThat(shell.type("2", all).exit()).isEqualTo(252);
        assertThat(shell.door.writes()).isEmpty();

        assertThat(shell.run(all + " --yes").done().out()).contains("3 endpoints deleted.");

        assertThat(deployed())
                .filteredOn(title -> title.startsWith("endpoint "))
                .containsExactlyInAnyOrder("endpoint acme--young", "endpoint nobody--m");
        assertThat(deployed()).noneMatch(title -> title.contains("acme--fraud"));
        assertThat(shell.sagemaker("eu-west-1").listEndpoints().endpoints())
                .extracting(one -> one.endpointName())
                .containsExactly("beta--kept");
        assertThat(shell.sagemaker("eu-west-1").listModels().models()).hasSize(1);
        assertThat(shell.run(all + " --yes").done().out()).isEqualTo("0 endpoints deleted.\n");
    }

    @Test
    void ofAllThatAreOldOneMayStayAndTheRestGoes() {
        shell.run(FIRST).done();
        shell.run("deploy acme other --image " + IMAGE).done();
        sagemaker.addTags(r -> r.resourceArn(ACCOUNT + "endpoint/acme--fraud").tags(tag("tenant", "beta")));
        shell.clock.pass(Duration.ofDays(8));

        Ran ran = shell.run("undeploy --all --older-than 7d --yes");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out())
                .contains("acme--fraud in us-east-1, made 8d ago: failed: ", "1 endpoint deleted, 1 could not be.");
        assertThat(deployed()).contains("endpoint acme--fraud").doesNotContain("endpoint acme--other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "undeploy --all | --older-than=TIME",
                "undeploy --older-than 7d | --all",
                "undeploy acme --all --older-than 7d | do not give a tenant",
                "undeploy acme | Missing required parameter: 'ENDPOINT'",
                "undeploy | Missing required parameter: 'TENANT'",
                "undeploy acme fraud --exclude beta | --all",
            })
    void whatDoesNotGoTogetherDeletesNothing(String line, String message) {
        shell.run(FIRST).done();
        shell.clock.pass(Duration.ofDays(8));
        shell.door.forget();

        shell.run(line + " --yes").refused(ExitCode.INVALID_INPUT, message);

        assertThat(shell.door.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --no-wait"})
    void deletingTheTenantTakesWhatIsDeployed(String option) {
        shell.run(FIRST + option).done();

        shell.run("delete-tenant acme --yes").refused(ExitCode.CONFLICT, "endpoints in service: acme--fraud");
        shell.run("delete-tenant acme --yes --delete-endpoints").done();

        assertThat(deployed()).isEmpty();
    }

    @Test
    void suspendNamesTheEndpoint() {
        shell.run(FIRST).done();

        assertThat(shell.run("suspend acme").done().out()).contains("acme--fraud");

        assertThat(List.copyOf(deployed())).contains("endpoint acme--fraud");
    }
}
