package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Certificates;
import dev.tenantadmin.testing.FakeClock;
import dev.tenantadmin.testing.MfaDevices;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class IamTest {
    private static final String PATH = "/tenant-admin/us-east-1/acme/";
    private static final Tag TENANT = Tag.builder().key("tenant").value("acme").build();

    private final FakeClock clock = new FakeClock();
    private final Sandbox sandbox = Sandbox.inMemory(clock, SandboxSettings.defaults());
    private final IamClient iam = Clients.of(sandbox).iam();

    private String policy(String name) {
        return iam.createPolicy(request -> request.policyName(name)
                        .path(PATH)
                        .policyDocument(Clients.POLICY)
                        .tags(TENANT))
                .policy()
                .arn();
    }

    private void role(String name) {
        iam.createRole(request -> request.roleName(name).path(PATH).assumeRolePolicyDocument(Clients.TRUST));
    }

    private static void conflict(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DeleteConflictException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(409);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
    }

    @Test
    void aRoleComesBackAsItWasMade() {
        String boundary = policy("acme--boundary");
        Role made = iam.createRole(request -> request.roleName("acme--access")
                        .path(PATH)
                        .assumeRolePolicyDocument(Clients.TRUST)
                        .description("for <people> & \"machines\"")
                        .maxSessionDuration(7200)
                        .permissionsBoundary(boundary)
                        .tags(TENANT))
                .role();

        Role role = iam.getRole(request -> request.roleName("ACME--access")).role();

        assertThat(role.copy(got ->
                        got.roleLastUsed((RoleLastUsed) null).description(null).maxSessionDuration(null)))
                .isEqualTo(made);
        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access");
        assertThat(role.roleId()).startsWith("AROA").hasSize(21);
        assertThat(role.createDate()).isEqualTo(clock.instant());
        assertThat(role.description()).isEqualTo("for <people> & \"machines\"");
        assertThat(role.maxSessionDuration()).isEqualTo(7200);
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
        assertThat(role.tags()).containsExactly(TENANT);
        assertThat(role.assumeRolePolicyDocument()).doesNotContain(" ", "\"");
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(Clients.TRUST);
        Role listed = iam.listRoles(request -> request.pathPrefix(PATH)).roles().get(0);
        assertThat(listed.hasTags()).isFalse();
        assertThat(listed.permissionsBoundary()).isNull();
    }

    @Test
    void refusalsHaveCodeStatusMessageAndRequestId() {
        assertThatThrownBy(() -> iam.getRole(request -> request.roleName("nobody")))
                .isInstanceOfSatisfying(NoSuchEntityException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(404);
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("The role with name nobody cannot be found.");
                    assertThat(e.requestId()).hasSize(36);
                });
        assertThatThrownBy(() -> iam.listServerCertificates()).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
            assertThat(e.getMessage()).contains("ListServerCertificates");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "käse", "slash/ed"})
    void namesKeepToTheirPattern(String name) {
        assertThatThrownBy(() -> iam.createGroup(request -> request.groupName(name)))
                .hasMessageContaining("1 validation error detected: Value at 'groupName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern");
    }

    @Test
    void lengthsPathsAndRequiredMembersAreChecked() {
        assertThatThrownBy(() -> role("r".repeat(65))).hasMessageContaining("less than or equal to 64");
        assertThatThrownBy(
                        () -> iam.createGroup(request -> request.groupName("g").path("no-slash")))
                .hasMessageContaining("value for path is invalid");
        assertThatThrownBy(() -> iam.createGroup(request -> {}))
                .hasMessageContaining("Value at 'groupName' failed to satisfy constraint: Member must not be null");
        assertThatThrownBy(() -> iam.createUser(request -> request.userName("u")
                        .tags(Tag.builder().key("a").value("!").build())))
                .hasMessageContaining("'tags.1.member.value'");
    }

    @Test
    void namesAreUniqueIgnoringCase() {
        role("acme--access");
        assertThatThrownBy(() -> role("Acme--Access"))
                .isInstanceOf(EntityAlreadyExistsException.class)
                .hasMessageContaining("Role with name Acme--Access already exists.");
    }

    @Test
    void aRoleIsDeletedInOrder() {
        String arn = policy("acme--access");
        role("acme--access");
        iam.attachRolePolicy(request -> request.roleName("acme--access").policyArn(arn));
        iam.putRolePolicy(
                request -> request.roleName("acme--access").policyName("own").policyDocument(Clients.POLICY));

        conflict(
                () -> iam.deleteRole(request -> request.roleName("acme--access")),
                "Cannot delete entity, must detach all policies first.");
        conflict(
                () -> iam.deletePolicy(request -> request.policyArn(arn)),
                "Cannot delete a policy attached to entities.");
        iam.detachRolePolicy(request -> request.roleName("acme--access").policyArn(arn));
        conflict(
                () -> iam.deleteRole(request -> request.roleName("acme--access")),
                "Cannot delete entity, must delete policies first.");
        iam.deleteRolePolicy(request -> request.roleName("acme--access").policyName("own"));
        assertThat(iam.listInstanceProfilesForRole(request -> request.roleName("acme--access"))
                        .instanceProfiles())
                .isEmpty();
        iam.deleteRole(request -> request.roleName("acme--access"));
        iam.deletePolicy(request -> request.policyArn(arn));

        assertThat(iam.listRoles().roles()).isEmpty();
        assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.LOCAL))
                        .policies())
                .isEmpty();
    }

    @Test
    void aGroupIsDeletedInOrder() {
        iam.createGroup(request -> request.groupName("acme--members").path(PATH));
        iam.createUser(request -> request.userName("acme--owner").path(PATH).tags(List.of()));
        iam.addUserToGroup(request -> request.groupName("acme--members").userName("acme--owner"));
        iam.putGroupPolicy(request ->
                request.groupName("acme--members").policyName("assume").policyDocument(Clients.POLICY));

        assertThat(iam.getGroup(request -> request.groupName("acme--members")).users())
                .extracting(User::userName)
                .containsExactly("acme--owner");
        assertThat(iam.listGroupsForUser(request -> request.userName("acme--owner"))
                        .groups())
                .hasSize(1);
        conflict(
                () -> iam.deleteGroup(request -> request.groupName("acme--members")),
                "Cannot delete entity, must remove users from group first.");
        conflict(
                () -> iam.deleteUser(request -> request.userName("acme--owner")),
                "Cannot delete entity, must remove users from group first.");
        iam.removeUserFromGroup(request -> request.groupName("acme--members").userName("acme--owner"));
        conflict(
                () -> iam.deleteGroup(request -> request.groupName("acme--members")),
                "Cannot delete entity, must delete policies first.");
        iam.deleteGroupPolicy(request -> request.groupName("acme--members").policyName("assume"));
        iam.deleteGroup(request -> request.groupName("acme--members"));
        iam.deleteUser(request -> request.userName("acme--owner"));

        assertThat(iam.listGroups().groups()).isEmpty();
        assertThat(iam.listUsers().users()).isEmpty();
    }

    @Test
    void aUserIsDeletedAfterAllItsCredentials() {
        String name = "acme--owner";
        iam.createUser(request -> request.userName(name));
        String key = iam.createAccessKey(request -> request.userName(name))
                .accessKey()
                .accessKeyId();
        iam.createLoginProfile(request -> request.userName(name).password("correct horse"));
        String serial = MfaDevices.enable(iam, name, name);
        String certificate = iam.uploadSigningCertificate(
                        request -> request.userName(name).certificateBody(Certificates.SELF_SIGNED))
                .certificate()
                .certificateId();
        String sshKey = iam.uploadSSHPublicKey(request -> request.userName(name).sshPublicKeyBody("ssh-rsa AAAA"))
                .sshPublicKey()
                .sshPublicKeyId();
        String service = iam.createServiceSpecificCredential(
                        request -> request.userName(name).serviceName("codecommit.amazonaws.com"))
                .serviceSpecificCredential()
                .serviceSpecificCredentialId();

        conflict(
                () -> iam.deleteUser(request -> request.userName(name)),
                "Cannot delete entity, must delete login profile first.");
        iam.deleteLoginProfile(request -> request.userName(name));
        conflict(
                () -> iam.deleteUser(request -> request.userName(name)),
                "Cannot delete entity, must delete access keys first.");
        assertThat(iam.listAccessKeys(request -> request.userName(name)).accessKeyMetadata())
                .hasSize(1);
        iam.deleteAccessKey(request -> request.userName(name).accessKeyId(key));
        conflict(
                () -> iam.deleteUser(request -> request.userName(name)),
                "Cannot delete entity, must delete certificates first.");
        assertThat(iam.listSigningCertificates(request -> request.userName(name))
                        .certificates())
                .hasSize(1);
        iam.deleteSigningCertificate(request -> request.userName(name).certificateId(certificate));
        conflict(
                () -> iam.deleteUser(request -> request.userName(name)),
                "Cannot delete entity, must delete MFA device first.");
        conflict(
                () -> iam.deleteVirtualMFADevice(request -> request.serialNumber(serial)),
                "MFA VirtualDevice in use. Must deactivate first.");
        assertThat(iam.listMFADevices(request -> request.userName(name)).mfaDevices())
                .hasSize(1);
        iam.deactivateMFADevice(request -> request.userName(name).serialNumber(serial));
        iam.deleteVirtualMFADevice(request -> request.serialNumber(serial));
        conflict(
                () -> iam.deleteUser(request -> request.userName(name)),
                "Cannot delete entity, must remove referenced objects first.");
        assertThat(iam.listSSHPublicKeys(request -> request.userName(name)).sshPublicKeys())
                .hasSize(1);
        iam.deleteSSHPublicKey(request -> request.userName(name).sshPublicKeyId(sshKey));
        assertThat(iam.listServiceSpecificCredentials(request -> request.userName(name))
                        .serviceSpecificCredentials())
                .hasSize(1);
        iam.deleteServiceSpecificCredential(request -> request.userName(name).serviceSpecificCredentialId(service));
        iam.deleteUser(request -> request.userName(name));

        assertThat(iam.listUsers().users()).isEmpty();
    }

    @Test
    void aPolicyHasFiveVersionsAndDeletesTheDefaultLast() {
        String arn = policy("acme--access");
        IntStream.range(0, 4)
                .forEach(i -> iam.createPolicyVersion(request ->
                        request.policyArn(arn).policyDocument(Clients.POLICY).setAsDefault(true)));

        assertThatThrownBy(() -> iam.createPolicyVersion(
                        request -> request.policyArn(arn).policyDocument(Clients.POLICY)))
                .isInstanceOf(LimitExceededException.class);
        conflict(
                () -> iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v5")),
                "Cannot delete the default version of a policy.");
        iam.setDefaultPolicyVersion(request -> request.policyArn(arn).versionId("v1"));
        iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v5"));
        PolicyVersion next = iam.createPolicyVersion(
                        request -> request.policyArn(arn).policyDocument(Clients.POLICY))
                .policyVersion();
        assertThat(next.versionId()).isEqualTo("v6");
        assertThat(next.isDefaultVersion()).isFalse();
        assertThatThrownBy(() -> iam.deletePolicy(request -> request.policyArn(arn)))
                .hasMessageContaining("This policy has more than one version");
        for (PolicyVersion version :
                iam.listPolicyVersions(request -> request.policyArn(arn)).versions()) {
            if (!version.isDefaultVersion()) {
                iam.deletePolicyVersion(request -> request.policyArn(arn).versionId(version.versionId()));
            }
        }
        iam.deletePolicy(request -> request.policyArn(arn));
    }

    @Test
    void whatAPolicyIsOnIsCountedAndListed() {
        String boundary = policy("acme--boundary");
        String access = policy("acme--access");
        iam.createRole(request -> request.roleName("acme--access")
                .path(PATH)
                .assumeRolePolicyDocument(Clients.TRUST)
                .permissionsBoundary(boundary));
        iam.createUser(request -> request.userName("acme--owner").permissionsBoundary(boundary));
        iam.attachRolePolicy(request -> request.roleName("acme--access").policyArn(access));

        Policy policy = iam.getPolicy(request -> request.policyArn(boundary)).policy();
        assertThat(policy.permissionsBoundaryUsageCount()).isEqualTo(2);
        assertThat(policy.attachmentCount()).isZero();
        assertThat(policy.tags()).containsExactly(TENANT);
        assertThat(iam.listEntitiesForPolicy(
                                request -> request.policyArn(boundary).entityFilter(EntityType.ROLE))
                        .policyRoles())
                .extracting(PolicyRole::roleName)
                .containsExactly("acme--access");
        assertThat(iam.listEntitiesForPolicy(request ->
                                request.policyArn(boundary).policyUsageFilter(PolicyUsageType.PERMISSIONS_POLICY))
                        .policyUsers())
                .isEmpty();
        assertThat(iam.listPolicies(request -> request.policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                        .policies())
                .extracting(Policy::policyName)
                .containsExactly("acme--boundary");
        assertThat(iam.listPolicies(
                                request -> request.scope(PolicyScopeType.AWS).onlyAttached(true))
                        .policies())
                .isEmpty();
        iam.deleteRolePermissionsBoundary(request -> request.roleName("acme--access"));
        assertThat(iam.getRole(request -> request.roleName("acme--access"))
                        .role()
                        .permissionsBoundary())
                .isNull();
        assertThat(iam.getAccountSummary().summaryMap())
                .containsEntry(SummaryKeyType.ROLES, 1)
                .containsEntry(SummaryKeyType.POLICIES, 2)
                .containsEntry(SummaryKeyType.GROUPS_QUOTA, 300);
    }

    @Test
    void listsPageToTheEnd() {
        IntStream.range(0, 7).forEach(i -> iam.createGroup(request -> request.groupName("group-" + i)));
        List<String> names = new ArrayList<>();
        iam.listGroupsPaginator(request -> request.maxItems(3)).stream().forEach(page -> {
            assertThat(page.groups()).hasSizeLessThanOrEqualTo(3);
            page.groups().forEach(group -> names.add(group.groupName()));
        });
        assertThat(names).hasSize(7).isSorted();
    }

    static Stream<String> malformed() {
        return Stream.of("{", "[]", "{}", "{\"Version\": \"2012-10-17\"}", "{\"Statement\": []}");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoPolicyIsRefused(String document) {
        role("acme--access");
        assertThatThrownBy(() -> iam.putRolePolicy(request ->
                        request.roleName("acme--access").policyName("own").policyDocument(document)))
                .isInstanceOf(MalformedPolicyDocumentException.class);
    }

    @Test
    void aTrustPolicyNamesOnlyWhoExists() {
        String arn = "arn:aws:iam::123456789012:role/nobody";
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("r")
                        .assumeRolePolicyDocument("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                                + "\"Principal\":{\"AWS\":[\"" + arn + "\"]}}]}")))
                .isInstanceOf(MalformedPolicyDocumentException.class)
                .hasMessageContaining("Invalid principal in policy: \"AWS\":\"" + arn + "\"");
    }

    @Test
    void sizesAttachmentsAndTagsHaveLimits() {
        role("acme--access");
        String large = Clients.POLICY.replace("s3:*", "s3:" + "x".repeat(6144));
        assertThatThrownBy(() ->
                        iam.createPolicy(request -> request.policyName("large").policyDocument(large)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("PolicySize: 6144");
        iam.createPolicy(request -> request.policyName("airy").policyDocument(Clients.POLICY + " ".repeat(9000)));
        IntStream.range(0, 10).forEach(i -> {
            String arn = policy("policy-" + i);
            iam.attachRolePolicy(request -> request.roleName("acme--access").policyArn(arn));
        });
        String eleventh = policy("eleventh");
        assertThatThrownBy(() -> iam.attachRolePolicy(
                        request -> request.roleName("acme--access").policyArn(eleventh)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("PoliciesPerRole: 10");
        assertThatThrownBy(() -> iam.tagRole(request -> request.roleName("acme--access")
                        .tags(TENANT, Tag.builder().key("Tenant").value("x").build())))
                .hasMessageContaining("Duplicate tag keys found");
        assertThatThrownBy(() -> iam.tagRole(request -> request.roleName("acme--access")
                        .tags(IntStream.range(0, 51)
                                .mapToObj(i ->
                                        Tag.builder().key("k" + i).value("").build())
                                .toList())))
                .hasMessageContaining("less than or equal to 50");
    }

    @Test
    void whatDoesNotExistCannotBeAttachedNorBound() {
        role("acme--access");
        String arn = "arn:aws:iam::123456789012:policy/none";
        assertThatThrownBy(() -> iam.attachRolePolicy(
                        request -> request.roleName("acme--access").policyArn(arn)))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("Policy " + arn + " does not exist or is not attachable.");
        assertThatThrownBy(() -> iam.createUser(request -> request.userName("u").permissionsBoundary(arn)))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("Scope ARN: " + arn + " does not exist or is not attachable.");
        assertThat(iam.listUsers().users()).isEmpty();
    }
}
