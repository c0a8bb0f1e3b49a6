package dev.tenantadmin.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Every kind of credential that a user has.
 *
 * @param password null for a user who cannot sign in to the console
 * @param others signing certificates, SSH keys and service-specific credentials, for a person
 */
record UserCredentials(
        String user,
        List<AccessKeyMetadata> accessKeys,
        @Nullable LoginProfile password,
        List<MFADevice> mfaDevices,
        List<String> others) {

    static UserCredentials read(IamClient iam, String user) {
        List<String> others = new ArrayList<>();
        iam.listSigningCertificatesPaginator(r -> r.userName(user))
                .certificates()
                .forEach(certificate -> others.add("signing certificate " + certificate.certificateId()));
        iam.listSSHPublicKeysPaginator(r -> r.userName(user))
                .sshPublicKeys()
                .forEach(key -> others.add("SSH key " + key.sshPublicKeyId()));
        iam.listServiceSpecificCredentials(r -> r.userName(user))
                .serviceSpecificCredentials()
                .forEach(credential -> others.add("credential %s for %s"
                        .formatted(credential.serviceSpecificCredentialId(), credential.serviceName())));
        return new UserCredentials(
                user,
                iam.listAccessKeysPaginator(r -> r.userName(user)).accessKeyMetadata().stream()
                        .toList(),
                password(iam, user),
                iam.listMFADevicesPaginator(r -> r.userName(user)).mfaDevices().stream()
                        .toList(),
                others);
    }

    private static @Nullable LoginProfile password(IamClient iam, String user) {
        try {
            return iam.getLoginProfile(r -> r.userName(user)).loginProfile();
        } catch (NoSuchEntityException e) {
            return null;
        }
    }

    /** Whether the user can sign in or sign anything. */
    boolean any() {
        return password != null || !accessKeys.isEmpty() || !others.isEmpty();
    }

    /** What there is, a sentence each; never a secret. */
    List<String> sentences() {
        List<String> all = new ArrayList<>();
        accessKeys.forEach(key -> all.add("user %s has access key %s (%s, made %s)"
                .formatted(user, key.accessKeyId(), key.statusAsString(), key.createDate())));
        if (password != null) {
            all.add("user %s has a console password (set %s) and %s"
                    .formatted(
                            user,
                            password.createDate(),
                            mfaDevices.isEmpty() ? "no MFA device" : mfaDevices.size() + " MFA device(s)"));
        }
        others.forEach(other -> all.add("user %s has %s".formatted(user, other)));
        return all;
    }
}
