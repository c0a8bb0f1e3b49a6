package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.iam.ReadTrust;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what is in a tenant's IAM that tenant-admin did not put there: attached and inline policies, versions, members, trusted principals. */
final class ForeignAccess {

    private final AccountDetails account;
    private final Reasoner reasoner;
    private final Names names;
    private final String path;
    private final String group;
    private final Set<String> policies;
    private final ReadTrust wantedTrust;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /** @param accessTrust the wanted trust policy of the access role */
    ForeignAccess(AccountDetails account, Names names, String accessTrust, Reasoner reasoner) {
        this.account = account;
        this.reasoner = reasoner;
        this.names = names;
        // Compared with those of every entity of the account.
        this.path = names.path();
        this.group = names.group();
        this.policies = Set.of(names.accessPolicyArn(), names.boundaryArn());
        this.wantedTrust = ReadTrust.of(accessTrust);
        account.roles().values().stream().filter(role -> isHere(role.path())).forEach(this::role);
        account.users().values().forEach(this::user);
        account.groups().values().forEach(this::group);
        account.policies().values().stream()
                .filter(policy -> isHere(policy.path()))
                .forEach(this::policy);
        strangersWithOurPolicy();
        account.all()
                .filter(entity -> !isHere(entity.path()) && HomeRegion.isUnder(names.tenant(), entity.path()))
                .forEach(this::elsewhere);
    }

    List<Finding> findings() {
        return findings;
    }

    List<Note> notes() {
        return notes;
    }

    private boolean isHere(String other) {
        return other.equals(path);
    }

    private void foreign(String text) {
        findings.add(new Finding(Finding.Kind.FOREIGN, names.tenant().value(), text));
    }

    private void role(RoleDetail role) {
        String title = title(role);
        boolean isAccess = role.arn().equals(names.accessRoleArn());
        boolean isExecution = role.arn().equals(names.executionRoleArn());
        if (!isAccess && !isExecution) {
            foreign(title + " is under the tenant's path but not managed by tenant-admin");
        }
        attached(title, role.attached(), isAccess ? Set.of(names.accessPolicyArn()) : Set.of());
        inlined(
                title,
                // The policy that ends sessions only denies.
                role.inline().stream()
                        .filter(policy -> !((isAccess || isExecution) && endsSessions(role, policy)))
                        .toList(),
                isExecution ? Set.of("execution") : Set.of());
        role.instanceProfiles().forEach(profile -> foreign(title + " is in the instance profile " + profile));
        for (ReadTrust.Admitted admitted : ReadTrust.of(role.trust()).admitted()) {
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
                                        role.name(),
                                        names.tenant(),
                                        admitted.needsPermission() ? " if their own policies allow it" : "")));
            }
        }
    }

    private boolean endsSessions(RoleDetail role, InlineDetail policy) {
        return Revocation.read(names, role.name(), policy.name(), policy.document())
                .isPresent();
    }

    /** Whether the ARN is a tenant's, and not this one's. */
    private boolean isOtherTenants(String arn) {
        return arn.contains(Names.ROOT_PATH) && !arn.contains(path);
    }

    /** Who reads paths takes it for the tenant's. */
    private void elsewhere(Entity entity) {
        foreign(
                entity.path().startsWith(path)
                        ? "%s is below the tenant's path but not managed by tenant-admin".formatted(title(entity))
                        : "%s is under %s, a path of tenant %s outside its home, but not managed by tenant-admin"
                                .formatted(title(entity), entity.path(), names.tenant()));
    }

    private static String title(Entity entity) {
        if (entity instanceof RoleDetail) {
            return "IAM role " + entity.name();
        } else if (entity instanceof UserDetail) {
            return "IAM user " + entity.name();
        }
        return (entity instanceof GroupDetail ? "IAM group " : "IAM policy ") + entity.name();
    }

    private void user(UserDetail user) {
        if (!isHere(user.path())) {
            if (user.groups().contains(group)) {
                foreign("%s is not a user of the tenant but is a member of %s".formatted(title(user), group));
            }
            return;
        }
        String title = title(user);
        if (Names.local(names.tenant(), user.name(), PersonName::new).isEmpty()) {
            foreign(title + " is under the tenant's path but not managed by tenant-admin");
        }
        attached(title, user.attached(), Set.of());
        inlined(title, user.inline(), Set.of());
        user.groups().stream()
                .filter(other -> !other.equals(group))
                .forEach(other -> foreign("%s is a member of %s too".formatted(title, other)));
    }

    private void group(GroupDetail found) {
        if (!isHere(found.path())) {
            return;
        }
        String title = title(found);
        boolean isOurs = found.name().equals(group);
        if (!isOurs) {
            foreign(title + " is under the tenant's path but not managed by tenant-admin");
        }
        attached(title, found.attached(), isOurs ? Set.of(names.accessPolicyArn()) : Set.of());
        inlined(title, found.inline(), isOurs ? Set.of("assume") : Set.of());
    }

    private void attached(String title, List<String> policies, Set<String> ours) {
        policies.stream()
                .filter(arn -> !ours.contains(arn))
                .forEach(arn ->
                        foreign("%s has policy %s attached, which tenant-admin does not manage".formatted(title, arn)));
    }

    private void inlined(String title, List<InlineDetail> policies, Set<String> ours) {
        policies.stream()
                .map(InlineDetail::name)
                .filter(name -> !ours.contains(name))
                .forEach(name -> foreign("%s has inline policy %s%s"
                        .formatted(
                                title,
                                name,
                                Revocation.isName(name)
                                        ? ": the name is tenant-admin's, the document is not"
                                        : ", which tenant-admin does not manage")));
    }

    private void policy(PolicyDetail policy) {
        if (!policies.contains(policy.arn())) {
            foreign(title(policy) + " is under the tenant's path but not managed by tenant-admin");
            return;
        }
        new OlderVersions(policy, reasoner)
                .sentence()
                .ifPresent(told -> notes.add(new Note(names.tenant().value(), title(policy) + " " + told)));
    }

    /** Any other principal with the tenant's policies has the tenant's rights. */
    private void strangersWithOurPolicy() {
        Stream.of(
                        account.roles().values().stream()
                                .filter(role -> !isHere(role.path()))
                                .filter(role -> has(role.attached()))
                                .map(ForeignAccess::title),
                        account.users().values().stream()
                                .filter(user -> !isHere(user.path()))
                                .filter(user -> has(user.attached()))
                                .map(ForeignAccess::title),
                        account.groups().values().stream()
                                .filter(group -> !isHere(group.path()))
                                .filter(group -> has(group.attached()))
                                .map(ForeignAccess::title))
                .flatMap(titles -> titles)
                .forEach(
                        title -> foreign(title + ", which is not the tenant's, has a policy of the tenant's attached"));
    }

    private boolean has(Collection<String> attached) {
        return attached.stream().anyMatch(policies::contains);
    }
}
