package dev.tenantadmin.sandbox.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Identity providers, and roles for those whom they vouch for. The errors are those of the IAM user guide, and seen in public issues. */
class FederationTest {
    private static final String GITHUB = "https://token.actions.githubusercontent.com";
    private static final String OIDC = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    private static final String SAML = "arn:aws:iam::123456789012:saml-provider/Corp";
    private static final String CI = "arn:aws:iam::123456789012:role/ci";
    private static final String PEOPLE = "arn:aws:iam::123456789012:role/people";
    private static final String BRANCH = "repo:org/repo:ref:refs/heads/main";
    private static final Map<String, String> CLAIMS = Map.of("iss", GITHUB, "aud", "sts.amazonaws.com", "sub", BRANCH);

    private final FakeClock clock = new FakeClock();
    private final Clients administrator = Clients.of(Sandbox.inMemory(clock, SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();
    private final StsClient nobody = StsClient.builder()
            .httpClient(administrator.sandbox().httpClient())
            .region(administrator.region())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    @BeforeEach
    void makeProvidersAndRoles() {
        iam.createOpenIDConnectProvider(request -> request.url(GITHUB).clientIDList("sts.amazonaws.com", "other"));
        iam.createSAMLProvider(request -> request.name("Corp").samlMetadataDocument(Credentialed.metadata()));
        iam.createRole(request -> request.roleName("ci").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"},
                 "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"], "Condition": {
                  "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                  "StringLike": {"token.actions.githubusercontent.com:sub": "repo:org/repo:*"}}}}""".formatted(OIDC)));
        iam.createRole(request -> request.roleName("people").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"},
                 "Action": ["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"], "Condition": {
                  "StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"},
                  "StringLike": {"SAML:sub": "*@example.com"}}}}""".formatted(SAML)));
        for (String role : List.of("ci", "people")) {
            iam.putRolePolicy(
                    request -> request.roleName(role).policyName("tags").policyDocument("""
                    {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Action": "sagemaker:ListModels", "Resource": "*",
                      "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}},
                     {"Effect": "Allow", "Action": "sagemaker:ListEndpoints", "Resource": "*",
                      "Condition": {"StringEquals": {"saml:sub": "ada@example.com", "aws:FederatedProvider": "%s"}}}]}""".formatted(SAML)));
        }
    }

    private AssumeRoleWithWebIdentityResponse withToken(String token) {
        return nobody.assumeRoleWithWebIdentity(
                request -> request.roleArn(CI).roleSessionName("build").webIdentityToken(token));
    }

    private AssumeRoleWithSamlResponse withResponse(String response) {
        return nobody.assumeRoleWithSAML(
                request -> request.roleArn(PEOPLE).principalArn(SAML).samlAssertion(response));
    }

    private String token(Map<String, ?> claims) {
        return Credentialed.token(clock.instant(), claims);
    }

    private static void refused(ThrowingCallable call, String code, int status, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    private static Map<String, Object> with(String claim, Object value) {
        Map<String, Object> all = new HashMap<>(CLAIMS);
        all.put(claim, value);
        return all;
    }

    @Test
    void aTokenIsTheRoleAsItsTrustPolicySays() {
        AssumeRoleWithWebIdentityResponse session = withToken(token(CLAIMS));

        assertThat(session.subjectFromWebIdentityToken()).isEqualTo(BRANCH);
        assertThat(session.provider()).isEqualTo(OIDC);
        assertThat(session.audience()).isEqualTo("sts.amazonaws.com");
        Clients ci = administrator.as(session.credentials());
        assertThat(ci.sts().getCallerIdentity().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/ci/build");
        assertThatThrownBy(() -> ci.sageMaker().listModels()).hasMessageContaining("no identity-based policy allows");

        String denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
        refused(() -> withToken(token(with("sub", "repo:org/repository:ref"))), "AccessDenied", 403, denied);
        refused(() -> withToken(token(with("aud", "other"))), "AccessDenied", 403, denied);
        refused(
                () -> nobody.assumeRoleWithWebIdentity(request ->
                        request.roleArn(PEOPLE).roleSessionName("build").webIdentityToken(token(CLAIMS))),
                "AccessDenied",
                403,
                denied);
        refused(
                () -> nobody.assumeRoleWithWebIdentity(request ->
                        request.roleArn(CI + "x").roleSessionName("build").webIdentityToken(token(CLAIMS))),
                "AccessDenied",
                403,
                denied);
    }

    @Test
    void aTokenThatIsNoneIsRefusedAsStsDoes() {
        String invalid = "InvalidIdentityToken";
        refused(() -> withToken("a.token"), invalid, 400, "The ID Token provided is not a valid JWT");
        refused(() -> withToken("a.b.c"), invalid, 400, "The ID Token provided is not a valid JWT");
        refused(() -> withToken(token(with("exp", "soon"))), invalid, 400, "The ID Token provided is not a valid JWT");
        refused(() -> withToken(token(Map.of("iss", GITHUB))), invalid, 400, "Missing a required claim: aud");
        refused(() -> withToken(token(with("aud", "nobody"))), invalid, 400, "Incorrect token audience");
        refused(
                () -> withToken(token(with("iss", "https://idp.example.com"))),
                invalid,
                400,
                "No OpenIDConnect provider found in your account for https://idp.example.com");
        refused(
                () -> withToken(token(with("exp", clock.instant().getEpochSecond()))),
                "ExpiredTokenException",
                400,
                "must be before the expiration date/time");
        refused(
                () -> nobody.getCallerIdentity(),
                "MissingAuthenticationToken",
                403,
                "Request is missing Authentication Token");
    }

    @Test
    void tagsOfATokenAreTheSessionsWhereTheRoleAllowsThem() {
        Map<String, Object> tags = Map.of("principal_tags", Map.of("team", List.of("blue")));
        Clients ci = administrator.as(
                withToken(token(with("https://aws.amazon.com/tags", tags))).credentials());
        ci.sageMaker().listModels();
        refused(
                () -> withToken(token(with("https://aws.amazon.com/source_identity", "ada"))),
                "AccessDenied",
                403,
                "Not authorized to perform sts:SetSourceIdentity");
    }

    @Test
    void aSamlResponseIsTheRoleAsItsTrustPolicySays() {
        String name = Credentialed.attribute("RoleSessionName", "ada");
        AssumeRoleWithSamlResponse session = withResponse(Credentialed.response(
                clock.instant(), PEOPLE, SAML, name + Credentialed.attribute("SourceIdentity", "ada")));

        assertThat(session.subject()).isEqualTo("ada@example.com");
        assertThat(session.subjectType()).isEqualTo("persistent");
        assertThat(session.issuer()).isEqualTo(Credentialed.ISSUER);
        assertThat(session.audience()).isEqualTo(Credentialed.SIGN_IN);
        assertThat(session.sourceIdentity()).isEqualTo("ada");
        Clients ada = administrator.as(session.credentials());
        assertThat(ada.sts().getCallerIdentity().arn()).endsWith(":assumed-role/people/ada");
        ada.sageMaker().listEndpoints();

        refused(
                () -> withResponse(Credentialed.response(clock.instant(), CI, SAML, name)),
                "AccessDenied",
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
        refused(
                () -> withResponse(Credentialed.response(clock.instant(), PEOPLE, SAML, "")),
                "InvalidIdentityToken",
                400,
                "RoleSessionName is required in AuthnResponse");
        refused(
                () -> withResponse(Credentialed.response(
                        clock.instant(), PEOPLE, SAML, Credentialed.attribute("RoleSessionName", "a b"))),
                "InvalidIdentityToken",
                400,
                "RoleSessionName in AuthnResponse must match");
        refused(() -> withResponse("bm8gWE1M"), "InvalidIdentityToken", 400, "Invalid SAML response");
        refused(
                () -> withResponse(Credentialed.response(clock.instant().minusSeconds(300), PEOPLE, SAML, name)),
                "ExpiredTokenException",
                400,
                "Token expired");
        iam.updateAssumeRolePolicy(request -> request.roleName("people").policyDocument(Clients.TRUST));
        refused(
                () -> withResponse(Credentialed.response(clock.instant(), PEOPLE, SAML, name)),
                "AccessDenied",
                403,
                "Not authorized to perform sts:AssumeRoleWithSAML");
        iam.deleteSAMLProvider(request -> request.samlProviderArn(SAML));
        refused(
                () -> withResponse(Credentialed.response(clock.instant(), PEOPLE, SAML, name)),
                "InvalidIdentityToken",
                400,
                "Specified provider doesn't exist");
    }

    @Test
    void providersAreMadeListedAndDeleted() {
        assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList())
                .extracting(OpenIDConnectProviderListEntry::arn)
                .containsExactly(OIDC);
        assertThat(iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(OIDC)))
                .satisfies(provider -> {
                    assertThat(provider.url()).isEqualTo("token.actions.githubusercontent.com");
                    assertThat(provider.clientIDList()).containsExactly("sts.amazonaws.com", "other");
                });
        assertThat(iam.listSAMLProviders().samlProviderList())
                .extracting(SAMLProviderListEntry::arn)
                .containsExactly(SAML);
        assertThat(iam.getSAMLProvider(request -> request.samlProviderArn(SAML)).samlMetadataDocument())
                .isEqualTo(Credentialed.metadata());
        refused(
                () -> iam.createOpenIDConnectProvider(request -> request.url(GITHUB)),
                "EntityAlreadyExists",
                409,
                "Provider with url " + GITHUB + " already exists.");
        refused(
                () -> iam.createOpenIDConnectProvider(request -> request.url("http://idp.example.com")),
                "ValidationError",
                400,
                "Invalid Open ID Connect Provider URL");
        refused(
                () -> iam.createSAMLProvider(
                        request -> request.name("Corp").samlMetadataDocument(Credentialed.metadata())),
                "EntityAlreadyExists",
                409,
                SAML);
        refused(
                () -> iam.createSAMLProvider(
                        request -> request.name("New").samlMetadataDocument("no XML ".repeat(200))),
                "InvalidInput",
                400,
                "Could not parse metadata");
        List<Consumer<IamClient>> gone = List.of(
                client -> client.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(OIDC)),
                client -> client.deleteSAMLProvider(request -> request.samlProviderArn(SAML)));
        gone.forEach(delete -> delete.accept(iam));
        refused(
                () -> iam.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(OIDC)),
                "NoSuchEntity",
                404,
                "OpenId connect Provider " + OIDC + " cannot be found.");
        refused(
                () -> iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(OIDC)),
                "NoSuchEntity",
                404,
                "OpenIDConnect Provider not found for arn " + OIDC);
        refused(
                () -> iam.deleteSAMLProvider(request -> request.samlProviderArn(SAML)),
                "NoSuchEntity",
                404,
                "Manifest not found for arn " + SAML);
    }
}
