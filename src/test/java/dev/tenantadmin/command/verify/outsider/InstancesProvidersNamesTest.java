package dev.tenantadmin.command.verify.outsider;

import static dev.tenantadmin.command.verify.outsider.FiveTenants.ACCOUNT;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.allow;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.deny;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.reached;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.steps;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.trusts;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.when;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways over instances of EC2, identity providers, and users that are moved or made under a tenant's path. */
class InstancesProvidersNamesTest {

    private static final String OPEN = "sagemaker:CreatePresignedNotebookInstanceUrl";
    private static final String T3 = "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/t3--main";
    private static final String ACCESS_ROLE = ACCOUNT + "role/tenant-admin/us-east-1/t3/t3--access";
    private static final String NEW = ACCOUNT + "user/tenant-admin/us-east-1/t3/t3--new*";
    private static final String SAML = ACCOUNT + "saml-provider/idp";
    private static final String OIDC = ACCOUNT + "oidc-provider/token.example.com";
    private static final String EC2 = trusts("Service", "ec2.amazonaws.com");
    private static final String SAGEMAKER = trusts("Service", "sagemaker.amazonaws.com");

    private final FiveTenants account = FiveTenants.fresh();

    /** Without the service that a changed trust policy admits, which is an outsider of its own. */
    private boolean isReached(String user) {
        return account.byName().containsKey("user/" + user);
    }

    private void profile(String role) {
        account.shell.iam().createInstanceProfile(r -> r.instanceProfileName(role));
        account.shell
                .iam()
                .addRoleToInstanceProfile(r -> r.instanceProfileName(role).roleName(role));
    }

    /** The role has to be in an instance profile and to admit EC2. */
    @ParameterizedTest
    @ValueSource(strings = {"ec2:AssociateIamInstanceProfile", "ec2:RunInstances"})
    void whoPassesATenantsRoleToAnInstance(String action) {
        account.user("one", allow("iam:PassRole", "*"), allow(action, "*"));
        account.replaceTrust("t3--execution", SAGEMAKER, EC2);
        assertThat(isReached("one")).isFalse();

        profile("t3--execution");
        assertThat(reached(account.of("user/one"))).containsExactly("t3 pass-execution CERTAIN");

        account.replaceTrust("t3--execution", SAGEMAKER);
        assertThat(isReached("one")).isFalse();
    }

