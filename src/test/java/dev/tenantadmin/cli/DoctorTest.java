package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.SandboxSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;

class DoctorTest {

    @Test
    void aNewAccountIsFit() {
        Ran ran = new Shell().run("doctor").done();
        assertThat(ran.out())
                .contains(
                        "ok  credentials  account 123456789012, arn:aws:iam::123456789012:user/administrator",
                        "ok  quotas       room for 300 more tenants with users (Groups end first, 0 of 300 in use), 500 with --no-users",
                        "Nothing is seen that would stop create-tenant.");
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
                        "problem  permissions  IAM's simulator denies iam:CreateUser, iam:PassRole",
                        "-> have these allowed to")
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
                        "warning  permissions  cannot be simulated",
                        "iam:ListPolicies is missing",
                        "-> have iam:ListPolicies allowed")
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
}
