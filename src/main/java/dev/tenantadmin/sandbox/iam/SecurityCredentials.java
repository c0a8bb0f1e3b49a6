package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.store.Store.Page;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** The operations on users' passwords, keys, certificates and MFA devices. */
public record SecurityCredentials(Store store, Directory directory, Quotas quotas, Clock clock) {
    private static final String ACCESS_KEY = "access-key/";
    private static final String MFA = "mfa/";

    /** A PNG of one white pixel in place of the QR code: there is nothing to scan, since any code of a device is accepted. */
    private static final String BLANK =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==";

    /** The key of the row of an access key. */
    public static String accessKey(String keyId) {
        return ACCESS_KEY + keyId;
    }

    static String loginProfile(String user) {
        return "login-profile/" + ResourceNames.fold(user);
    }

    static String certificates(String user) {
        return "signing-certificate/" + ResourceNames.fold(user) + "/";
    }

    private static String sshKeys(String user) {
        return "ssh-key/" + ResourceNames.fold(user) + "/";
    }

    private static String serviceCredentials(String user) {
        return "service-credential/" + ResourceNames.fold(user) + "/";
    }

    /** Refuses if the user still has any credentials. */
    void requireNone(String user) {
        if (store.has(loginProfile(user))) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete login profile first.");
        } else if (!accessKeys(store, directory.user(user)).isEmpty()) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete access keys first.");
        } else if (store.any(certificates(user))) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete certificates first.");
        } else if (hasDevice(store, directory.user(user))) {
            throw Refusals.deleteConflict("Cannot delete entity, must delete MFA device first.");
        } else if (store.any(sshKeys(user)) || store.any(serviceCredentials(user))) {
            throw Refusals.deleteConflict("Cannot delete entity, must remove referenced objects first.");
        }
    }

    /** The user's access keys. */
    static List<AccessKey> accessKeys(Store store, User user) {
        return store.all(ACCESS_KEY, AccessKey.class).stream()
                .filter(key -> key.userName().equals(user.userName()))
                .toList();
    }

    CreateAccessKeyResponse createAccessKey(CreateAccessKeyRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        quotas.requireRoom("AccessKeysPerUser", accessKeys(store, user).size(), "AccessKeysPerUser");
        AccessKey key = AccessKey.builder()
                .userName(user.userName())
                .accessKeyId(Ids.of(Ids.USER_KEY, 20))
                .secretAccessKey(Ids.of("", 40))
                .status(StatusType.ACTIVE)
                .createDate(clock.instant())
                .build();
        store.put(accessKey(key.accessKeyId()), key);
        return CreateAccessKeyResponse.builder().accessKey(key).build();
    }

    ListAccessKeysResponse listAccessKeys(ListAccessKeysRequest request, CallerIdentity caller) {
        String user = directory.user(request.userName(), caller).userName();
        Page<AccessKeyMetadata> page = store.page(
                ACCESS_KEY,
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, AccessKey.class)
                        .filter(one -> one.userName().equals(user))
                        .map(one -> Pojos.copy(one, AccessKeyMetadata.class)));
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    /** The sandbox does not record use; it answers like AWS for a key that was never used. */
    GetAccessKeyLastUsedResponse getAccessKeyLastUsed(GetAccessKeyLastUsedRequest request, CallerIdentity caller) {
        AccessKey key = store.all(ACCESS_KEY, AccessKey.class).stream()
                .filter(found -> found.accessKeyId().equals(request.accessKeyId()))
                .findFirst()
                .orElseThrow(() ->
                        Refusals.noSuchEntity("The Access Key with id " + request.accessKeyId() + " cannot be found."));
        return GetAccessKeyLastUsedResponse.builder()
                .userName(key.userName())
                .accessKeyLastUsed(used -> used.serviceName("N/A").region("N/A"))
                .build();
    }

    DeleteAccessKeyResponse deleteAccessKey(DeleteAccessKeyRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        if (accessKeys(store, user).stream().noneMatch(key -> key.accessKeyId().equals(request.accessKeyId()))) {
            throw Refusals.noSuchEntity("The Access Key with id " + request.accessKeyId() + " cannot be found.");
        }
        store.remove(accessKey(request.accessKeyId()));
        return DeleteAccessKeyResponse.builder().build();
    }

    CreateLoginProfileResponse createLoginProfile(CreateLoginProfileRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        if (store.has(loginProfile(user.userName()))) {
            throw Refusals.alreadyExists("Login Profile for user " + user.userName() + " already exists.");
        }
        LoginProfile profile = LoginProfile.builder()
                .userName(user.userName())
                .createDate(clock.instant())
                .passwordResetRequired(Boolean.TRUE.equals(request.passwordResetRequired()))
                .build();
        store.put(loginProfile(user.userName()), profile);
        return CreateLoginProfileResponse.builder().loginProfile(profile).build();
    }

    private LoginProfile loginProfile(User user) {
        return store.find(loginProfile(user.userName()), LoginProfile.class)
                .orElseThrow(
                        () -> Refusals.noSuchEntity("Login Profile for User " + user.userName() + " cannot be found."));
    }

    GetLoginProfileResponse getLoginProfile(GetLoginProfileRequest request, CallerIdentity caller) {
        return GetLoginProfileResponse.builder()
                .loginProfile(loginProfile(directory.user(request.userName(), caller)))
                .build();
    }

    DeleteLoginProfileResponse deleteLoginProfile(DeleteLoginProfileRequest request, CallerIdentity caller) {
        LoginProfile profile = loginProfile(directory.user(request.userName(), caller));
        store.remove(loginProfile(profile.userName()));
        return DeleteLoginProfileResponse.builder().build();
    }

    /** Path and name are unique together (IAM API reference, "CreateVirtualMFADevice"). */
    private static String mfaKey(String serialNumber) {
        return MFA + ResourceNames.fold(serialNumber.substring(serialNumber.indexOf(MFA) + MFA.length()));
    }

    /** Whether the user has an MFA device. */
    static boolean hasDevice(Store store, User user) {
        return store.all(MFA, VirtualMFADevice.class).stream().anyMatch(isOf(user));
    }

    private static Predicate<VirtualMFADevice> isOf(User user) {
        return device -> device.user() != null && device.user().userId().equals(user.userId());
    }

    private VirtualMFADevice device(String serialNumber) {
        return store.find(mfaKey(serialNumber), VirtualMFADevice.class)
                .filter(device -> device.serialNumber().equals(serialNumber))
                .orElseThrow(() ->
                        Refusals.noSuchEntity("MFA Device with serial number " + serialNumber + " does not exist."));
    }

    CreateVirtualMfaDeviceResponse createVirtualMfaDevice(
            CreateVirtualMfaDeviceRequest request, CallerIdentity caller) {
        String serialNumber =
                caller.iamArn("mfa", Directory.pathOrRoot(request.path()), request.virtualMFADeviceName());
        if (store.has(mfaKey(serialNumber))) {
            throw Refusals.alreadyExists("MFA device already exists.");
        }
        IamResourceTags.require(request.tags(), IamResourceTags.Keys.EXACT);
        VirtualMFADevice device = VirtualMFADevice.builder()
                .serialNumber(serialNumber)
                .tags(request.tags())
                .build();
        store.put(mfaKey(serialNumber), device);
        SdkBytes seed = SdkBytes.fromString(Ids.of("", 64), StandardCharsets.US_ASCII);
        return CreateVirtualMfaDeviceResponse.builder()
                .virtualMFADevice(device.toBuilder()
                        .base32StringSeed(seed)
                        .qrCodePNG(SdkBytes.fromByteArray(Base64.getDecoder().decode(BLANK)))
                        .build())
                .build();
    }

    EnableMfaDeviceResponse enableMfaDevice(EnableMfaDeviceRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        VirtualMFADevice device = device(request.serialNumber());
        if (device.user() != null) {
            throw Refusals.alreadyExists("MFA Device is already in use.");
        }
        store.put(
                mfaKey(device.serialNumber()),
                device.toBuilder()
                        .user(Users.listed(user))
                        .enableDate(clock.instant())
                        .build());
        return EnableMfaDeviceResponse.builder().build();
    }

    DeactivateMfaDeviceResponse deactivateMfaDevice(DeactivateMfaDeviceRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        VirtualMFADevice device = device(request.serialNumber());
        if (!isOf(user).test(device)) {
            throw Refusals.noSuchEntity("MFA Device invalid for user.");
        }
        store.put(
                mfaKey(device.serialNumber()),
                device.toBuilder().user((User) null).enableDate(null).build());
        return DeactivateMfaDeviceResponse.builder().build();
    }

    DeleteVirtualMfaDeviceResponse deleteVirtualMfaDevice(
            DeleteVirtualMfaDeviceRequest request, CallerIdentity caller) {
        VirtualMFADevice device = device(request.serialNumber());
        if (device.user() != null) {
            throw Refusals.deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
        }
        store.remove(mfaKey(device.serialNumber()));
        return DeleteVirtualMfaDeviceResponse.builder().build();
    }

    ListMfaDevicesResponse listMfaDevices(ListMfaDevicesRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        Page<MFADevice> page = store.page(
                MFA,
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, VirtualMFADevice.class)
                        .filter(isOf(user))
                        .map(device -> MFADevice.builder()
                                .userName(user.userName())
                                .serialNumber(device.serialNumber())
                                .enableDate(device.enableDate())
                                .build()));
        return ListMfaDevicesResponse.builder()
                .mfaDevices(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    ListVirtualMfaDevicesResponse listVirtualMfaDevices(ListVirtualMfaDevicesRequest request, CallerIdentity caller) {
        AssignmentStatusType status = request.assignmentStatus();
        Page<VirtualMFADevice> page = store.page(
                MFA,
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, VirtualMFADevice.class)
                        .filter(device -> status == null
                                || status == AssignmentStatusType.ANY
                                || (status == AssignmentStatusType.ASSIGNED) == (device.user() != null))
                        .map(device -> device.copy(listed -> listed.tags((List<Tag>) null))));
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    UploadSigningCertificateResponse uploadSigningCertificate(
            UploadSigningCertificateRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName(), caller);
        requireCertificate(request.certificateBody());
        String prefix = certificates(user.userName());
        quotas.requireRoom("SigningCertificatesPerUser", store.count(prefix), "CertificatesPerUser");
        SigningCertificate certificate = SigningCertificate.builder()
                .userName(user.userName())
                .certificateId(Ids.of("", 32))
                .certificateBody(request.certificateBody())
                .status(StatusType.ACTIVE)
                .uploadDate(clock.instant())
                .build();
        store.put(prefix + certificate.certificateId(), certificate);
        return UploadSigningCertificateResponse.builder()
                .certificate(certificate)
                .build();
    }

    private static void requireCertificate(String body) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new AwsException("MalformedCertificate", 400, "Certificate " + body + " is malformed.");
        }
    }

    ListSigningCertificatesResponse listSigningCertificates(
            ListSigningCertificatesRequest request, CallerIdentity caller) {
        Page<SigningCertificate> page = store.page(
                certificates(directory.user(request.userName(), caller).userName()),
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, SigningCertificate.class));
        return ListSigningCertificatesResponse.builder()
                .certificates(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    DeleteSigningCertificateResponse deleteSigningCertificate(
            DeleteSigningCertificateRequest request, CallerIdentity caller) {
        String user = directory.user(request.userName(), caller).userName();
        remove(certificates(user) + request.certificateId(), "The Certificate with id " + request.certificateId());
        return DeleteSigningCertificateResponse.builder().build();
    }

    private void remove(String key, String what) {
        if (!store.has(key)) {
            throw Refusals.noSuchEntity(what + " cannot be found.");
        }
        store.remove(key);
    }

    UploadSshPublicKeyResponse uploadSshPublicKey(UploadSshPublicKeyRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        SSHPublicKey key = SSHPublicKey.builder()
                .userName(user.userName())
                .sshPublicKeyId(Ids.of("APKA", 20))
                .fingerprint(Ids.of("", 32))
                .sshPublicKeyBody(request.sshPublicKeyBody())
                .status(StatusType.ACTIVE)
                .uploadDate(clock.instant())
                .build();
        store.put(sshKeys(user.userName()) + key.sshPublicKeyId(), key);
        return UploadSshPublicKeyResponse.builder().sshPublicKey(key).build();
    }

    ListSshPublicKeysResponse listSshPublicKeys(ListSshPublicKeysRequest request, CallerIdentity caller) {
        Page<SSHPublicKeyMetadata> page = store.page(
                sshKeys(directory.user(request.userName(), caller).userName()),
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, SSHPublicKey.class).map(one -> Pojos.copy(one, SSHPublicKeyMetadata.class)));
        return ListSshPublicKeysResponse.builder()
                .sshPublicKeys(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    DeleteSshPublicKeyResponse deleteSshPublicKey(DeleteSshPublicKeyRequest request, CallerIdentity caller) {
        String user = directory.user(request.userName()).userName();
        remove(sshKeys(user) + request.sshPublicKeyId(), "The Public Key with id " + request.sshPublicKeyId());
        return DeleteSshPublicKeyResponse.builder().build();
    }

    CreateServiceSpecificCredentialResponse createServiceSpecificCredential(
            CreateServiceSpecificCredentialRequest request, CallerIdentity caller) {
        User user = directory.user(request.userName());
        Instant now = clock.instant();
        Optional<Instant> expiry =
                Optional.ofNullable(request.credentialAgeDays()).map(days -> now.plus(Duration.ofDays(days)));
        ServiceSpecificCredential credential = ServiceSpecificCredential.builder()
                .userName(user.userName())
                .serviceName(request.serviceName())
                .serviceUserName(user.userName() + "-at-" + caller.account())
                .servicePassword(Ids.of("", 44))
                .serviceSpecificCredentialId(Ids.entity("ACCA"))
                .status(StatusType.ACTIVE)
                .createDate(now)
                .expirationDate(expiry.orElse(null))
                .build();
        store.put(serviceCredentials(user.userName()) + credential.serviceSpecificCredentialId(), credential);
        return CreateServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(credential)
                .build();
    }

    ListServiceSpecificCredentialsResponse listServiceSpecificCredentials(
            ListServiceSpecificCredentialsRequest request, CallerIdentity caller) {
        Page<ServiceSpecificCredentialMetadata> page = store.page(
                serviceCredentials(directory.user(request.userName(), caller).userName()),
                request.marker(),
                Directory.pageSize(request.maxItems()),
                key -> store.find(key, ServiceSpecificCredential.class)
                        .filter(one -> request.serviceName() == null
                                || request.serviceName().equals(one.serviceName()))
                        .map(one -> Pojos.copy(one, ServiceSpecificCredentialMetadata.class)));
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    DeleteServiceSpecificCredentialResponse deleteServiceSpecificCredential(
            DeleteServiceSpecificCredentialRequest request, CallerIdentity caller) {
        String id = request.serviceSpecificCredentialId();
        String user = directory.user(request.userName(), caller).userName();
        remove(serviceCredentials(user) + id, "Service Specific Credential " + id);
        return DeleteServiceSpecificCredentialResponse.builder().build();
    }
}
