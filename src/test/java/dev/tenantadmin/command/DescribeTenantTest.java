package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** {@code describe-tenant} shows every setting, what runs, and what stands beside the tenant's own resources. */
class DescribeTenantTest {

    private static final String OTHER = Operator.OTHER;

    private final Shell shell = new Shell();

    private String described() {
        return shell.run("describe-tenant acme").done().out();
    }

    private Map<String, Object> json() {
        return shell.run("describe-tenant acme -o json").done().json();
    }

    @Test
    void everySettingIsShown() {
        shell.run("create-tenant acme --no-users --path-prefix /teams/ --max-runtime 6h --idle-stop 2h --protect"
                        + " --allow-instance-type ml.t3.* --data-location s3://lake/acme/ --allow-cidr 10.0.0.0/8"
                        + " --administrator arn:aws:iam::123456789012:user/jane --trust-sso DataScientist")
                .done();

        assertThat(described())
                .contains(
                        "no users              true",
                        "path prefix           /teams/",
                        "max runtime           6h",
                        "idle stop             2h",
                        "allow instance types  ml.t3.*",
                        "data locations        s3://lake/acme/",
                        "allow cidrs           10.0.0.0/8",
                        "administrators        arn:aws:iam::123456789012:user/jane",
                        "trust sso             DataScientist",
                        "protect               true");
        assertThat(Ran.object(json(), "settings"))
                .containsEntry("path-prefix", List.of("/teams/"))
                .containsEntry("no-users", List.of("true"))
                .hasSize(10);
    }

    @Test
    void whatStandsBesideIsShownOnceAndNeverASecret() {
        shell.run("create-tenant acme --user alice").done();
        ForeignResources.onTenant(shell.iam());
        ForeignResources.onUser(shell.iam(), "acme--alice");
        String secret = shell.iam()
                .createAccessKey(r -> r.userName("acme--alice"))
                .accessKey()
                .secretAccessKey();

        String out = described();

        assertThat(out.lines().filter(line -> !line.isEmpty()))
                .anyMatch(line -> line.matches("IAM user acme--alice +as wanted, more beside it"))
                .anyMatch(line -> line.matches("IAM role acme--execution +as wanted, more beside it"))
                .anyMatch(line -> line.matches("membership acme--alice in acme--members +as wanted"))
                .contains(
                        "beside these:",
                        "  inline policy more of user acme--alice",
                        "  inline policy more of role acme--access",
                        "  inline policy more of group acme--members",
                        "  login profile of user acme--alice",
                        "  membership acme--alice in guild-of-acme--alice",
                        "  membership guest in acme--members",
                        "  place of role acme--access in instance profile profile-of-acme--access")
                .anyMatch(line -> line.matches("  access key \\w+ of user acme--alice"))
                .anyMatch(line -> line.matches("  MFA device arn:.*:mfa/acme--alice of user acme--alice"))
                .anyMatch(line -> line.matches("  signing certificate \\w+ of user acme--alice"))
                .anyMatch(line -> line.matches("  SSH public key \\w+ of user acme--alice"))
                .anyMatch(line -> line.matches("  service-specific credential \\w+ of user acme--alice"))
                .anyMatch(line -> line.matches("  attachment \\S+ to user acme--alice"))
                .doesNotHaveDuplicates();
        assertThat(out).doesNotContain(secret, "Correct-Horse");
        assertThat(Ran.objects(json(), "beside"))
                .contains(Map.of(
                        "on", "IAM user acme--alice", "type", "inline policy", "name", "more of user acme--alice"));
    }

    @Test
    void otherVersionsAndOtherUsersOfItsPoliciesAreShown() {
        shell.run("create-tenant acme").done();
        shell.run("create-tenant acme --max-runtime 6h --allow-cidr 10.0.0.0/8").done();
        shell.iam().createUser(r -> r.userName("jane"));
        shell.iam()
                .attachUserPolicy(r -> r.userName("jane")
                        .policyArn("arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--access"));

        assertThat(described())
                .contains(
                        "  other version v1 of IAM policy acme--access\n",
                        "  use of IAM policy acme--access by user jane\n");
    }

