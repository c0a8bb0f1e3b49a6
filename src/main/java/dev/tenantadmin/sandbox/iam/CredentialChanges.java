package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.User;

/** The operations that change users' credentials, or turn them off and on. An access key that is off signs nothing. */
public record CredentialChanges(Store store, Directory directory) {
    UpdateAccessKeyResponse updateAccessKey(UpdateAccessKeyRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        String key = SecurityCredentials.accessKey(request.accessKeyId());
        AccessKey found = store.find(key, AccessKey.class)
                .filter(one -> one.userName().equals(user.userName()))
                .orElseThrow(() ->
                        Refusals.noSuchEntity("The Access Key with id " + request.accessKeyId() + " cannot be found."));
        store.put(key, found.copy(changed -> changed.status(request.statusAsString())));
        return UpdateAccessKeyResponse.builder().build();
    }

    UpdateLoginProfileResponse updateLoginProfile(UpdateLoginProfileRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        String key = "login-profile/" + ResourceNames.fold(user.userName());
        LoginProfile profile = store.find(key, LoginProfile.class)
                .orElseThrow(
                        () -> Refusals.noSuchEntity("Login Profile for User " + user.userName() + " cannot be found."));
        if (request.passwordResetRequired() != null) {
            store.put(key, profile.copy(changed -> changed.passwordResetRequired(request.passwordResetRequired())));
        }
        return UpdateLoginProfileResponse.builder().build();
    }

    UpdateSigningCertificateResponse updateSigningCertificate(
            UpdateSigningCertificateRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        String key = "signing-certificate/" + ResourceNames.fold(user.userName()) + "/" + request.certificateId();
        SigningCertificate certificate = store.find(key, SigningCertificate.class)
                .orElseThrow(() -> Refusals.noSuchEntity(
                        "The Certificate with id " + request.certificateId() + " cannot be found."));
        store.put(key, certificate.copy(changed -> changed.status(request.statusAsString())));
        return UpdateSigningCertificateResponse.builder().build();
    }

    private static String sshKey(User user, String id) {
        return "ssh-key/" + ResourceNames.fold(user.userName()) + "/" + id;
    }

    private SSHPublicKey sshPublicKey(User user, String id) {
        return store.find(sshKey(user, id), SSHPublicKey.class)
                .orElseThrow(() -> Refusals.noSuchEntity("The Public Key with id " + id + " cannot be found."));
    }

    /** Gives the body as it was uploaded, whatever the encoding asked for. */
    GetSshPublicKeyResponse getSshPublicKey(GetSshPublicKeyRequest request, CallerIdentity caller) {
        return GetSshPublicKeyResponse.builder()
                .sshPublicKey(sshPublicKey(directory.user(request.userName()), request.sshPublicKeyId()))
                .build();
    }

    UpdateSshPublicKeyResponse updateSshPublicKey(UpdateSshPublicKeyRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        SSHPublicKey key = sshPublicKey(user, request.sshPublicKeyId());
        store.put(
                sshKey(user, request.sshPublicKeyId()), key.copy(changed -> changed.status(request.statusAsString())));
        return UpdateSshPublicKeyResponse.builder().build();
    }
}
