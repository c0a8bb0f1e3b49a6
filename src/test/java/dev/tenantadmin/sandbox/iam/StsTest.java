package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.InvalidAuthorizationMessageException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

class StsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/acme/acme--access";
    private static final AssumeRoleRequest REQUEST = AssumeRoleRequest.builder()
            .roleArn(ROLE)
            .roleSessionName("acme--owner")
            .sourceIdentity("acme--owner")
            .build();

    private final FakeClock clock = new FakeClock();
    private final Clients administrator = Clients.of(Sandbox.inMemory(clock, SandboxSettings.defaults()));

    @BeforeEach
    void makeRole() {
        administrator
                .iam()
                .createRole(request -> request.roleName("acme--access")
                        .path("/acme/")
                        .maxSessionDuration(7200)
                        .assumeRolePolicyDocument(Clients.TRUST));
        administrator
                .iam()
                .putRolePolicy(request ->
                        request.roleName("acme--access").policyName("chain").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}"""));
    }

    @Test
    void aForeignKeyIsTheAdministratorOfThePartition() {
        assertThat(administrator.sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::123456789012:user/administrator");
        assertThat(administrator.in("cn-north-1").sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws-cn:iam::123456789012:user/administrator");
        assertThat(administrator.in("us-gov-west-1").sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws-us-gov:iam::123456789012:user/administrator");
        assertThat(administrator.iam().getUser().user().userName()).isEqualTo("administrator");
    }

    @Test
    void aSessionIsTheRole() {
        AssumeRoleResponse session = administrator.sts().assumeRole(REQUEST);

        GetCallerIdentityResponse caller =
                administrator.as(session.credentials()).sts().getCallerIdentity();

        assertThat(caller.account()).isEqualTo("123456789012");
        assertThat(caller.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/acme--access/acme--owner");
        assertThat(caller.userId())
                .isEqualTo(session.assumedRoleUser().assumedRoleId())
                .startsWith("AROA")
                .endsWith(":acme--owner");
    }

    @Test
    void aSessionExpires() {
        Clients session =
                administrator.as(administrator.sts().assumeRole(REQUEST).credentials());
        clock.pass(Duration.ofHours(1));

        assertThatThrownBy(() -> session.sts().getCallerIdentity())
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
                    assertThat(e.statusCode()).isEqualTo(403);
                });
        administrator.sts().assumeRole(REQUEST);
        assertThatThrownBy(() -> session.sageMaker().listNotebookInstances())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
    }

    /** What GetSessionToken's reference says of its sessions. */
    @Test
    void aUsersSessionIsTheUserAndReachesLittleOfStsAndNoIamWithoutMfa() {
        administrator.iam().createUser(request -> request.userName("alice"));
        administrator
                .iam()
                .putUserPolicy(
                        request -> request.userName("alice").policyName("all").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                         {"Effect": "Allow", "Action": "*", "Resource": "*"},
                         {"Effect": "Deny", "Action": "sagemaker:*", "Resource": "*",
                          "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}},
                         {"Effect": "Deny", "Action": "sagemaker:ListModels", "Resource": "*",
                          "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}}]}"""));
        Clients user = administrator.as(administrator
                .iam()
                .createAccessKey(request -> request.userName("alice"))
                .accessKey());
        String device = administrator
                .iam()
                .createVirtualMFADevice(request -> request.virtualMFADeviceName("phone"))
                .virtualMFADevice()
                .serialNumber();
        assertThatThrownBy(() -> user.sts()
                        .getSessionToken(request -> request.serialNumber(device).tokenCode("123456")))
                .hasMessageContaining("MultiFactorAuthentication failed");
        administrator
                .iam()
                .enableMFADevice(request -> request.userName("alice")
                        .serialNumber(device)
                        .authenticationCode1("123456")
                        .authenticationCode2("654321"));
        assertThatThrownBy(() -> user.sts().getSessionToken(request -> request.serialNumber(device)))
                .hasMessageContaining("must provide both");

        Clients plain = administrator.as(user.sts().getSessionToken().credentials());
        Clients proved = administrator.as(user.sts()
                .getSessionToken(request ->
                        request.serialNumber(device).tokenCode("123456").durationSeconds(129_600))
                .credentials());

        assertThat(List.of(plain, proved))
                .allSatisfy(
                        session -> assertThat(session.sts().getCallerIdentity().arn())
                                .isEqualTo("arn:aws:iam::123456789012:user/alice"))
                .allSatisfy(session -> assertThatThrownBy(() -> session.sts().getSessionToken())
                        .hasMessageContaining("Cannot call GetSessionToken with session credentials"));
        assertThatThrownBy(() -> user.sageMaker().listNotebookInstances()).hasMessageContaining("explicit deny");
        assertThatThrownBy(() -> plain.sageMaker().listNotebookInstances()).hasMessageContaining("explicit deny");
        proved.sageMaker().listNotebookInstances();
        assertThatThrownBy(() -> plain.iam().getUser()).hasMessageContaining("security token included in the request");
        assertThat(proved.iam().getUser().user().userName()).isEqualTo("alice");
        proved.sageMaker().listModels();
        clock.pass(Duration.ofHours(2));
        assertThatThrownBy(() -> proved.sageMaker().listModels()).hasMessageContaining("explicit deny");
        clock.pass(Duration.ofHours(10));
        assertThatThrownBy(() -> plain.sts().getCallerIdentity()).hasMessageContaining("expired");
        proved.sts().getCallerIdentity();
        administrator
                .iam()
                .deactivateMFADevice(request -> request.userName("alice").serialNumber(device));
        clock.pass(Duration.ofHours(24));
        assertThatThrownBy(() -> proved.sts().getCallerIdentity()).hasMessageContaining("expired");
    }

    @Test
    void sourceIdentityIsKeptThroughChains() {
        Clients session =
                administrator.as(administrator.sts().assumeRole(REQUEST).credentials());

        assertThat(session.sts()
                        .assumeRole(request -> request.roleArn(ROLE).roleSessionName("next"))
                        .sourceIdentity())
                .isEqualTo("acme--owner");
        assertThatThrownBy(() -> session.sts()
                        .assumeRole(request ->
                                request.roleArn(ROLE).roleSessionName("next").sourceIdentity("other")))
                .hasMessageContaining("is not authorized to perform: sts:SetSourceIdentity on resource: " + ROLE);
    }

    @Test
    void durationsHaveTheirLimits() {
        assertThatThrownBy(() -> administrator.sts().assumeRole(REQUEST.copy(request -> request.durationSeconds(899))))
                .hasMessageContaining("greater than or equal to 900");
        assertThatThrownBy(() -> administrator.sts().assumeRole(REQUEST.copy(request -> request.durationSeconds(7201))))
                .hasMessageContaining("exceeds the MaxSessionDuration set for this role");
        Clients session = administrator.as(administrator
                .sts()
                .assumeRole(REQUEST.copy(request -> request.durationSeconds(7200)))
                .credentials());
        assertThatThrownBy(() -> session.sts().assumeRole(REQUEST.copy(request -> request.durationSeconds(3601))))
                .hasMessageContaining("exceeds the 1 hour session limit for roles assumed by role chaining");
    }

    @Test
    void aRoleThatIsNotThereIsDenied() {
        assertThatThrownBy(() -> administrator
                        .sts()
                        .assumeRole(request -> request.roleArn(ROLE + "x").roleSessionName("session")))
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("User: arn:aws:iam::123456789012:user/administrator is not authorized to"
                                    + " perform: sts:AssumeRole on resource: " + ROLE + "x");
                });
    }

    @Test
    void aUsersKeyIsTheUserUntilItIsDeleted() {
        IamClient iam = administrator.iam();
        iam.createUser(request -> request.userName("acme--owner"));
        var key =
                iam.createAccessKey(request -> request.userName("acme--owner")).accessKey();
        Clients user = new Clients(
                administrator.sandbox(),
                administrator.region(),
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));

        assertThat(user.sts().getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/acme--owner");
        iam.deleteAccessKey(request -> request.userName("acme--owner").accessKeyId(key.accessKeyId()));
        assertThatThrownBy(() -> user.sts().getCallerIdentity())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    }

    private Clients federator() {
        administrator
                .iam()
                .createUser(request -> request.userName("proxy").tags(iamTag("Team", "data"), iamTag("zone", "north")));
        administrator
                .iam()
                .putUserPolicy(
                        request -> request.userName("proxy").policyName("own").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                         {"Effect": "Allow", "Resource": "*",
                          "Action": ["sagemaker:List*", "iam:ListUsers", "sts:AssumeRole", "sts:GetAccessKeyInfo"]},
                         {"Effect": "Allow", "Action": ["sts:GetFederationToken", "sts:TagSession"],
                          "Resource": "arn:aws:sts::123456789012:federated-user/bob",
                          "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}}]}"""));
        return administrator.as(administrator
                .iam()
                .createAccessKey(request -> request.userName("proxy"))
                .accessKey());
    }

    private static software.amazon.awssdk.services.iam.model.Tag iamTag(String key, String value) {
        return software.amazon.awssdk.services.iam.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    /** What GetFederationToken's reference says of its sessions. */
    @Test
    void aFederatedUserMayDoWhatItsCreatorAndItsSessionPoliciesAllow() {
        Clients proxy = federator();
        refused(
                () -> proxy.sts().getFederationToken(request -> request.name("eve")),
                "AccessDenied",
                "User: arn:aws:iam::123456789012:user/proxy is not authorized to perform: sts:GetFederationToken on"
                        + " resource: arn:aws:sts::123456789012:federated-user/eve");
        GetFederationTokenResponse token =
                proxy.sts().getFederationToken(request -> request.name("bob").policy("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                         "Action": ["sagemaker:ListModels", "sagemaker:CreateModel", "iam:*", "sts:*"]}}"""));
        assertThat(token.federatedUser().arn()).isEqualTo("arn:aws:sts::123456789012:federated-user/bob");
        assertThat(token.federatedUser().federatedUserId()).isEqualTo("123456789012:bob");
        assertThat(token.credentials().expiration()).isEqualTo(clock.instant().plus(Duration.ofHours(12)));

        Clients bob = administrator.as(token.credentials());
        GetCallerIdentityResponse caller = bob.sts().getCallerIdentity();
        assertThat(caller.arn()).isEqualTo(token.federatedUser().arn());
        assertThat(caller.userId()).isEqualTo("123456789012:bob");
        assertThat(bob.sageMaker().listModels().models()).isEmpty();
        refused(
                () -> bob.sageMaker().listEndpoints(),
                "AccessDeniedException",
                "User: arn:aws:sts::123456789012:federated-user/bob is not authorized to perform: sagemaker:ListEndpoints");
        refused(
                () -> bob.sageMaker().createModel(request -> request.modelName("m")),
                "AccessDeniedException",
                "sagemaker:CreateModel");
        refused(() -> bob.iam().listUsers(), "InvalidClientTokenId", "The security token");
        refused(() -> bob.sts().assumeRole(REQUEST), "InvalidClientTokenId", "The security token");
        refused(
                () -> bob.sts().getFederationToken(request -> request.name("bob")),
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials");
        refused(
                () -> administrator
                        .as(administrator.sts().assumeRole(REQUEST).credentials())
                        .sts()
                        .getFederationToken(request -> request.name("bob")),
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials");

        clock.pass(Duration.ofHours(12));
        refused(() -> bob.sts().getCallerIdentity(), "ExpiredToken", "expired");
    }

    @Test
    void aFederatedUserWithoutSessionPoliciesMayDoNothingAndEndsWithItsCreator() {
        Clients proxy = federator();
        Clients bob = administrator.as(proxy.sts()
                .getFederationToken(request -> request.name("bob").durationSeconds(900))
                .credentials());
        refused(() -> bob.sageMaker().listModels(), "AccessDeniedException", "no session policy allows");
        Clients root = administrator.as(administrator
                .sts()
                .getFederationToken(request -> request.name("root")
                        .policyArns(PolicyDescriptorType.builder()
                                .arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                .build()))
                .credentials());
        assertThat(root.sageMaker().listModels().models()).isEmpty();
        refused(
                () -> root.sageMaker().deleteModel(request -> request.modelName("m")),
                "AccessDeniedException",
                "no session policy allows");

        administrator
                .iam()
                .listAccessKeys(request -> request.userName("proxy"))
                .accessKeyMetadata()
                .forEach(key -> administrator
                        .iam()
                        .deleteAccessKey(request -> request.userName("proxy").accessKeyId(key.accessKeyId())));
        administrator
                .iam()
                .deleteUserPolicy(request -> request.userName("proxy").policyName("own"));
        administrator.iam().deleteUser(request -> request.userName("proxy"));
        refused(() -> bob.sts().getCallerIdentity(), "InvalidClientTokenId", "invalid");
    }

    /** The session's tag takes precedence over the user's, whatever the case of its key (GetFederationToken's reference). */
    @Test
    void aFederatedUsersTagsAreItsCreatorsAndItsSessions() {
        Clients proxy = federator();
        refused(
                () -> proxy.sts()
                        .getFederationToken(request -> request.name("bob").tags(tag("zone", "south"))),
                "AccessDenied",
                "sts:GetFederationToken");
        refused(
                () -> administrator
                        .sts()
                        .getFederationToken(request -> request.name("bob").tags(tag("team", "a"), tag("Team", "b"))),
                "InvalidParameterValue",
                "Duplicate tag keys found.");
        administrator
                .iam()
                .putUserPolicy(
                        request -> request.userName("proxy").policyName("no").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "sts:TagSession", "Resource": "*"}}"""));
        refused(
                () -> proxy.sts()
                        .getFederationToken(request -> request.name("bob").tags(tag("team", "science"))),
                "AccessDenied",
                "not authorized to perform: sts:TagSession");
        administrator
                .iam()
                .deleteUserPolicy(request -> request.userName("proxy").policyName("no"));
        Clients bob = administrator.as(proxy.sts()
                .getFederationToken(request ->
                        request.name("bob").tags(tag("team", "science")).policy("""
                        {"Version": "2012-10-17", "Statement": [
                         {"Effect": "Allow", "Action": "sagemaker:ListModels", "Resource": "*", "Condition": {"StringEquals": {
                          "aws:PrincipalTag/team": "science", "aws:PrincipalTag/zone": "north",
                          "aws:PrincipalType": "FederatedUser", "aws:userid": "123456789012:bob"},
                          "Null": {"aws:username": "true", "aws:TokenIssueTime": "false"}}},
                         {"Effect": "Allow", "Action": "sagemaker:ListEndpoints", "Resource": "*", "Condition": {"StringEquals": {
                          "aws:PrincipalTag/team": "data"}}}]}"""))
                .credentials());
        assertThat(bob.sageMaker().listModels().models()).isEmpty();
        refused(() -> bob.sageMaker().listEndpoints(), "AccessDeniedException", "sagemaker:ListEndpoints");
    }

    @Test
    void aKeyIsOfTheAccountAndNoMessageIsEncoded() {
        Clients proxy = federator();
        assertThat(proxy.sts()
                        .getAccessKeyInfo(request ->
                                request.accessKeyId(proxy.credentials().accessKeyId()))
                        .account())
                .isEqualTo("123456789012");
        refused(
                () -> proxy.sts().decodeAuthorizationMessage(request -> request.encodedMessage("none")),
                "AccessDenied",
                "sts:DecodeAuthorizationMessage");
        assertThatThrownBy(
                        () -> administrator.sts().decodeAuthorizationMessage(request -> request.encodedMessage("none")))
                .isInstanceOfSatisfying(
                        InvalidAuthorizationMessageException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(400));
    }
}
