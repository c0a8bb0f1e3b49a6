package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.iam.Attachment;
import dev.tenantadmin.aws.iam.Group;
import dev.tenantadmin.aws.iam.InlinePolicy;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.Membership;
import dev.tenantadmin.aws.iam.PolicyResource;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.aws.snapshot.AccountPrincipals.Known;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.permit.Confinement;
import dev.tenantadmin.tenant.permit.Excess;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would leave a tenant's principals able to do, computed before its first write. A look at a time and no lock: what others change meanwhile
 * is not seen.
 */
public final class ChangeProof {

    private final TenantPlan planned;
    private final Names names;
    private final AccountDetails before;
    private final AccountDetails after;

    private ChangeProof(TenantPlan planned, AccountDetails before) {
        this.planned = planned;
        this.names = planned.tenant().names();
        this.before = before;
        this.after = after();
    }

    /**
     * Passes if the plan lets none of the tenant's principals do anything that is not meant and that it cannot do already. Reads what stands beside
     * the tenant's own policies; of a new tenant, or for a plan that changes no access, nothing.
     *
     * @return what principals can do already and keep, a sentence for each policy
     * @throws Failure of kind CONFLICT that names who could do what, and through which policy
     */
    public static List<String> of(Tenants tenants, TenantPlan planned) {
        return planned.plan().changes().stream().anyMatch(ChangeProof::isAboutAccess)
                ? new ChangeProof(planned, tenants.principals(planned)).judged()
                : List.of();
    }

    private static boolean isAboutAccess(Change change) {
        Resource resource = change.resource();
        return change.action().writes()
                && (resource instanceof PolicyResource
                        || resource instanceof User
                        || resource instanceof Attachment
                        || resource instanceof Membership);
    }

    /** The principals as they will stand: as they are, with what the plan wants of them. */
    private AccountDetails after() {
        AccountDetails all = new AccountDetails();
        before.all().forEach(all::add);
        planned.plan().changes().stream()
                .filter(change -> change.action() != Change.Action.DELETE)
                .map(Change::resource)
                .forEach(resource -> {
                    if (resource instanceof ManagedPolicy policy) {
                        all.add(PolicyDetail.of(policy.arn(), policy.document()));
                    } else if (resource instanceof Role role) {
                        all.add(wanted(role, all.roles().get(role.arn())));
                    } else if (resource instanceof Group) {
                        all.add(wanted(all.groups().get(names.groupArn())));
                    } else if (resource instanceof User user) {
                        all.add(wanted(user, all.users().get(arn(user))));
                    }
                });
        return all;
    }

    private String arn(User user) {
        return names.userArnsBegin() + user.name();
    }

    private RoleDetail wanted(Role role, @Nullable RoleDetail found) {
        boolean isAccess = role.arn().equals(names.accessRoleArn());
        List<InlineDetail> inline = found == null ? List.of() : found.inline();
        List<String> attached = found == null ? List.of() : found.attached();
        return new RoleDetail(
                role.arn(),
                role.name(),
                role.path(),
                EncodedDocument.encode(role.trust()),
                role.boundaryArn(),
                role.tags().values(),
                isAccess ? inline : with(inline, TenantDocument.EXECUTION),
                isAccess ? with(attached, names.accessPolicyArn()) : attached,
                List.of());
    }

    private GroupDetail wanted(@Nullable GroupDetail found) {
        return new GroupDetail(
                names.groupArn(),
                names.group(),
                names.path(),
                with(found == null ? List.of() : found.inline(), TenantDocument.ASSUME),
                with(found == null ? List.of() : found.attached(), names.accessPolicyArn()));
    }

    private UserDetail wanted(User user, @Nullable UserDetail found) {
        return new UserDetail(
                arn(user),
                user.name(),
                user.path(),
                user.boundaryArn(),
                user.tags().values(),
                found == null ? List.of() : found.inline(),
                found == null ? List.of() : found.attached(),
                with(found == null ? List.of() : found.groups(), names.group()));
    }

    /** With the plan's inline policy in the place of what bears its name, which is that of its kind. */
    private List<InlineDetail> with(List<InlineDetail> found, TenantDocument kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        List<InlineDetail> all = new ArrayList<>(
                found.stream().filter(policy -> !policy.name().equals(name)).toList());
        planned.plan().changes().stream()
                .filter(change -> change.resource() instanceof InlinePolicy policy && policy.kind() == kind)
                .map(change -> ((InlinePolicy) change.resource()).wanted().get())
                .forEach(document -> all.add(InlineDetail.of(name, document)));
        return all;
    }

    private static List<String> with(List<String> found, String one) {
        return Stream.concat(found.stream(), Stream.of(one)).distinct().toList();
    }

    /** A principal as it will stand. */
    private record Judged(PrincipalKind kind, String name, Known known, Access before) {

        /** @param found as it stands; empty if it is not there and can do nothing */
        Judged(PrincipalKind kind, String name, Known known, Optional<Known> found) {
            this(
                    kind,
                    name,
                    known,
                    found.map(Known::access).orElseGet(() -> known.access().withoutPolicies()));
        }

        String title() {
            return kind.word() + " " + name;
        }
    }

    private List<Judged> principals() {
        ParsedDocuments documents = new ParsedDocuments();
        AccountPrincipals now = new AccountPrincipals(after, documents);
        AccountPrincipals old = new AccountPrincipals(before, documents);
        List<Judged> all = new ArrayList<>();
        planned.plan().changes().stream()
                .filter(change -> change.action() != Change.Action.DELETE)
                .map(Change::resource)
                .forEach(resource -> {
                    if (resource instanceof Role role) {
                        all.add(new Judged(
                                role.arn().equals(names.accessRoleArn())
                                        ? PrincipalKind.ACCESS_ROLE
                                        : PrincipalKind.EXECUTION_ROLE,
                                role.name(),
                                now.of(Objects.requireNonNull(after.roles().get(role.arn()))),
                                Optional.ofNullable(before.roles().get(role.arn()))
                                        .map(old::of)));
                    } else if (resource instanceof User user) {
                        all.add(new Judged(
                                PrincipalKind.USER,
                                user.name(),
                                now.of(Objects.requireNonNull(after.users().get(arn(user)))),
                                Optional.ofNullable(before.users().get(arn(user)))
                                        .map(old::of)));
                    }
                });
        return all;
    }

    private List<String> judged() {
        Confinement confinement = new Confinement(
                new Reasoner(new ConditionKeys()), names, planned.tenant().settings());
        SortedSet<String> gained = new TreeSet<>();
        SortedSet<String> kept = new TreeSet<>();
        for (Judged one : principals()) {
            for (Excess excess :
                    confinement.of(one.kind(), one.name(), one.known().access())) {
                String policy = Objects.requireNonNull(one.known().origins().get(excess.source()))
                        .title();
                if (confinement.newly(
                                excess, one.kind(), one.name(), one.known().access(), one.before())
                        instanceof Possibility.Certain certain) {
                    gained.add("%s could newly do %s on %s, through %s"
                            .formatted(
                                    one.title(),
                                    certain.witness().action(),
                                    certain.witness().resource(),
                                    policy));
                } else {
                    kept.add("%s %s do more than is meant, through %s: 'tenant-admin verify %s' tells what"
                            .formatted(
                                    one.title(),
                                    excess.found() instanceof Possibility.Certain ? "can already" : "perhaps can",
                                    policy,
                                    names.tenant()));
                }
            }
        }
        if (!gained.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "the change would give access that is not meant: %s; nothing was changed. Take that policy away first"
                            .formatted(String.join("; ", gained)));
        }
        return List.copyOf(kept);
    }
}
