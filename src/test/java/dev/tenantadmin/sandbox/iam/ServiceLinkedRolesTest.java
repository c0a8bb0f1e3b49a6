package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

class ServiceLinkedRolesTest {
    private static final String NOTEBOOKS = "AWSServiceRoleForAmazonSageMakerNotebooks";

    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();

    private Role linked() {
        return iam.createServiceLinkedRole(request ->
                        request.awsServiceName("sagemaker.amazonaws.com").description("Acme"))
                .role();
    }

    @Test
    void theRoleIsUnderTheServicesPathAndTrustsIt() {
        Role role = linked();
        assertThat(role.arn())
                .isEqualTo("arn:aws:iam::123456789012:role/aws-service-role/sagemaker.amazonaws.com/" + NOTEBOOKS);
        assertThat(role.assumeRolePolicyDocument()).contains("%22Service%22%3A%5B%22sagemaker.amazonaws.com%22%5D");
        assertThat(iam.getRole(request -> request.roleName(NOTEBOOKS)).role().description())
                .isEqualTo("Acme");
        assertThatThrownBy(this::linked)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Service role name " + NOTEBOOKS
                        + " has been taken in this account, please try a different suffix.");
        assertThatThrownBy(() -> iam.createServiceLinkedRole(
                        request -> request.awsServiceName("es.amazonaws.com").customSuffix("two")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Custom suffix is not allowed for es.amazonaws.com");
        assertThat(iam.createServiceLinkedRole(request -> request.awsServiceName("autoscaling.amazonaws.com")
                                .customSuffix("two"))
                        .role()
                        .roleName())
                .isEqualTo("AWSServiceRoleForAutoScaling_two");
        assertThatThrownBy(() -> iam.createServiceLinkedRole(request -> request.awsServiceName("s3.amazonaws.com")))
                .isInstanceOf(IamException.class)
                .hasMessageContaining("The sandbox knows no role that is linked to s3.amazonaws.com.");
    }

    @Test
    void itIsTheServicesToChange() {
        linked();
        String policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        iam.createInstanceProfile(request -> request.instanceProfileName("acme"));
        List<ThrowingCallable> changes = List.of(
                () -> iam.attachRolePolicy(
                        request -> request.roleName(NOTEBOOKS).policyArn(policy)),
                () -> iam.detachRolePolicy(
                        request -> request.roleName(NOTEBOOKS).policyArn(policy)),
                () -> iam.putRolePolicy(
                        request -> request.roleName(NOTEBOOKS).policyName("own").policyDocument(Clients.POLICY)),
                () -> iam.deleteRolePolicy(
                        request -> request.roleName(NOTEBOOKS).policyName("own")),
                () -> iam.putRolePermissionsBoundary(
                        request -> request.roleName(NOTEBOOKS).permissionsBoundary(policy)),
                () -> iam.deleteRolePermissionsBoundary(request -> request.roleName(NOTEBOOKS)),
                () -> iam.updateAssumeRolePolicy(
                        request -> request.roleName(NOTEBOOKS).policyDocument(Clients.TRUST)),
                () -> iam.updateRole(request -> request.roleName(NOTEBOOKS).maxSessionDuration(7200)),
                () -> iam.addRoleToInstanceProfile(
                        request -> request.instanceProfileName("acme").roleName(NOTEBOOKS)),
                () -> iam.deleteRole(request -> request.roleName(NOTEBOOKS)));
        for (ThrowingCallable change : changes) {
            assertThatThrownBy(change)
                    .isInstanceOf(UnmodifiableEntityException.class)
                    .hasMessageContaining("Cannot perform the operation on the protected role '" + NOTEBOOKS
                            + "' - this role is only modifiable by AWS");
        }
        iam.updateRole(request -> request.roleName(NOTEBOOKS).description("New"));
        assertThat(iam.getRole(request -> request.roleName(NOTEBOOKS)).role().description())
                .isEqualTo("New");
    }

    @Test
    void itIsDeletedByATask() {
        linked();
        iam.createRole(request -> request.roleName("own").assumeRolePolicyDocument(Clients.TRUST));
        assertThatThrownBy(() -> iam.deleteServiceLinkedRole(request -> request.roleName("own")))
                .isInstanceOf(NoSuchEntityException.class);
        String task = iam.deleteServiceLinkedRole(request -> request.roleName(NOTEBOOKS))
                .deletionTaskId();
        assertThat(task).startsWith("task/aws-service-role/sagemaker.amazonaws.com/" + NOTEBOOKS + "/");
        assertThat(iam.getServiceLinkedRoleDeletionStatus(request -> request.deletionTaskId(task))
                        .status())
                .isEqualTo(DeletionTaskStatusType.SUCCEEDED);
        assertThatThrownBy(() -> iam.getServiceLinkedRoleDeletionStatus(request -> request.deletionTaskId("task/x")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThatThrownBy(() -> iam.getRole(request -> request.roleName(NOTEBOOKS)))
                .isInstanceOf(NoSuchEntityException.class);
        linked();
    }

    @Test
    void aPolicyNamesTheServiceAndTheRole() {
        iam.createUser(request -> request.userName("alice"));
        iam.putUserPolicy(request -> request.userName("alice").policyName("own").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*",
                  "Condition": {"StringEquals": {"iam:AWSServiceName": "sagemaker.amazonaws.com"}}},
                 {"Effect": "Allow", "Action": ["iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus"],
                  "Resource": "arn:aws:iam::*:role/aws-service-role/sagemaker.amazonaws.com/*"}]}"""));
        IamClient alice = administrator
                .as(iam.createAccessKey(request -> request.userName("alice")).accessKey())
                .iam();
        assertThatThrownBy(() -> alice.createServiceLinkedRole(request -> request.awsServiceName("ecs.amazonaws.com")))
                .hasMessageContaining("is not authorized to perform: iam:CreateServiceLinkedRole on resource:"
                        + " arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        alice.createServiceLinkedRole(request -> request.awsServiceName("sagemaker.amazonaws.com"));
        String task = alice.deleteServiceLinkedRole(request -> request.roleName(NOTEBOOKS))
                .deletionTaskId();
        assertThat(alice.getServiceLinkedRoleDeletionStatus(request -> request.deletionTaskId(task))
                        .status())
                .isEqualTo(DeletionTaskStatusType.SUCCEEDED);
        iam.createServiceLinkedRole(request -> request.awsServiceName("ecs.amazonaws.com"));
        assertThatThrownBy(() -> alice.deleteServiceLinkedRole(request -> request.roleName("AWSServiceRoleForECS")))
                .hasMessageContaining("iam:DeleteServiceLinkedRole");
    }
}