    @Test
    void strangersUnderItsPathAreShown() {
        shell.run("create-tenant acme").done();
        String path = "/tenant-admin/us-east-1/acme/";
        shell.iam().createUser(r -> r.userName("jane").path(path));
        shell.iam().createGroup(r -> r.groupName("guild").path(path + "below/"));
        shell.iam().createRole(r -> r.roleName("other").path(path).assumeRolePolicyDocument(Operator.OPEN));
        shell.iam().createPolicy(r -> r.policyName("spare").path(path).policyDocument(OTHER));

        assertThat(described())
                .contains(
                        "\nbeside these:\n  IAM policy spare\n  IAM role other\n  IAM group guild\n  IAM user jane\n");
    }

    @Test
    void theEndOfSessionsIsItsOwnButAnotherDocumentOfThatNameIsNot() {
        shell.run("create-tenant acme --user alice,bob").done();
        shell.run("remove-user acme bob --yes").done();

        assertThat(described()).doesNotContain("beside");

        shell.iam()
                .putRolePolicy(r ->
                        r.roleName("acme--access").policyName("revoked-carol").policyDocument(OTHER));
        assertThat(described())
                .contains("  inline policy revoked-carol of role acme--access")
                .doesNotContain("bob");
    }

    @Test
    void endpointsModelsAndRunningJobsAreShown() {
        shell.run("create-tenant acme").done();
        ForeignResources.ofWork(shell.sagemaker());
        ForeignResources.ofEndpoint(shell.sagemaker());
        shell.sagemaker()
                .createEndpointConfig(r -> r.endpointConfigName("acme--small")
                        .productionVariants(ProductionVariant.builder()
                                .variantName("only")
                                .modelName("acme--model")
                                .serverlessConfig(c -> c.memorySizeInMB(2048).maxConcurrency(5))
                                .build()));
        shell.sagemaker().createEndpoint(r -> r.endpointName("acme--tiny").endpointConfigName("acme--small"));
        shell.sagemaker().stopProcessingJob(r -> r.processingJobName("acme--clean"));

        assertThat(described())
                .contains(
                        "endpoint acme--live is ",
                        "ml.m5.large\n",
                        "endpoint acme--tiny is ",
                        ", serverless with 2048 MB\n")
                .contains("endpoint configuration acme--small\n", "model acme--model\n")
                .contains("training job acme--fit is InProgress\n", "processing job acme--clean is Stopping\n");
        shell.clock.pass(Duration.ofMinutes(1));
        assertThat(described())
                .contains("endpoint acme--live is InService, 1 x ml.m5.large\n")
                .doesNotContain("acme--fit");
        assertThat(Ran.objects(json(), "endpoints")).hasSize(2);
        assertThat(json()).containsEntry("models", List.of("acme--model"));
    }

    @Test
    void whatMayNotBeReadIsToldAndTheRestIsShown() {
        Operator operator = new Operator();
        operator.administrator("create-tenant acme --user alice");
        operator.shell
                .iam()
                .putUserPolicy(r -> r.userName("acme--alice").policyName("more").policyDocument(OTHER));
        operator.policy("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*", "sagemaker:*"], "Resource": "*"},
                 {"Effect": "Deny", "Action": ["iam:ListAccessKeys", "sagemaker:ListModels"], "Resource": "*"}]}""");

        Ran ran = operator.run("describe-tenant acme").done();

        assertThat(ran.out())
                .contains(
                        "inline policy more of user acme--alice",
                        "not read, for these are missing: iam:ListAccessKeys, sagemaker:ListModels\n");
        assertThat(operator.run("describe-tenant acme -o json").done().json())
                .containsEntry("notRead", List.of("iam:ListAccessKeys", "sagemaker:ListModels"));
    }
}
