package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import dev.tenantadmin.testing.MfaDevices;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/** Users and groups that are renamed and moved, credentials that change, and the account's own settings. */
class RenamesTest {
    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();

    @BeforeEach
    void makeAUserInAGroup() {
        iam.createUser(request -> request.userName("ada").path("/old/"));
        iam.createGroup(request -> request.groupName("team"));
        iam.addUserToGroup(request -> request.groupName("team").userName("ada"));
    }

    @Test
    void aRenamedUserKeepsAllThatItHas() {
        AccessKey key = iam.createAccessKey(request -> request.userName("ada")).accessKey();
        iam.createLoginProfile(request -> request.userName("ada").password("correct-Horse7"));
        String device = MfaDevices.enable(iam, "ada", "phone");
        iam.putUserPolicy(request -> request.userName("ada").policyName("all").policyDocument(ALL));
        iam.attachUserPolicy(request -> request.userName("ada").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        iam.putUserPermissionsBoundary(
                request -> request.userName("ada").permissionsBoundary("arn:aws:iam::aws:policy/AdministratorAccess"));
        String id = iam.getUser(request -> request.userName("ada")).user().userId();
        Clients session = administrator.as(administrator
                .as(key)
                .sts()
                .getSessionToken(request -> request.serialNumber(device).tokenCode("123456"))
                .credentials());
        String arn = "arn:aws:iam::123456789012:user/old/ada";
        iam.createRole(request -> request.roleName("hers").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["%1$s"]},
                 "Action": "sts:AssumeRole", "Condition": {"ArnNotEquals": {"aws:SourceArn": "%1$s"}}}]}""".formatted(arn)));

        iam.updateUser(request -> request.userName("ADA").newUserName("grace").newPath("/new/"));

        assertThatThrownBy(() -> iam.getUser(request -> request.userName("ada")))
                .isInstanceOf(NoSuchEntityException.class);
        User grace = iam.getUser(request -> request.userName("grace")).user();
        assertThat(grace.arn()).isEqualTo("arn:aws:iam::123456789012:user/new/grace");
        assertThat(grace.userId()).isEqualTo(id);
        assertThat(grace.permissionsBoundary().permissionsBoundaryArn()).endsWith(":policy/AdministratorAccess");
        assertThat(administrator.as(key).sts().getCallerIdentity().arn()).isEqualTo(grace.arn());
        assertThat(session.sts().getCallerIdentity().arn()).isEqualTo(grace.arn());
        assertThat(session.iam().listUsers().users()).hasSize(1);
        assertThat(iam.listAccessKeys(request -> request.userName("grace")).accessKeyMetadata())
                .hasSize(1);
        assertThat(iam.getLoginProfile(request -> request.userName("grace"))
                        .loginProfile()
                        .userName())
                .isEqualTo("grace");
        assertThat(iam.listMFADevices(request -> request.userName("grace")).mfaDevices())
                .hasSize(1);
        assertThat(iam.listUserPolicies(request -> request.userName("grace")).policyNames())
                .containsExactly("all");
        assertThat(iam.listGroupsForUser(request -> request.userName("grace")).groups())
                .extracting(Group::groupName)
                .containsExactly("team");
        assertThat(iam.getGroup(request -> request.groupName("team")).users())
                .extracting(User::userName)
                .containsExactly("grace");
        assertThat(URLDecoder.decode(
                        iam.getRole(request -> request.roleName("hers")).role().assumeRolePolicyDocument(),
                        StandardCharsets.UTF_8))
                .contains("\"AWS\":[\"" + grace.arn() + "\"]")
                .contains("\"aws:SourceArn\":\"" + arn + "\"");
        administrator
                .as(key)
                .sts()
                .assumeRole(request ->
                        request.roleArn("arn:aws:iam::123456789012:role/hers").roleSessionName("grace"));

        iam.createUser(request -> request.userName("ada"));
        assertThatThrownBy(
                        () -> iam.updateUser(request -> request.userName("ada").newUserName("Grace")))
                .isInstanceOf(EntityAlreadyExistsException.class)
                .hasMessageContaining("User with name Grace already exists.");
        iam.updateUser(request -> request.userName("grace").newUserName("Grace"));
        assertThat(iam.getUser(request -> request.userName("grace")).user().userName())
                .isEqualTo("Grace");
    }

    /** UpdateUser's reference: the caller needs the permission on both. */
    @Test
    void movingNeedsThePermissionOnBothSides() {
        iam.createUser(request -> request.userName("mover"));
        iam.putUserPolicy(
                request -> request.userName("mover").policyName("move").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["iam:UpdateUser", "iam:UpdateGroup"],
                 "Resource": ["arn:aws:iam::123456789012:user/old/*", "arn:aws:iam::123456789012:group/*"]}}"""));
        IamClient mover = administrator
                .as(iam.createAccessKey(request -> request.userName("mover")).accessKey())
                .iam();
        mover.updateUser(request -> request.userName("ada").newPath("/old/still/"));
        assertThatThrownBy(() ->
                        mover.updateUser(request -> request.userName("ada").newPath("/new/")))
                .hasMessageContaining("is not authorized to perform: iam:UpdateUser on resource: ")
                .hasMessageContaining("arn:aws:iam::123456789012:user/new/ada");
        mover.updateGroup(request -> request.groupName("team").newGroupName("crew"));
    }

    @Test
    void aRenamedGroupKeepsMembersAndPolicies() {
        iam.putGroupPolicy(
                request -> request.groupName("team").policyName("all").policyDocument(ALL));
        iam.attachGroupPolicy(request -> request.groupName("team").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));

        iam.updateGroup(
                request -> request.groupName("team").newGroupName("crew").newPath("/new/"));

        assertThat(iam.getGroup(request -> request.groupName("crew"))).satisfies(crew -> {
            assertThat(crew.group().arn()).isEqualTo("arn:aws:iam::123456789012:group/new/crew");
            assertThat(crew.users()).extracting(User::userName).containsExactly("ada");
        });
        assertThat(iam.listGroupPolicies(request -> request.groupName("crew")).policyNames())
                .containsExactly("all");
        assertThat(iam.listAttachedGroupPolicies(request -> request.groupName("crew"))
                        .attachedPolicies())
                .hasSize(1);
        assertThatThrownBy(() -> iam.getGroup(request -> request.groupName("team")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void anAccessKeySignsWhileItIsActive() {
        AccessKey key = iam.createAccessKey(request -> request.userName("ada")).accessKey();
        iam.updateAccessKey(request ->
                request.userName("ada").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
        assertThat(iam.listAccessKeys(request -> request.userName("ada"))
                        .accessKeyMetadata()
                        .get(0)
                        .status())
                .isEqualTo(StatusType.INACTIVE);
        assertThatThrownBy(() -> administrator.as(key).sts().getCallerIdentity())
                .hasMessageContaining("security token included in the request is invalid");
        iam.updateAccessKey(request ->
                request.userName("ada").accessKeyId(key.accessKeyId()).status(StatusType.ACTIVE));
        administrator.as(key).sts().getCallerIdentity();
        assertThatThrownBy(() -> iam.updateAccessKey(request -> request.userName("ada")
                        .accessKeyId("AKIAIOSFODNN7EXAMPLE")
                        .status(StatusType.ACTIVE)))
                .hasMessageContaining("The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.");
    }

    @Test
    void otherCredentialsChange() {
        assertThatThrownBy(() -> iam.updateLoginProfile(
                        request -> request.userName("ada").passwordResetRequired(true)))
                .hasMessageContaining("Login Profile for User ada cannot be found.");
        iam.createLoginProfile(request -> request.userName("ada").password("correct-Horse7"));
        iam.updateLoginProfile(request -> request.userName("ada").passwordResetRequired(true));
        assertThat(iam.getLoginProfile(request -> request.userName("ada"))
                        .loginProfile()
                        .passwordResetRequired())
                .isTrue();
        String id = iam.uploadSSHPublicKey(
                        request -> request.userName("ada").sshPublicKeyBody("ssh-rsa AAAAB3NzaC1yc2E ada"))
                .sshPublicKey()
                .sshPublicKeyId();
        iam.updateSSHPublicKey(
                request -> request.userName("ada").sshPublicKeyId(id).status(StatusType.INACTIVE));
        assertThat(iam.getSSHPublicKey(request ->
                                request.userName("ada").sshPublicKeyId(id).encoding("SSH"))
                        .sshPublicKey()
                        .status())
                .isEqualTo(StatusType.INACTIVE);
        iam.createRole(request -> request.roleName("role").assumeRolePolicyDocument(Clients.TRUST));
        assertThat(iam.updateRoleDescription(request -> request.roleName("role").description("for people"))
                        .role()
                        .description())
                .isEqualTo("for people");
        assertThat(iam.getUser(request -> request.userName("administrator"))
                        .user()
                        .arn())
                .isEqualTo("arn:aws:iam::123456789012:user/administrator");
    }

    @Test
    void theAccountHasAnAliasAndAPasswordPolicy() {
        assertThat(iam.listAccountAliases().accountAliases()).isEmpty();
        iam.createAccountAlias(request -> request.accountAlias("corp"));
        iam.createAccountAlias(request -> request.accountAlias("corporation"));
        assertThat(iam.listAccountAliases().accountAliases()).containsExactly("corporation");
        assertThatThrownBy(() -> iam.deleteAccountAlias(request -> request.accountAlias("corp")))
                .isInstanceOf(NoSuchEntityException.class);
        iam.deleteAccountAlias(request -> request.accountAlias("corporation"));
        assertThat(iam.listAccountAliases().accountAliases()).isEmpty();

        assertThatThrownBy(iam::getAccountPasswordPolicy)
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The Password Policy with domain name 123456789012 cannot be found.");
        iam.updateAccountPasswordPolicy(
                request -> request.minimumPasswordLength(14).maxPasswordAge(90));
        iam.updateAccountPasswordPolicy(request -> request.requireSymbols(true));
        assertThat(iam.getAccountPasswordPolicy().passwordPolicy()).satisfies(policy -> {
            assertThat(policy.minimumPasswordLength()).isEqualTo(6);
            assertThat(policy.requireSymbols()).isTrue();
            assertThat(policy.expirePasswords()).isFalse();
        });
        iam.deleteAccountPasswordPolicy();
        assertThatThrownBy(iam::deleteAccountPasswordPolicy)
                .hasMessageContaining("The account policy with name PasswordPolicy cannot be found.");
    }
}
