package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads.GroupMembers;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.ServiceNotSupportedException;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;

/**
 * Finds everything attached to an entity that keeps IAM from deleting it, including what tenant-admin attached. Each callable is
 * one List call.
 */
public final class SubordinateEntities {

    private static final String ATTACHMENT = "attachment";
    private static final String INLINE_POLICY = "inline policy";
    private static final String VIRTUAL_MFA = ":mfa/";

    private SubordinateEntities() {}

    /** A user's credentials of every kind, policies and memberships. */
    public static List<Callable<List<SubordinateEntity>>> ofUser(Iam iam, String user) {
        List<Callable<List<SubordinateEntity>>> all = new ArrayList<>(credentials(iam, user));
        all.addAll(withoutCredentials(iam, user));
        return all;
    }

    /** A user's policies and memberships. */
    public static List<Callable<List<SubordinateEntity>>> withoutCredentials(Iam iam, String user) {
        List<Callable<List<SubordinateEntity>>> all = new ArrayList<>();
        all.add(listed(() -> iam.reads().inlinePolicies(Identity.user(user)).stream()
                .flatMap(List::stream)
                .map(policy -> hanging(
                        INLINE_POLICY,
                        policy,
                        "of user " + user,
                        () -> iam.client()
                                .deleteUserPolicy(r -> r.userName(user).policyName(policy))))));
        all.add(listed(() -> iam.reads().attached(Identity.user(user)).stream()
                .flatMap(List::stream)
                .map(policy -> attached(
                        policy,
                        "user " + user,
                        () -> iam.client()
                                .detachUserPolicy(r -> r.userName(user).policyArn(policy))))));
        all.add(listed(() -> iam.reads().groupsOf(user).stream()
                .flatMap(List::stream)
                .map(group -> member(iam.client(), user, group))));
        return all;
    }

    /** A user's credentials of every kind, which no reading of an account tells. */
    public static List<Callable<List<SubordinateEntity>>> credentials(Iam own, String user) {
        IamClient iam = own.client();
        String of = "of user " + user;
        return List.of(
                listed(() -> iam.listAccessKeysPaginator(r -> r.userName(user)).accessKeyMetadata().stream()
                        .map(key -> hanging(
                                "access key",
                                key.accessKeyId(),
                                of,
                                () -> iam.deleteAccessKey(r -> r.userName(user).accessKeyId(key.accessKeyId()))))),
                listed(() -> Stream.of(iam.getLoginProfile(r -> r.userName(user)))
                        .map(profile -> SubordinateEntity.removable(
                                "login profile", of, () -> iam.deleteLoginProfile(r -> r.userName(user))))),
                listed(() -> iam.listMFADevicesPaginator(r -> r.userName(user)).mfaDevices().stream()
                        .map(device -> hanging(
                                "MFA device",
                                device.serialNumber(),
                                of,
                                () -> removeDevice(iam, user, device.serialNumber())))),
                listed(() -> iam.listSigningCertificatesPaginator(r -> r.userName(user)).certificates().stream()
                        .map(certificate -> hanging(
                                "signing certificate",
                                certificate.certificateId(),
                                of,
                                () -> iam.deleteSigningCertificate(
                                        r -> r.userName(user).certificateId(certificate.certificateId()))))),
                listed(() -> iam.listSSHPublicKeysPaginator(r -> r.userName(user)).sshPublicKeys().stream()
                        .map(key -> hanging(
                                "SSH public key",
                                key.sshPublicKeyId(),
                                of,
                                () -> iam.deleteSSHPublicKey(
                                        r -> r.userName(user).sshPublicKeyId(key.sshPublicKeyId()))))),
                listed(() -> serviceSpecificCredentials(iam, user)
                        .map(credential -> hanging(
                                "service-specific credential",
                                credential.serviceSpecificCredentialId(),
                                of,
                                () -> iam.deleteServiceSpecificCredential(r -> r.userName(user)
                                        .serviceSpecificCredentialId(credential.serviceSpecificCredentialId()))))));
    }

    /**
     * Some partitions and emulators do not have these credentials and refuse the call. DeleteUser fails while any exist, so none is overlooked.
     */
    private static Stream<ServiceSpecificCredentialMetadata> serviceSpecificCredentials(IamClient iam, String user) {
        try {
            return iam.listServiceSpecificCredentials(r -> r.userName(user)).serviceSpecificCredentials().stream();
        } catch (ServiceNotSupportedException e) {
            return Stream.empty();
        } catch (IamException e) {
            if (AwsFailures.wordless(e)) {
                return Stream.empty();
            }
            throw e;
        }
    }

