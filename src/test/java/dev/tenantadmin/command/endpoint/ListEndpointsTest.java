package dev.tenantadmin.command.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** list-endpoints: what runs, of whom, since when, on what. */
class ListEndpointsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution";

    private final Shell shell = new Shell();

    private static ProductionVariant on(String variant, String model, String type, int count) {
        return ProductionVariant.builder()
                .variantName(variant)
                .modelName(model)
                .instanceType(type)
                .initialInstanceCount(count)
                .build();
    }

    private static ProductionVariant serverless(String model) {
        return ProductionVariant.builder()
                .variantName("small")
                .modelName(model)
                .serverlessConfig(s -> s.memorySizeInMB(2048).maxConcurrency(5))
                .build();
    }

    /** A model of this name, its config and an endpoint, all of the same name. */
    private static void deploy(SageMakerClient sagemaker, String name, String role, ProductionVariant... variants) {
        sagemaker.createModel(r -> r.modelName(name).executionRoleArn(role).primaryContainer(c -> c.image("image")));
        sagemaker.createEndpointConfig(r -> r.endpointConfigName(name)
                .productionVariants(
                        variants.length == 0 ? List.of(on("all", name, "ml.m5.large", 1)) : List.of(variants)));
        sagemaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(name));
    }

    private String theirRole() {
        return shell.iam()
                .createRole(r -> r.roleName("theirs").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "sagemaker.amazonaws.com"}}]}"""))
                .role()
                .arn();
    }

    /** Tenants in two regions with endpoints in both, and names of no tenant. */
    private void fleet() {
        shell.run("create-tenant acme").done();
        shell.run("create-tenant acme-west").done();
        shell.run("create-tenant beta --region eu-west-1").done();
        String theirs = theirRole();
        deploy(shell.sagemaker(), "acme--old", ROLE);
        shell.clock.pass(Duration.ofDays(8));
        deploy(shell.sagemaker(), "acme--new", ROLE, serverless("acme--old"));
        deploy(shell.sagemaker(), "acme-west--live", role("us-east-1", "acme-west"));
        deploy(shell.sagemaker("eu-west-1"), "beta--b--c", role("eu-west-1", "beta"));
        // Names that no tenant of that region has.
        deploy(shell.sagemaker("eu-west-1"), "acme--there", theirs);
        deploy(shell.sagemaker(), "beta--there", theirs);
        deploy(shell.sagemaker(), "nobody--x", theirs);
        deploy(shell.sagemaker(), "plain", theirs);
        deploy(shell.sagemaker(), "my-acme--x", theirs);
        shell.clock.pass(Duration.ofHours(2));
    }

    private static String role(String region, String tenant) {
        return "arn:aws:iam::123456789012:role/tenant-admin/%s/%s/%s--execution".formatted(region, tenant, tenant);
    }

    private static List<Object> names(Ran ran) {
        return ran.list("endpoints").stream().map(row -> row.get("name")).toList();
    }

    @Test
    void withoutEndpointsItSaysSo() {
        assertThat(shell.run("list-endpoints").done().out()).isEqualTo("No endpoints.\n");
        shell.run("create-tenant acme").done();
        assertThat(shell.run("list-endpoints acme").done().out()).isEqualTo("No endpoints.\n");
        assertThat(shell.run("list-endpoints acme --details").done().out()).isEqualTo("No endpoints.\n");
        assertThat(shell.run("list-endpoints acme -o json").done().list("endpoints"))
                .isEmpty();
    }

    @Test
    void aTenantThatIsNotThereIsNotFound() {
        shell.run("create-tenant acme").done();

        shell.run("list-endpoints nobody").refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
        shell.run("list-endpoints acme --region eu-west-1")
                .refused(ExitCode.CONFLICT, "the home region of tenant acme is us-east-1, not eu-west-1");
    }

    @Test
    void itListsThoseOfAllTenantsInTheirHomeRegions() {
        fleet();

        assertThat(shell.run("list-endpoints").done().out()).isEqualTo("""
                        ENDPOINT         REGION     STATE      AGE  CHANGED
                        acme--new        us-east-1  InService  2h   1h
                        acme--old        us-east-1  InService  8d   8d
                        acme-west--live  us-east-1  InService  2h   1h
                        beta--b--c       eu-west-1  InService  2h   1h
                        4 endpoints, 4 in service. Endpoints on instances cost by the hour until they are deleted.
                        """);
        assertThat(names(shell.run("list-endpoints acme -o json").done())).containsExactly("acme--new", "acme--old");
        assertThat(shell.run("list-endpoints beta").done().out())
                .contains("beta--b--c")
                .contains("1 endpoint, 1 in service.")
                .doesNotContain("there");
    }

    @Test
    void aProgramReadsThem() {
        fleet();

        Ran ran = shell.run("list-endpoints -o json").done();

        assertThat(ran.json()).containsKeys("endpoints", "totals").doesNotContainKey("foreign");
        assertThat(ran.json().get("totals")).isEqualTo(Map.of("endpoints", 4, "inService", 4));
        assertThat(ran.list("endpoints").get(3))
                .containsEntry("tenant", "beta")
                .containsEntry("region", "eu-west-1")
                .containsEntry("name", "beta--b--c")
                .containsEntry("status", "InService")
                .containsKeys("created", "lastModified")
                .doesNotContainKey("details");
    }

    @Test
    void detailsTellWhatTheyRunOn() {
        fleet();
        shell.sagemaker()
                .createEndpointConfig(r -> r.endpointConfigName("acme--two")
                        .productionVariants(
                                on("a", "acme--old", "ml.m5.large", 2), on("b", "acme--old", "ml.c5.xlarge", 1)));
        shell.sagemaker().createEndpoint(r -> r.endpointName("acme--two").endpointConfigName("acme--two"));
        shell.clock.pass(Duration.ofHours(1));
        shell.sagemaker()
                .updateEndpointWeightsAndCapacities(r -> r.endpointName("acme--two")
                        .desiredWeightsAndCapacities(DesiredWeightAndCapacity.builder()
                                .variantName("a")
                                .desiredInstanceCount(4)
                                .build()));

        Ran ran = shell.run("list-endpoints acme --details").done();

        assertThat(ran.out()).isEqualTo("""
                        ENDPOINT   REGION     STATE      AGE  CHANGED  TYPE                INSTANCES
                        acme--new  us-east-1  InService  3h   2h       serverless 2048 MB
                        acme--old  us-east-1  InService  8d   8d       ml.m5.large         1/1
                        acme--two  us-east-1  Updating   1h   0s       ml.m5.large         2/4
                                                                       ml.c5.xlarge        1/1
                        3 endpoints, 2 in service, on 4 instances. Endpoints on instances cost by the hour until they are deleted.
                        """);
        Ran json =
                shell.run("list-endpoints --details --sort instances -o json").done();
        assertThat(json.list("foreign")).isEmpty();
        assertThat(json.json().get("totals")).isEqualTo(Map.of("endpoints", 5, "inService", 4, "instances", 6));
        assertThat(names(json)).containsExactly("acme--two", "acme--old", "acme-west--live", "beta--b--c", "acme--new");
        assertThat(json.list("endpoints").get(4).get("details"))
                .asString()
                .contains("config=acme--new", "serverlessMemory=2048", "maxConcurrency=5", "model=acme--old");
    }

    @Test
    void wideTellsTimesAndModels() {
        fleet();

        assertThat(shell.run("list-endpoints acme -o wide").done().out())
                .containsPattern("ENDPOINT +REGION +STATE +AGE +CHANGED +CREATED +LAST CHANGE\n")
                .containsPattern("acme--old +us-east-1 +InService +8d +8d +\\d{4}-\\d\\d-\\d\\dT.*Z +\\d{4}-.*Z\n");
        assertThat(shell.run("list-endpoints acme -o wide --details").done().out())
                .containsPattern("LAST CHANGE +CONFIG +VARIANT +MODEL\n")
                .containsPattern("Z +acme--new +small +acme--old\n");
    }

    @Test
    void detailsTellWhyOneFailed() {
        Shell failing = new Shell(new SandboxSettings(
                Duration.ofSeconds(1), Duration.ZERO, Map.of("ml.m5.large", "The container did not pass the ping")));
        failing.run("create-tenant acme").done();
        deploy(failing.sagemaker(), "acme--bad", ROLE);
        failing.clock.pass(Duration.ofMinutes(1));

        assertThat(failing.run("list-endpoints --details").done().out())
                .containsPattern("acme--bad +us-east-1 +Failed .*\n  Failed: The container did not pass the ping\n")
                .contains("1 endpoint, 0 in service");
    }

    @Test
    void detailsAreLeftOutForWhatIsGone() {
        shell.run("create-tenant acme").done();
        deploy(shell.sagemaker(), "acme--old", ROLE);
        shell.clock.pass(Duration.ofMinutes(1));

        shell.sagemaker().deleteEndpointConfig(r -> r.endpointConfigName("acme--old"));
        assertThat(shell.run("list-endpoints acme --details").done().out())
                .containsPattern("acme--old .* InService .* unknown\n");

        shell.door.meanwhile("DescribeEndpoint", 1, () -> {
            shell.sagemaker().deleteEndpoint(r -> r.endpointName("acme--old"));
            shell.clock.pass(Duration.ofMinutes(1));
        });
        assertThat(shell.run("list-endpoints acme --details").done().out())
                .containsPattern("acme--old .* InService .* unknown\n");
        assertThat(shell.run("list-endpoints acme --details").done().out()).isEqualTo("No endpoints.\n");
    }

    @Test
    void othersThatUseATenantsRoleOrModelAreTold() {
        fleet();
        deploy(
                shell.sagemaker(),
                "thief",
                "arn:aws:iam::123456789012:role/theirs",
                on("all", "acme--old", "ml.m5.large", 1));
        deploy(shell.sagemaker(), "posing", ROLE);
        deploy(shell.sagemaker("eu-west-1"), "acme--far", role("eu-west-1", "beta"));
        shell.sagemaker()
                .createEndpointConfig(r -> r.endpointConfigName("acme-west--own")
                        .productionVariants(on("all", "acme--old", "ml.m5.large", 1)));
        shell.sagemaker().createEndpoint(r -> r.endpointName("acme-west--mixed").endpointConfigName("acme-west--own"));
        shell.clock.pass(Duration.ofHours(1));

        Ran ran = shell.run("list-endpoints acme --details").done();

        assertThat(ran.out()).endsWith("""
                        These use a tenant's role or model and are not that tenant's:
                          ENDPOINT          REGION     STATE      AGE  USES
                          acme-west--mixed  us-east-1  InService  1h   model acme--old, role acme--execution
                          posing            us-east-1  InService  1h   role acme--execution
                          thief             us-east-1  InService  1h   model acme--old, role acme--execution
                        """);
        List<Map<String, Object>> all =
                shell.run("list-endpoints --details -o json").done().list("foreign");
        assertThat(all)
                .<Object>extracting(one -> one.get("endpoint") instanceof Map<?, ?> row ? row.get("name") : null)
                .containsExactly("acme--far", "acme-west--mixed", "posing", "thief");
        assertThat(Ran.objects(all.get(3), "uses"))
                .isEqualTo(List.of(
                        Map.of("tenant", "acme", "kind", "model", "name", "acme--old"),
                        Map.of("tenant", "acme", "kind", "role", "name", "acme--execution")));
        assertThat(Ran.objects(all.get(0), "uses"))
                .isEqualTo(List.of(Map.of("tenant", "beta", "kind", "role", "name", "beta--execution")));
        assertThat(shell.run("list-endpoints acme-west --details").done().out()).doesNotContain("These use");
    }

    @Test
    void theOldAreChosenAndSorted() {
        fleet();
        shell.sagemaker().updateEndpoint(r -> r.endpointName("acme--old").endpointConfigName("acme--new"));

        assertThat(names(shell.run("list-endpoints --older-than 7d -o json").done()))
                .containsExactly("acme--old");
        assertThat(shell.run("list-endpoints --older-than 9d").done().out()).isEqualTo("No endpoints.\n");
        assertThat(names(shell.run("list-endpoints --sort age -o json").done())).startsWith("acme--old");
        assertThat(names(shell.run("list-endpoints --sort changed -o json").done()))
                .endsWith("acme--old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list-endpoints --older-than soon | --older-than: 'soon' is not a duration",
                "list-endpoints --sort instances | --sort instances needs --details",
                "list-endpoints --sort size | --sort",
                "list-endpoints Acme | 'Acme'"
            })
    void badInput(String lineAndError) {
        String[] parts = lineAndError.split(" \\| ", 2);

        shell.run(parts[0]).refused(ExitCode.INVALID_INPUT, parts[1]);
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListEndpoints", "DescribeEndpoint", "DescribeEndpointConfig", "DescribeModel"})
    void aMissingRightIsNamed(String operation) {
        fleet();
        deploy(shell.sagemaker(), "posing", ROLE);
        shell.door.refuse(
                operation,
                400,
                "AccessDeniedException",
                "User: arn:aws:iam::123456789012:user/olga is not authorized to perform: sagemaker:" + operation
                        + " because no identity-based policy allows the sagemaker:" + operation + " action");

        shell.run("list-endpoints --details")
                .refused(ExitCode.REFUSED, "access denied, sagemaker:" + operation + " is missing");
    }

    /** Pages of a hundred endpoints; IAM's lists hold a thousand. */
    @Test
    void theNumberOfCallsGrowsByPagingAlone() {
        List<Long> calls = new ArrayList<>();
        for (int tenants : new int[] {1, 3, 6}) {
            Shell many = new Shell();
            for (int i = 0; i < tenants; i++) {
                String tenant = "t" + i;
                many.run("create-tenant " + tenant + " --no-users").done();
                many.sagemaker()
                        .createModel(r -> r.modelName(tenant + "--m")
                                .executionRoleArn(role("us-east-1", tenant))
                                .primaryContainer(c -> c.image("image")));
                many.sagemaker()
                        .createEndpointConfig(r -> r.endpointConfigName(tenant + "--c")
                                .productionVariants(on("all", tenant + "--m", "ml.m5.large", 1)));
                for (int each = 0; each < 40; each++) {
                    String name = tenant + "--e" + each;
                    many.sagemaker().createEndpoint(r -> r.endpointName(name).endpointConfigName(tenant + "--c"));
                }
            }
            many.door.forget();
            assertThat(many.run("list-endpoints -o json").done().list("endpoints"))
                    .hasSize(tenants * 40);
            assertThat(many.door.writes()).isEmpty();
            calls.add((long) many.door.sent().size());
        }

        // ListPolicies, ListRoles, ListGroups, ListUsers, and a ListEndpoints for each hundred.
        assertThat(calls).containsExactly(5L, 6L, 7L);
    }
}
