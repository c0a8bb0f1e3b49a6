package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deny is told as what it is, with the kind of policy that has it, to an administrator as to everyone. */
class ExplicitDenyTest {

    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private static final String BUT = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
             {"Effect": "Deny", "Action": ["iam:CreateGroup", "iam:ListPolicies", "sagemaker:ListNotebookInstances",
              "iam:GetAccountSummary", "iam:SimulatePrincipalPolicy"], "Resource": "*"}]}""";

    private final Shell shell = new Shell();

    /** Where the deny of an administrator stands. */
    enum In {
        IDENTITY("an identity-based policy"),
        BOUNDARY("a permissions boundary"),
        SESSION("a session policy");

        private final String words;

        In(String words) {
            this.words = words;
        }

        void signIn(Shell shell, String denying) {
            String boundary = shell.iam()
                    .createPolicy(r -> r.policyName("limits").policyDocument(this == BOUNDARY ? denying : ALL))
                    .policy()
                    .arn();
            String role = shell.iam()
                    .createRole(r -> r.roleName("admin")
                            .assumeRolePolicyDocument(Operator.OPEN)
                            .permissionsBoundary(boundary))
                    .role()
                    .arn();
            shell.iam()
                    .putRolePolicy(r ->
                            r.roleName("admin").policyName("rights").policyDocument(this == IDENTITY ? denying : ALL));
            shell.signIn(shell.sts()
                    .assumeRole(r -> r.roleArn(role).roleSessionName("jane").policy(this == SESSION ? denying : null))
                    .credentials());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKindOfPolicyIsTold(In in) {
        in.signIn(shell, BUT);

        for (String line : new String[] {"list-tenants", "create-tenant acme", "describe-tenant acme"}) {
            Ran ran = shell.run(line)
                    .refused(
                            ExitCode.REFUSED,
                            "access denied, iam:ListPolicies is denied explicitly by " + in.words
                                    + ", so allowing it elsewhere does not help: User: ",
                            "with an explicit deny in " + in.words);
            assertThat(ran.err()).doesNotContain("is missing", "ask ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDenyInTheMiddleIsTold(In in) {
        in.signIn(shell, BUT.replace("\"iam:ListPolicies\", ", "").replace("\"sagemaker:ListNotebookInstances\",", ""));

        Ran ran = shell.run("create-tenant acme");

        assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(ran.err())
                .contains(
                        "creating IAM group acme--members failed: access denied, iam:CreateGroup is denied explicitly by "
                                + in.words)
                .doesNotContain("is missing", "ask ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials acme", "url acme"})
    void aDenyInTheRolesTrustIsTold(String line) {
        shell.run("create-tenant acme --no-users").done();
        shell.iam().updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "123456789012"}}]}"""));

        Ran ran = shell.run(line)
                .refused(
                        ExitCode.REFUSED,
                        "access denied, sts:AssumeRole is denied explicitly by the role trust policy");
        assertThat(ran.err()).doesNotContain("is missing", "ask ");
    }

    /** An administrator goes under the access role for a link, and what that may not do is no reason to ask an administrator. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url acme | sagemaker:CreatePresignedNotebookInstanceUrl",
                "url acme --start | sagemaker:StartNotebookInstance",
                "url acme | sagemaker:ListNotebookInstances",
                "url acme | sagemaker:DescribeNotebookInstance",
            })
    void anAdministratorUnderTheAccessRoleIsNotToldToAskOne(String line, String action) {
        shell.run("create-tenant acme --no-users").done();
        if (!action.endsWith("Url")) {
            shell.run("stop acme").done();
        }
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("acme--access").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "%s", "Resource": "*"}}""".formatted(action)));

        Ran ran = shell.run(line)
                .refused(
                        ExitCode.REFUSED,
                        "access denied, " + action + " is denied explicitly by an identity-based policy",
                        ":assumed-role/acme--access/administrator");
        assertThat(ran.err()).doesNotContain("is missing", "ask ");
    }

    /** Who starts with no right of their own goes under the access role too, and is no tenant's. */
    @Test
    void whomARoleAdmitsIsToldWhatTheRoleMayNot() {
        shell.run("create-tenant acme --no-users").done();
        TenantsOwnCommandsTest.Sign.TRUSTED_ROLE_SESSION.in(shell, "us-east-1");
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("acme--access").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "sagemaker:StopNotebookInstance",
                 "Resource": "*"}}"""));

        Ran ran = shell.run("stop acme")
                .refused(
                        ExitCode.REFUSED,
                        "access denied, sagemaker:StopNotebookInstance is denied explicitly by an identity-based policy",
                        ":assumed-role/acme--access/jane");
        assertThat(ran.err()).doesNotContain("is missing", "ask ");
    }

    @ParameterizedTest
    @EnumSource
    void doctorTellsADenyAndWhatToDoAboutIt(In in) {
        in.signIn(shell, BUT);

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out())
                .contains(
                        "sagemaker:ListNotebookInstances is denied explicitly by " + in.words,
                        "iam:GetAccountSummary is denied explicitly by " + in.words,
                        "iam:ListPolicies is denied explicitly by " + in.words,
                        "-> change " + in.words.replaceFirst("^an? ", "the ") + " that denies it")
                .doesNotContain("is missing", "ask an", "-> allow iam:", "-> allow iam:ListPolicies");
    }

    @Test
    void doctorTellsWhatTheSimulatorFindsDeniedApartFromWhatIsMissing() {
        shell.iam().createUser(r -> r.userName("half"));
        shell.iam().putUserPolicy(r -> r.userName("half").policyName("some").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "NotAction": "iam:CreateGroup", "Resource": "*"},
                 {"Effect": "Deny", "Action": ["iam:CreateUser", "iam:PassRole"], "Resource": "*"}]}"""));
        String limits = shell.iam()
                .createPolicy(r -> r.policyName("limits").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:CreateRole", "Resource": "*"}}"""))
                .policy()
                .arn();
        shell.iam().putUserPermissionsBoundary(r -> r.userName("half").permissionsBoundary(limits));
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("half")).accessKey());

        Ran ran = shell.run("doctor");

        assertThat(ran.out())
                .contains(
                        "IAM's simulator denies iam:CreateGroup\n",
                        "-> allow these for arn:aws:iam::123456789012:user/half\n",
                        "IAM's simulator denies iam:CreateRole, which the permissions boundary does not allow\n",
                        "-> allow these in the permissions boundary\n",
                        "IAM's simulator denies iam:CreateUser, iam:PassRole explicitly, by policy user_half_some\n",
                        "-> remove these denies: no other policy can override them\n");
    }
}
