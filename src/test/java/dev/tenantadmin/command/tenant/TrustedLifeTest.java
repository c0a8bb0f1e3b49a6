package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.sandbox.federation.Credentialed;
import dev.tenantadmin.testing.Shell;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** A tenant that demands MFA and trusts a role, a SAML and an OIDC provider, as each of these lives in it, from the sign-in to the end. */
class TrustedLifeTest {
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String ACCESS = IAM + "role/tenant-admin/us-east-1/acme/acme--access";
    private static final String SAML = IAM + "saml-provider/Corp";
    private static final String OIDC = IAM + "oidc-provider/token.actions.githubusercontent.com";

    private final Shell shell = new Shell();

    @BeforeEach
    void makeTwoTenants() {
        shell.iam().createSAMLProvider(r -> r.name("Corp").samlMetadataDocument(Credentialed.metadata()));
        shell.iam()
                .createOpenIDConnectProvider(r ->
                        r.url("https://token.actions.githubusercontent.com").clientIDList("sts.amazonaws.com"));
        shell.iam().createRole(r -> r.roleName("science").assumeRolePolicyDocument(Operator.OPEN));
        shell.iam()
                .putRolePolicy(r -> r.roleName("science").policyName("assume").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}"""));
        shell.run("create-tenant acme --region us-east-1 --user alice --require-mfa --trust " + IAM
                        + "role/science --trust " + SAML + " --trust " + OIDC
                        + ",aud=sts.amazonaws.com,sub=repo:org/repo:*")
                .done();
        shell.run("create-tenant beta --region us-east-1").done();
        shell.environment.put("AWS_REGION", "us-east-1");
    }

    /** Who is in the tenant: reaches its notebook and none of another's, and changes nothing of IAM. */
    private void lives(Credentials session) {
        shell.signIn(session);
        assertThat(shell.stsAsCaller().getCallerIdentity().arn()).contains(":assumed-role/acme--access/");
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        shell.run("stop acme").done();
        shell.run("start acme").done();
        assertThatThrownBy(() -> shell.sagemakerAsCaller()
                        .createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName("beta--main")))
                .hasMessageContaining("is not authorized to perform");
        assertThatThrownBy(() -> shell.iamAsCaller()
                        .putRolePolicy(r ->
                                r.roleName("acme--access").policyName("more").policyDocument("{}")))
                .hasMessageContaining("is not authorized to perform");
        shell.signOut();
    }

    private Credentials withToken(String sub) {
        return shell.sts()
                .assumeRoleWithWebIdentity(r -> r.roleArn(ACCESS)
                        .roleSessionName("build")
                        .webIdentityToken(Credentialed.token(
                                shell.clock.instant(),
                                Map.of(
                                        "iss",
                                        "https://token.actions.githubusercontent.com",
                                        "aud",
                                        "sts.amazonaws.com",
                                        "sub",
                                        sub))))
                .credentials();
    }

    private Credentials withResponse(String more) {
        return shell.sts()
                .assumeRoleWithSAML(r -> r.roleArn(ACCESS)
                        .principalArn(SAML)
                        .samlAssertion(Credentialed.response(
                                shell.clock.instant(),
                                ACCESS,
                                SAML,
                                Credentialed.attribute("RoleSessionName", "ada") + more)))
                .credentials();
    }

    @Test
    void aTokenOfTheRepositoryLivesInIt() {
        lives(withToken("repo:org/repo:ref:refs/heads/main"));
        assertThatThrownBy(() -> withToken("repo:org/other:ref:refs/heads/main"))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void aSamlResponseLivesInIt() {
        lives(withResponse(""));
        assertThatThrownBy(() -> withResponse(Credentialed.attribute("SourceIdentity", "acme--alice")))
                .as("nobody signs as one of the tenant's users")
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Not authorized to perform sts:SetSourceIdentity");
    }

    @Test
    void aRoleLivesInIt() {
        shell.signIn(shell.sts()
                .assumeRole(r -> r.roleArn(IAM + "role/science").roleSessionName("ada"))
                .credentials());
        lives(shell.stsAsCaller()
                .assumeRole(r -> r.roleArn(ACCESS).roleSessionName("ada"))
                .credentials());
    }

    @Test
    void aUserWithACodeLivesInIt() {
        AccessKey key =
                shell.iam().createAccessKey(r -> r.userName("acme--alice")).accessKey();
        String device = shell.enableDevice("acme--alice");
        shell.signIn(key);
        shell.run("url acme").refused(ExitCode.REFUSED, "get-session-token");
        shell.signIn(shell.sts(key)
                .getSessionToken(r -> r.serialNumber(device).tokenCode("123456"))
                .credentials());
        lives(shell.stsAsCaller()
                .assumeRole(
                        r -> r.roleArn(ACCESS).roleSessionName("acme--alice").sourceIdentity("acme--alice"))
                .credentials());
    }

    @Test
    void whomItTrustsNoMoreStaysOutAndInTheEndNothingIsLeft() {
        Credentials before = withResponse("");
        shell.run("create-tenant acme --region us-east-1 --trust none").done();
        assertThatThrownBy(() -> withResponse(""))
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithSAML");
        assertThatThrownBy(() -> withToken("repo:org/repo:ref:refs/heads/main"))
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        shell.run("delete-tenant acme --yes --region us-east-1").done();
        shell.signIn(before);
        assertThatThrownBy(() -> shell.stsAsCaller().getCallerIdentity())
                .hasMessageContaining("security token included in the request is invalid");
    }
}
