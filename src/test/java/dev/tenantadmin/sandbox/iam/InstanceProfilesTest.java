package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

class InstanceProfilesTest {
    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();
    private String policy = "";

    @BeforeEach
    void makeTenant() {
        policy = iam.createPolicy(request -> request.policyName("acme--access").policyDocument(Clients.POLICY))
                .policy()
                .arn();
        iam.createRole(request -> request.roleName("acme--access")
                .assumeRolePolicyDocument(Clients.TRUST)
                .permissionsBoundary(policy));
        iam.createGroup(request -> request.groupName("acme--members"));
        iam.createUser(request -> request.userName("acme--owner"));
        iam.addUserToGroup(request -> request.groupName("acme--members").userName("acme--owner"));
        iam.attachGroupPolicy(request -> request.groupName("acme--members").policyArn(policy));
        iam.putUserPolicy(
                request -> request.userName("acme--owner").policyName("own").policyDocument(Clients.POLICY));
        iam.createInstanceProfile(
                request -> request.instanceProfileName("acme--profile").path("/acme/"));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName("acme--profile").roleName("acme--access"));
    }

    @Test
    void aProfileHoldsItsRoleFast() {
        assertThat(iam.getInstanceProfile(request -> request.instanceProfileName("ACME--profile"))
                        .instanceProfile()
                        .roles()
                        .get(0)
                        .roleName())
                .isEqualTo("acme--access");
        assertThat(iam.listInstanceProfiles(request -> request.pathPrefix("/acme/"))
                        .instanceProfiles())
                .hasSize(1);
        assertThat(iam.listInstanceProfiles(request -> request.pathPrefix("/other/"))
                        .instanceProfiles())
                .isEmpty();
        assertThatThrownBy(() -> iam.addRoleToInstanceProfile(
                        request -> request.instanceProfileName("acme--profile").roleName("acme--access")))
                .hasMessageContaining("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        assertThatThrownBy(() -> iam.deleteRole(request -> request.roleName("acme--access")))
                .isInstanceOf(DeleteConflictException.class)
                .hasMessageContaining("must remove roles from instance profile first");
        assertThatThrownBy(() -> iam.deleteInstanceProfile(request -> request.instanceProfileName("acme--profile")))
                .isInstanceOf(DeleteConflictException.class);
        iam.listInstanceProfilesForRole(request -> request.roleName("acme--access"))
                .instanceProfiles()
                .forEach(profile -> iam.removeRoleFromInstanceProfile(
                        request -> request.instanceProfileName(profile.instanceProfileName())
                                .roleName("acme--access")));
        iam.deleteInstanceProfile(request -> request.instanceProfileName("acme--profile"));
        iam.deleteRole(request -> request.roleName("acme--access"));
    }

    @Test
    void everythingIsToldPageByPage() {
        List<String> names = new ArrayList<>();
        GetAccountAuthorizationDetailsResponse page = null;
        do {
            String marker = page == null ? null : page.marker();
            page = iam.getAccountAuthorizationDetails(
                    request -> request.maxItems(1).marker(marker));
            page.groupDetailList().stream().map(GroupDetail::groupName).forEach(names::add);
            page.policies().stream().map(ManagedPolicyDetail::policyName).forEach(names::add);
            page.roleDetailList().stream().map(RoleDetail::roleName).forEach(names::add);
            page.userDetailList().stream().map(UserDetail::userName).forEach(names::add);
        } while (page.isTruncated());
        assertThat(names).containsExactly("acme--members", "acme--access", "acme--access", "acme--owner");

        GetAccountAuthorizationDetailsResponse some =
                iam.getAccountAuthorizationDetails(request -> request.filter(EntityType.USER, EntityType.ROLE));
        assertThat(some.policies()).isEmpty();
        UserDetail user = some.userDetailList().get(0);
        assertThat(user.groupList()).containsExactly("acme--members");
        assertThat(user.userPolicyList().get(0).policyDocument()).startsWith("%7B");
        RoleDetail role = some.roleDetailList().get(0);
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(policy);
        assertThat(role.instanceProfileList()).hasSize(1);
        ManagedPolicyDetail managed = iam.getAccountAuthorizationDetails(
                        request -> request.filter(EntityType.LOCAL_MANAGED_POLICY))
                .policies()
                .get(0);
        assertThat(managed.attachmentCount()).isEqualTo(1);
        assertThat(managed.policyVersionList().get(0).isDefaultVersion()).isTrue();
    }

    @Test
    void devicesAreListedByWhetherTheyAreSomeones() {
        for (String name : List.of("free", "taken")) {
            String serial = iam.createVirtualMFADevice(request -> request.virtualMFADeviceName(name))
                    .virtualMFADevice()
                    .serialNumber();
            if (name.equals("taken")) {
                iam.enableMFADevice(request -> request.userName("acme--owner")
                        .serialNumber(serial)
                        .authenticationCode1("123456")
                        .authenticationCode2("654321"));
            }
        }
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).hasSize(2);
        assertThat(iam.listVirtualMFADevices(request -> request.assignmentStatus(AssignmentStatusType.ASSIGNED))
                        .virtualMFADevices()
                        .get(0)
                        .user()
                        .userName())
                .isEqualTo("acme--owner");
        assertThat(iam.listVirtualMFADevices(request -> request.assignmentStatus(AssignmentStatusType.UNASSIGNED))
                        .virtualMFADevices()
                        .get(0)
                        .serialNumber())
                .endsWith("mfa/free");
    }

    @Test
    void keysAreListedPageByPage() {
        iam.createAccessKey(request -> request.userName("acme--owner"));
        iam.createAccessKey(request -> request.userName("acme--owner"));
        assertThat(iam.listAccessKeysPaginator(
                                request -> request.userName("acme--owner").maxItems(1))
                        .accessKeyMetadata())
                .hasSize(2);
    }

    @Test
    void keysOfAProfilesTagsDifferByCase() {
        iam.tagInstanceProfile(request -> request.instanceProfileName("acme--profile")
                .tags(tag("Team", "a"), tag("team", "b"), tag("zone", "c")));
        iam.tagInstanceProfile(
                request -> request.instanceProfileName("ACME--profile").tags(tag("Team", "d")));
        ListInstanceProfileTagsResponse page = iam.listInstanceProfileTags(
                request -> request.instanceProfileName("acme--profile").maxItems(2));
        assertThat(page.tags()).containsExactly(tag("Team", "d"), tag("team", "b"));
        assertThat(page.isTruncated()).isTrue();
        assertThat(iam.listInstanceProfileTags(request ->
                                request.instanceProfileName("acme--profile").marker(page.marker()))
                        .tags())
                .containsExactly(tag("zone", "c"));
        iam.untagInstanceProfile(
                request -> request.instanceProfileName("acme--profile").tagKeys("TEAM", "team"));
        assertThat(iam.getInstanceProfile(request -> request.instanceProfileName("acme--profile"))
                        .instanceProfile())
                .satisfies(profile -> {
                    assertThat(profile.tags()).containsExactly(tag("Team", "d"), tag("zone", "c"));
                    assertThat(profile.roles()).hasSize(1);
                });
        assertThatThrownBy(() -> iam.tagInstanceProfile(
                        request -> request.instanceProfileName("acme--profile").tags(tag("aws:x", "e"))))
                .hasMessageContaining("reserved for system use");
        assertThatThrownBy(() -> iam.listInstanceProfileTags(request -> request.instanceProfileName("none")))
                .hasMessageContaining("Instance Profile none cannot be found.");
    }

    @Test
    void aProfilesTagsDecideWhoMayChangeThem() {
        iam.tagInstanceProfile(
                request -> request.instanceProfileName("acme--profile").tags(tag("tenant", "acme")));
        iam.putUserPolicy(
                request -> request.userName("acme--owner").policyName("tags").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "iam:*InstanceProfile", "Resource": "*",
                  "Condition": {"StringEquals": {"aws:ResourceTag/tenant": "acme"},
                                "ForAllValues:StringEquals": {"aws:TagKeys": "team"}}}]}"""));
        IamClient owner = administrator
                .as(iam.createAccessKey(request -> request.userName("acme--owner"))
                        .accessKey())
                .iam();
        owner.tagInstanceProfile(
                request -> request.instanceProfileName("acme--profile").tags(tag("team", "a")));
        assertThatThrownBy(() -> owner.untagInstanceProfile(
                        request -> request.instanceProfileName("acme--profile").tagKeys("tenant")))
                .hasMessageContaining("is not authorized to perform: iam:UntagInstanceProfile on resource: instance"
                        + " profile acme--profile");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
