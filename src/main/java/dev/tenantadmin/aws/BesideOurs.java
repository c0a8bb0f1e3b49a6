package dev.tenantadmin.aws;

import dev.tenantadmin.proof.Finding;
import dev.tenantadmin.proof.Proof.Note;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.Revocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** What stands in a tenant's IAM beside what tenant-admin put there: attached, inlined, versioned, joined or admitted. */
final class BesideOurs {

    private final AccountDetails account;
    private final Names names;
    private final ReadTrust wantedTrust;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /** @param accessTrust the access role's trust policy as it has to be */
    BesideOurs(AccountDetails account, Names names, String accessTrust) {
        this.account = account;
        this.names = names;
        this.wantedTrust = ReadTrust.of(accessTrust);
        account.roles().values().stream().filter(role -> isHere(role.path())).forEach(this::role);
        account.users().values().forEach(this::user);
        account.groups().values().forEach(this::group);
        account.policies().values().stream()
                .filter(policy -> isHere(policy.path()))
                .forEach(this::policy);
        strangersWithOurPolicy();
    }

    List<Finding> findings() {
        return findings;
    }

    List<Note> notes() {
        return notes;
    }

    private boolean isHere(String path) {
        return path.equals(names.path());
    }

    private void foreign(String text) {
        findings.add(new Finding(Finding.Kind.FOREIGN, names.tenant().value(), text));
    }

    private void role(RoleDetail role) {
        String title = "IAM role " + role.roleName();
        boolean isAccess = role.arn().equals(names.accessRoleArn());
        boolean isExecution = role.arn().equals(names.executionRoleArn());
        if (!isAccess && !isExecution) {
            foreign(title + " stands under the tenant's path and is not ours");
        }
        attached(title, role.attachedManagedPolicies(), isAccess ? Set.of(names.accessPolicyArn()) : Set.of());
        inlined(
                title,
                // The end of sessions only denies.
                role.rolePolicyList().stream()
                        .filter(policy -> !((isAccess || isExecution) && endsSessions(role, policy)))
                        .toList(),
                isExecution ? Set.of("execution") : Set.of());
        role.instanceProfileList()
                .forEach(profile -> foreign(title + " is in the instance profile " + profile.instanceProfileName()));
        for (ReadTrust.Admitted admitted :
                ReadTrust.of(role.assumeRolePolicyDocument()).admitted()) {
            boolean isOurs = isExecution
                    ? admitted.type().equals("Service") && admitted.who().equals("sagemaker.amazonaws.com")
                    : wantedTrust.admitted().contains(admitted) && !isOtherTenants(admitted.who());
            if (!isOurs) {
                findings.add(new Finding(
                        Finding.Kind.LEAK,
                        names.tenant().value(),
                        "%s can sts:AssumeRole on role %s of tenant %s: its trust policy admits them%s"
                                .formatted(
                                        admitted.title(),
                                        role.roleName(),
                                        names.tenant(),
                                        admitted.needsPermission() ? " if their own policies allow it" : "")));
            }
        }
    }

    private boolean endsSessions(RoleDetail role, PolicyDetail policy) {
        return Revocation.read(
                        names, role.roleName(), policy.policyName(), PolicyComparison.decode(policy.policyDocument()))
                .isPresent();
    }

    /** Whether the ARN is a tenant's, and not this one's. */
    private boolean isOtherTenants(String arn) {
        return arn.contains(Names.ROOT_PATH) && !arn.contains(names.path());
    }

    private void user(UserDetail user) {
        String title = "IAM user " + user.userName();
        boolean isMember = user.groupList().contains(names.group());
        if (!isHere(user.path())) {
            if (user.path().startsWith(names.path())) {
                foreign(title + " stands below the tenant's path and is not ours");
            }
            if (isMember) {
                foreign("%s is no user of the tenant, and a member of %s".formatted(title, names.group()));
            }
            return;
        }
        if (Names.local(names.tenant(), user.userName(), PersonName::new).isEmpty()) {
            foreign(title + " stands under the tenant's path and is not ours");
        }
        attached(title, user.attachedManagedPolicies(), Set.of());
        inlined(title, user.userPolicyList(), Set.of());
        user.groupList().stream()
                .filter(group -> !group.equals(names.group()))
                .forEach(group -> foreign("%s is a member of %s too".formatted(title, group)));
    }

    private void group(GroupDetail group) {
        if (!isHere(group.path())) {
            return;
        }
        String title = "IAM group " + group.groupName();
        boolean isOurs = group.groupName().equals(names.group());
        if (!isOurs) {
            foreign(title + " stands under the tenant's path and is not ours");
        }
        attached(title, group.attachedManagedPolicies(), isOurs ? Set.of(names.accessPolicyArn()) : Set.of());
        inlined(title, group.groupPolicyList(), isOurs ? Set.of("assume") : Set.of());
    }

    private void attached(String title, List<AttachedPolicy> policies, Set<String> ours) {
        policies.stream()
                .map(AttachedPolicy::policyArn)
                .filter(arn -> !ours.contains(arn))
                .forEach(arn -> foreign("%s has the policy %s attached, which is not ours".formatted(title, arn)));
    }

    private void inlined(String title, List<PolicyDetail> policies, Set<String> ours) {
        policies.stream()
                .map(PolicyDetail::policyName)
                .filter(name -> !ours.contains(name))
                .forEach(name -> foreign("%s has the inline policy %s, which is not ours".formatted(title, name)));
    }

    /** An older version does nothing until somebody makes it the default, which nobody of a tenant can. */
    private void policy(ManagedPolicyDetail policy) {
        if (!Set.of(names.boundaryArn(), names.accessPolicyArn()).contains(policy.arn())) {
            foreign("IAM policy " + policy.policyName() + " stands under the tenant's path and is not ours");
            return;
        }
        List<String> others = policy.policyVersionList().stream()
                .filter(version -> !version.isDefaultVersion())
                .map(PolicyVersion::versionId)
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            notes.add(new Note(
                    names.tenant().value(),
                    "IAM policy %s has versions beside its default: %s"
                            .formatted(policy.policyName(), String.join(", ", others))));
        }
    }

    /** Whoever else has our policies has the tenant's rights. */
    private void strangersWithOurPolicy() {
        Stream.of(
                        account.roles().values().stream()
                                .filter(role -> !isHere(role.path()))
                                .filter(role -> has(role.attachedManagedPolicies()))
                                .map(role -> "IAM role " + role.roleName()),
                        account.users().values().stream()
                                .filter(user -> !isHere(user.path()))
                                .filter(user -> has(user.attachedManagedPolicies()))
                                .map(user -> "IAM user " + user.userName()),
                        account.groups().values().stream()
                                .filter(group -> !isHere(group.path()))
                                .filter(group -> has(group.attachedManagedPolicies()))
                                .map(group -> "IAM group " + group.groupName()))
                .flatMap(titles -> titles)
                .forEach(
                        title -> foreign(title + ", which is not the tenant's, has a policy of the tenant's attached"));
    }

    private boolean has(Collection<AttachedPolicy> attached) {
        return attached.stream()
                .anyMatch(policy -> policy.policyArn().equals(names.accessPolicyArn())
                        || policy.policyArn().equals(names.boundaryArn()));
    }
}
