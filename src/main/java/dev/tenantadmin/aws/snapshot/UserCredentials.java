package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Every kind of credential that a user has.
 *
 * @param passwordSet when the console password was set; null for a user who cannot sign in to the console
 * @param mfaDevices how many
 * @param others signing certificates, SSH keys and service-specific credentials, for a person
 */
public record UserCredentials(
        String user, List<AccessKey> accessKeys, @Nullable Instant passwordSet, int mfaDevices, List<String> others) {

    /**
     * An access key without its secret.
     *
     * @param status AWS's word
     */
    public record AccessKey(String id, String status, Instant created) {

        boolean isActive() {
            return status.equals("Active");
        }
    }

    public static UserCredentials read(AwsClients clients, String user) {
        IamClient iam = clients.iam();
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
                        .map(key -> new AccessKey(key.accessKeyId(), key.statusAsString(), key.createDate()))
                        .toList(),
                passwordSet(iam, user),
                (int) iam.listMFADevicesPaginator(r -> r.userName(user)).mfaDevices().stream()
                        .count(),
                others);
    }

    private static @Nullable Instant passwordSet(IamClient iam, String user) {
        try {
            LoginProfile password = iam.getLoginProfile(r -> r.userName(user)).loginProfile();
            return password.createDate();
        } catch (NoSuchEntityException e) {
            return null;
        }
    }

    /** Whether the user can sign in or sign anything. */
    public boolean any() {
        return passwordSet != null || !accessKeys.isEmpty() || !others.isEmpty();
    }

    public List<AccessKey> activeKeys() {
        return accessKeys.stream().filter(AccessKey::isActive).toList();
    }

    /** When the password and each active key was last used; when it was made, where it never was. Asks for each. */
    public List<Instant> lastUses(AwsClients clients) {
        IamClient iam = clients.iam();
        List<Instant> uses = new ArrayList<>();
        activeKeys().forEach(key -> {
            Instant used = iam.getAccessKeyLastUsed(r -> r.accessKeyId(key.id()))
                    .accessKeyLastUsed()
                    .lastUsedDate();
            uses.add(used == null ? key.created() : used);
        });
        if (passwordSet != null) {
            Instant used = iam.getUser(r -> r.userName(user)).user().passwordLastUsed();
            uses.add(used == null ? passwordSet : used);
        }
        return uses;
    }

    /** What there is, a sentence each; never a secret. */
    public List<String> sentences() {
        List<String> all = new ArrayList<>();
        accessKeys.forEach(key -> all.add(
                "user %s has access key %s (%s, made %s)".formatted(user, key.id(), key.status(), key.created())));
        if (passwordSet != null) {
            all.add("user %s has a console password (set %s) and %s"
                    .formatted(user, passwordSet, mfaDevices == 0 ? "no MFA device" : mfaDevices + " MFA device(s)"));
        }
        others.forEach(other -> all.add("user %s has %s".formatted(user, other)));
        return all;
    }
}