    @Test
    void whoPutsATenantsRoleIntoAnInstanceProfileAndUsesTheInstance() {
        account.user(
                "one",
                allow("iam:PassRole", "*"),
                allow("iam:AddRoleToInstanceProfile", "*"),
                allow("ssm:StartSession", "*"));
        account.user("two", allow("iam:PassRole", "*"), allow("iam:AddRoleToInstanceProfile", "*"));
        account.user("three", allow("iam:AddRoleToInstanceProfile", "*"), allow("ssm:StartSession", "*"));
        assertThat(account.outsiders()).isEmpty();

        account.replaceTrust("t3--access", EC2);

        assertThat(reached(account.of("user/one"))).containsExactly("t3 pass-access CERTAIN");
        assertThat(isReached("two")).isFalse();
        assertThat(isReached("three")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssm:SendCommand", "ssm:StartSession", "ec2-instance-connect:SendSSHPublicKey"})
    void whoUsesInstancesThatCouldRunAsATenantsRole(String action) {
        account.user("one", allow(action, "*"));
        account.user("elsewhere", allow(action, "arn:aws:ec2:*:999999999999:instance/*"));
        account.replaceTrust("t3--execution", SAGEMAKER, EC2);
        assertThat(isReached("one")).isFalse();

        profile("t3--execution");

        assertThat(reached(account.of("user/one")))
                .containsExactly("t3 instance PERHAPS [an instance that runs as role t3--execution]");
        assertThat(isReached("elsewhere")).isFalse();
    }

    @Test
    void whoUsesInstancesThatCouldRunAsAnotherRole() {
        account.role("opener", EC2, allow(OPEN, T3));
        account.user("one", allow("ssm:StartSession", "*"));
        assertThat(isReached("one")).isFalse();

        profile("opener");

        Outsider one = account.of("user/one");
        assertThat(reached(one)).containsExactly("t3 notebook-open PERHAPS [an instance that runs as role opener]");
        assertThat(steps(one.reached().get(0).path())).containsExactly("uses instances of role opener");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "iam:UpdateSAMLProvider, saml-provider",
        "iam:*SAMLProvider, saml-provider",
        "iam:UpdateOpenIDConnectProviderThumbprint, oidc-provider",
        "iam:AddClientIDToOpenIDConnectProvider, oidc-provider",
    })
    void whoChangesAnIdentityProviderThatATenantTrusts(String action, String way) {
        account.user("one", allow(action, ACCOUNT + way + "/*"));
        account.user("other", allow(action, ACCOUNT + way + "/other"));
        assertThat(account.outsiders()).isEmpty();

        account.replaceTrust(
                "t3--access",
                trusts("Federated", SAML).replace("sts:AssumeRole", "sts:AssumeRoleWithSAML"),
                trusts("Federated", OIDC).replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"));

        assertThat(reached(account.of("user/one"))).containsExactly("t3 " + way + " CERTAIN");
        assertThat(isReached("other")).isFalse();
    }

    /** Deleting it alone keeps people out; making it again lets others in. */
    @Test
    void whoMakesASamlProviderAgain() {
        account.replaceTrust(
                "t3--access", trusts("Federated", SAML).replace("sts:AssumeRole", "sts:AssumeRoleWithSAML"));
        account.user("one", allow("iam:DeleteSAMLProvider", SAML), allow("iam:CreateSAMLProvider", SAML));
        account.user("two", allow("iam:DeleteSAMLProvider", SAML));

        assertThat(reached(account.of("user/one"))).containsExactly("t3 saml-provider CERTAIN");
        assertThat(isReached("two")).isFalse();
    }

    /** It needs the right to both names, and to assume the role. */
    @Test
    void aUserThatMovesItselfUnderATenantsPath() {
        String assume = allow("sts:AssumeRole", "*");
        account.user("one", assume, allow("iam:UpdateUser", ACCOUNT + "user/one"), allow("iam:UpdateUser", NEW));
        account.user("away", assume, allow("iam:UpdateUser", ACCOUNT + "user/away"));
        account.user("to", assume, allow("iam:UpdateUser", NEW));
        account.user("idle", allow("iam:UpdateUser", ACCOUNT + "user/idle"), allow("iam:UpdateUser", NEW));
        account.user(
                "denied",
                assume,
                deny("sts:AssumeRole", ACCESS_ROLE),
                allow("iam:UpdateUser", ACCOUNT + "user/denied"),
                allow("iam:UpdateUser", NEW));
        account.user(
                "bound",
                when(assume, "{'StringEquals': {'aws:username': 'bound'}}"),
                allow("iam:UpdateUser", ACCOUNT + "user/bound"),
                allow("iam:UpdateUser", NEW));

        Outsider one = account.of("user/one");

        assertThat(reached(one)).containsExactly("t3 assume-access CERTAIN");
        assertThat(steps(one.reached().get(0).path())).containsExactly("gives a tenant's path and name to user one");
        assertThat(one.reached().get(0).expected()).isFalse();
        assertThat(account.byName()).containsOnlyKeys("user/one");

        account.role("nobody", SAGEMAKER);
        account.replaceTrust("t3--access", trusts("AWS", ACCOUNT + "role/nobody"));
        assertThat(isReached("one")).isFalse();
    }

    @Test
    void whoMovesAnotherOfWhomItHasTheKeys() {
        account.user("two", allow("sts:AssumeRole", "*"));
        account.user(
                "mover",
                allow("iam:CreateAccessKey", ACCOUNT + "user/two"),
                allow("iam:UpdateUser", ACCOUNT + "user/two"),
                allow("iam:UpdateUser", NEW));
        account.user("keyless", allow("iam:UpdateUser", ACCOUNT + "user/two"), allow("iam:UpdateUser", NEW));

        Outsider mover = account.of("user/mover");

        assertThat(reached(mover)).containsExactly("t3 assume-access CERTAIN");
        assertThat(steps(mover.reached().get(0).path()))
                .containsExactly("makes access keys of user two", "gives a tenant's path and name to user two");
        assertThat(account.byName()).containsOnlyKeys("user/mover");
    }

    /** A user that is made is let in by the pattern of names alone. */
    @Test
    void whoMakesAUserUnderATenantsPath() {
        account.user(
                "one",
                allow("iam:CreateUser", NEW),
                allow("iam:CreateAccessKey", NEW),
                allow("iam:PutUserPolicy", NEW));
        account.user("half", allow("iam:CreateUser", NEW), allow("iam:CreateAccessKey", NEW));

        assertThat(reached(account.of("user/one"))).containsExactly("t3 new-user CERTAIN");
        assertThat(isReached("half")).isFalse();

        account.role("nobody", SAGEMAKER);
        account.replaceTrust("t3--access", trusts("AWS", ACCOUNT + "role/nobody"));
        assertThat(isReached("one")).isFalse();
    }
}