    private static void removeDevice(IamClient iam, String user, String serialNumber) {
        NoSuchEntity.passes(() -> iam.deactivateMFADevice(r -> r.userName(user).serialNumber(serialNumber)));
        // A security key has an ARN too (:u2f/), but only a virtual device is an entity of its own.
        if (serialNumber.contains(VIRTUAL_MFA)) {
            iam.deleteVirtualMFADevice(r -> r.serialNumber(serialNumber));
        }
    }

    /**
     * Unassigned virtual MFA devices with such a name: a run that was stopped between deactivating a user's device and deleting it leaves one.
     */
    public static Callable<List<SubordinateEntity>> ofNobody(Iam iam, Predicate<String> name) {
        return listed(() -> iam.reads().unassignedDevices().stream()
                .filter(serial -> name.test(Arn.name(serial)))
                .map(serial -> hanging(
                        "MFA device",
                        serial,
                        "of nobody",
                        () -> iam.client().deleteVirtualMFADevice(r -> r.serialNumber(serial)))));
    }

    /** A role's policies and instance profiles. */
    public static List<Callable<List<SubordinateEntity>>> ofRole(Iam iam, String role) {
        return List.of(
                listed(() -> iam.reads().attached(Identity.role(role)).stream()
                        .flatMap(List::stream)
                        .map(policy -> attached(
                                policy,
                                "role " + role,
                                () -> iam.client()
                                        .detachRolePolicy(r -> r.roleName(role).policyArn(policy))))),
                listed(() -> iam.reads().inlinePolicies(Identity.role(role)).stream()
                        .flatMap(List::stream)
                        .map(policy -> hanging(
                                INLINE_POLICY,
                                policy,
                                "of role " + role,
                                () -> iam.client()
                                        .deleteRolePolicy(r -> r.roleName(role).policyName(policy))))),
                listed(() -> iam.reads().instanceProfiles(role).stream()
                        .flatMap(List::stream)
                        .map(profile -> SubordinateEntity.removable(
                                "place",
                                "of role %s in instance profile %s".formatted(role, profile),
                                () -> iam.client()
                                        .removeRoleFromInstanceProfile(
                                                r -> r.roleName(role).instanceProfileName(profile))))));
    }

    /** A group's members and policies. */
    public static List<Callable<List<SubordinateEntity>>> ofGroup(Iam iam, String group) {
        return List.of(
                listed(() -> iam.reads().group(group).map(GroupMembers::users).stream()
                        .flatMap(List::stream)
                        .map(user -> member(iam.client(), user, group))),
                listed(() -> iam.reads().attached(Identity.group(group)).stream()
                        .flatMap(List::stream)
                        .map(policy -> attached(
                                policy,
                                "group " + group,
                                () -> iam.client()
                                        .detachGroupPolicy(
                                                r -> r.groupName(group).policyArn(policy))))),
                listed(() -> iam.reads().inlinePolicies(Identity.group(group)).stream()
                        .flatMap(List::stream)
                        .map(policy -> hanging(
                                INLINE_POLICY,
                                policy,
                                "of group " + group,
                                () -> iam.client()
                                        .deleteGroupPolicy(
                                                r -> r.groupName(group).policyName(policy))))));
    }

    /** Removes, one after the other, what these calls show. */
    static void remove(List<Callable<List<SubordinateEntity>>> lists) {
        each(lists, SubordinateEntity::delete);
    }

    /** Does this, one after the other, with what these calls show. */
    public static void each(List<Callable<List<SubordinateEntity>>> lists, Consumer<SubordinateEntity> act) {
        for (Callable<List<SubordinateEntity>> list : lists) {
            try {
                list.call().forEach(act);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static SubordinateEntity hanging(String type, String what, String on, Runnable removal) {
        return SubordinateEntity.removable(type, what + " " + on, removal);
    }

    private static SubordinateEntity attached(String policy, String holder, Runnable removal) {
        return hanging(ATTACHMENT, Arn.name(policy), "to " + holder, removal);
    }

    private static SubordinateEntity member(IamClient iam, String user, String group) {
        return hanging(
                "membership",
                user,
                "in " + group,
                () -> iam.removeUserFromGroup(r -> r.userName(user).groupName(group)));
    }

    /** What a list shows; empty if the entity does not exist. */
    private static Callable<List<SubordinateEntity>> listed(Supplier<Stream<SubordinateEntity>> list) {
        return () -> {
            try {
                return list.get().toList();
            } catch (NoSuchEntityException e) {
                return List.of();
            }
        };
    }
}
