package dev.tenantadmin.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.AccessKey;

class DoctorTest {

    @Test
    void aNewAccountIsFit() {
        Ran ran = new Shell().run("doctor").done();
        assertThat(ran.out())
                .contains(
                        "ok  credentials  account 123456789012, arn:aws:iam::123456789012:user/administrator",
                        "ok  quotas       room for 300 more tenants with users (Groups run out first, 0 of 300 in use), 500 with --no-users",
                        "Found nothing that would stop create-tenant.");
    }

    @Test
    void asksOnceWhoCalls() {
        Shell shell = new Shell();

        shell.run("doctor").done();

        assertThat(shell.door.operations()).containsOnlyOnce("GetCallerIdentity");
    }

    @Test
    void tellsWhichQuotaEndsFirst() {
        Shell shell = new Shell(SandboxSettings.defaults().withQuotas(Map.of("Groups", 5, "Roles", 3)));
        shell.run("create-tenant acme").done();

        Ran ran = shell.run("doctor -o json");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(String.valueOf(ran.json().get("room")))
                .isEqualTo("{withUsers=0, withoutUsers=0, endsFirst=Roles, quotas={Groups=1 of 5, Policies=2 of 1500,"
                        + " Roles=2 of 3, Users=1 of 5000}}");
        assertThat(ran.list("findings"))
                .anySatisfy(finding ->
                        assertThat(finding).containsEntry("check", "quotas").containsEntry("level", "problem"));
    }

    @Test
    void tellsWhatTheAdministratorMayNot() {
        Shell shell = new Shell();
        shell.iam().createUser(r -> r.userName("half"));
        shell.iam().putUserPolicy(r -> r.userName("half").policyName("some").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": ["iam:*", "sagemaker:*"], "Resource": "*"},
                 {"Effect": "Deny", "Action": ["iam:CreateUser", "iam:PassRole"], "Resource": "*"}]}"""));
        AccessKey key = shell.iam().createAccessKey(r -> r.userName("half")).accessKey();
        shell.signIn(key);

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "problem  permissions  IAM's simulator denies iam:CreateUser, iam:PassRole explicitly, by policy user_half_some",
                        "-> remove these denies: no other policy can override them")
                .endsWith("create-tenant would fail.\n");
    }

    @Test
    void whoHasExactlyWhatIsNeededMissesNothing() {
        Shell shell = new Shell();
        String policy = shell.run("permissions create-tenant doctor").done().out();
        String role = shell.iam()
                .createRole(r -> r.roleName("exact").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"}}}"""))
                .role()
                .arn();
        shell.iam().putRolePolicy(r -> r.roleName("exact").policyName("all").policyDocument(policy));

        assertThat(shell.run("doctor --assume-role " + role).done().out())
                .contains("ok  permissions  IAM's simulator allows all");
        String less = policy.replace("iam:AddUserToGroup", "iam:RemoveUserFromGroup");
        shell.iam().putRolePolicy(r -> r.roleName("exact").policyName("all").policyDocument(less));
        assertThat(shell.run("doctor --assume-role " + role).out())
                .contains("IAM's simulator denies iam:AddUserToGroup\n");
    }

    @Test
    void whoMayNothingIsToldSoWithEachRemedy() {
        Shell shell = new Shell();
        shell.iam().createUser(r -> r.userName("none"));
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("none")).accessKey());

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "warning  permissions  IAM's simulator cannot be used",
                        "iam:ListPolicies is missing",
                        "-> allow iam:ListPolicies")
                .contains("problem  quotas", "problem  SageMaker");
    }

    @Test
    void withoutCredentialsItSaysSo() {
        Shell shell = new Shell();
        shell.environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        Ran ran = shell.plain("doctor --profile no-such-profile");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("problem  configuration", "there is no profile 'no-such-profile'");
    }

    @Test
    void tellsWhatTheOptionsComeToAndWhy(@TempDir Path config) throws IOException {
        Path file = config.resolve("tenant-admin").resolve("config.properties");
        Files.createDirectories(config.resolve("tenant-admin"));
        Files.writeString(file, "# ours\ntimeout=5m\nregion=eu-west-1\nvolume-size=20\n");
        Shell shell = new Shell();
        shell.environment.put("XDG_CONFIG_HOME", config.toString());
        shell.environment.put("TENANT_ADMIN_REGION", "us-west-2");
        shell.environment.put("TENANT_ADMIN_INSTANCE_TYPE", "ml.m5.xlarge");
        shell.environment.put("AWS_PROFILE", "work");

        assertThat(shell.run("doctor -o json").done().list("settings"))
                .extracting(setting -> setting.get("option") + " " + setting.get("value") + " " + setting.get("origin"))
                .contains(
                        "--profile work AWS_PROFILE",
                        "--region us-west-2 TENANT_ADMIN_REGION",
                        "--endpoint-url null default",
                        "--sandbox true --sandbox",
                        "--output json --output",
                        "--quiet false default",
                        "--color auto default",
                        "--timeout 5m " + file + ":2",
                        "--instance-type ml.m5.xlarge TENANT_ADMIN_INSTANCE_TYPE",
                        "--volume-size 20 " + file + ":4")
                .doesNotHaveDuplicates();
        assertThat(shell.run("doctor --region eu-central-1").done().out().replaceAll(" +", " "))
                .contains("--region eu-central-1 --region", "--profile work AWS_PROFILE", "--endpoint-url none default")
                .doesNotContain("TENANT_ADMIN_REGION");
    }

    @Test
    void tellsWhoChoseTheRegion() {
        Shell shell = new Shell();
        assertThat(shell.run("doctor").done().out().replaceAll(" +", " ")).contains("--region us-east-1 the sandbox");
        shell.environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        assertThat(shell.run("doctor").done().out().replaceAll(" +", " "))
                .contains("--region eu-west-1 AWS_DEFAULT_REGION");
    }
}
