package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** An IAM user: its permissions boundary and its tags. No credentials are ever made for it. */
record User(IamClient iam, String name, String path, String boundaryArn, Map<String, String> tags) implements Resource {

    @Override
    public String type() {
        return "IAM user";
    }

    @Override
    public Observation observe() {
        try {
            var user = iam.getUser(r -> r.userName(name)).user();
            if (!user.path().equals(path)) {
                return new Observation.Foreign("its path is " + user.path());
            }
            List<Difference> differences = new ArrayList<>(IamTags.differences(IamTags.map(user.tags()), tags));
            Boundary.difference(user.permissionsBoundary(), boundaryArn).ifPresent(differences::add);
            return new Observation.Present(differences);
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        iam.createUser(r ->
                r.userName(name).path(path).permissionsBoundary(boundaryArn).tags(IamTags.list(tags)));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Boundary.FIELD)) {
            iam.putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(boundaryArn));
        }
        if (observed.differsIn(IamTags.FIELD)) {
            iam.tagUser(r -> r.userName(name).tags(IamTags.list(tags)));
        }
    }

    /** Takes away first every kind of credential and whatever else others hung on the user. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.deleteUser(r -> r.userName(name));
            } catch (DeleteConflictException e) {
                stripCredentials();
                stripPermissions();
                iam.deleteUser(r -> r.userName(name));
            }
        });
    }

    private void stripCredentials() {
        iam.listAccessKeysPaginator(r -> r.userName(name))
                .accessKeyMetadata()
                .forEach(key -> NoSuchEntity.passes(
                        () -> iam.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()))));
        NoSuchEntity.passes(() -> iam.deleteLoginProfile(r -> r.userName(name)));
        iam.listMFADevicesPaginator(r -> r.userName(name)).mfaDevices().forEach(device -> {
            NoSuchEntity.passes(
                    () -> iam.deactivateMFADevice(r -> r.userName(name).serialNumber(device.serialNumber())));
            // A security key has an ARN too (:u2f/), but only a virtual device is an entity of its own.
            if (device.serialNumber().contains(":mfa/")) {
                NoSuchEntity.passes(() -> iam.deleteVirtualMFADevice(r -> r.serialNumber(device.serialNumber())));
            }
        });
        iam.listSigningCertificatesPaginator(r -> r.userName(name))
                .certificates()
                .forEach(certificate -> NoSuchEntity.passes(() -> iam.deleteSigningCertificate(
                        r -> r.userName(name).certificateId(certificate.certificateId()))));
        iam.listSSHPublicKeysPaginator(r -> r.userName(name))
                .sshPublicKeys()
                .forEach(key -> NoSuchEntity.passes(
                        () -> iam.deleteSSHPublicKey(r -> r.userName(name).sshPublicKeyId(key.sshPublicKeyId()))));
        iam.listServiceSpecificCredentials(r -> r.userName(name))
                .serviceSpecificCredentials()
                .forEach(credential -> NoSuchEntity.passes(() -> iam.deleteServiceSpecificCredential(
                        r -> r.userName(name).serviceSpecificCredentialId(credential.serviceSpecificCredentialId()))));
    }

    private void stripPermissions() {
        iam.listUserPoliciesPaginator(r -> r.userName(name))
                .policyNames()
                .forEach(policy -> NoSuchEntity.passes(
                        () -> iam.deleteUserPolicy(r -> r.userName(name).policyName(policy))));
        iam.listAttachedUserPoliciesPaginator(r -> r.userName(name))
                .attachedPolicies()
                .forEach(policy -> NoSuchEntity.passes(
                        () -> iam.detachUserPolicy(r -> r.userName(name).policyArn(policy.policyArn()))));
        iam.listGroupsForUserPaginator(r -> r.userName(name))
                .groups()
                .forEach(group -> NoSuchEntity.passes(
                        () -> iam.removeUserFromGroup(r -> r.userName(name).groupName(group.groupName()))));
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
