package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.iam.Boundary;
import dev.tenantadmin.aws.iam.Group;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * Reads the principals of a tenant as they stand before a plan is applied: those that the plan found, with all policies that decide what they can do,
 * whoever attached them. Of a tenant that is not there it reads nothing.
 */
record PrincipalReading(IamClient iam, Parallel parallel) {

    /** Users, roles and groups; the groups of other people that a user is in; and every policy that these have or that a plan will attach. */
    AccountDetails of(TenantPlan planned) {
        Names names = planned.tenant().names();
        AccountDetails found = new AccountDetails();
        List<Callable<Optional<Entity>>> reads = new ArrayList<>();
        for (Change change : planned.plan().changes()) {
            if (change.observed() instanceof Observation.Present seen) {
                if (change.resource() instanceof Role role) {
                    reads.add(ifThere(() -> role(role, seen)));
                } else if (change.resource() instanceof User user) {
                    reads.add(ifThere(() -> user(names, user, seen)));
                } else if (change.resource() instanceof Group) {
                    reads.add(ifThere(() -> group(names.group(), names.path(), names.groupArn())));
                }
            }
        }
        if (reads.isEmpty()) {
            return found;
        }
        parallel.all(reads).forEach(read -> read.ifPresent(found::add));
        parallel.all(otherGroups(names, found)).forEach(read -> read.ifPresent(found::add));
        parallel.all(policies(planned, found)).forEach(read -> read.ifPresent(found::add));
        return found;
    }

    private static <T> Callable<Optional<T>> ifThere(Supplier<? extends T> read) {
        return () -> {
            try {
                return Optional.of(read.get());
            } catch (NoSuchEntityException e) {
                return Optional.empty();
            }
        };
    }

    /** A policy of others that may not be read is not known, which is told of whoever has it. */
    private static <T> Callable<Optional<T>> ifReadable(Callable<Optional<T>> read) {
        return () -> {
            try {
                return read.call();
            } catch (IamException e) {
                if (AwsFailures.denied(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        };
    }

    private RoleDetail role(Role role, Observation.Present seen) {
        return new RoleDetail(
                role.arn(),
                role.name(),
                role.path(),
                seen.document(),
                Boundary.borne(seen, role.boundaryArn()).orElse(null),
                role.tags().values(),
                iam.listRolePoliciesPaginator(r -> r.roleName(role.name())).policyNames().stream()
                        .map(name -> new InlineDetail(
                                name,
                                iam.getRolePolicy(r -> r.roleName(role.name()).policyName(name))
                                        .policyDocument()))
                        .toList(),
                attached(
                        iam
                                .listAttachedRolePoliciesPaginator(r -> r.roleName(role.name()))
                                .attachedPolicies()
                                .stream()),
                List.of());
    }

    private UserDetail user(Names names, User user, Observation.Present seen) {
        return new UserDetail(
                names.userArnsBegin() + user.name(),
                user.name(),
                user.path(),
                Boundary.borne(seen, user.boundaryArn()).orElse(null),
                user.tags().values(),
                iam.listUserPoliciesPaginator(r -> r.userName(user.name())).policyNames().stream()
                        .map(name -> new InlineDetail(
                                name,
                                iam.getUserPolicy(r -> r.userName(user.name()).policyName(name))
                                        .policyDocument()))
                        .toList(),
                attached(
                        iam
                                .listAttachedUserPoliciesPaginator(r -> r.userName(user.name()))
                                .attachedPolicies()
                                .stream()),
                iam.listGroupsForUserPaginator(r -> r.userName(user.name())).groups().stream()
                        .map(group -> group.groupName())
                        .toList());
    }

    private GroupDetail group(String group, String path, String arn) {
        return new GroupDetail(
                arn,
                group,
                path,
                iam.listGroupPoliciesPaginator(r -> r.groupName(group)).policyNames().stream()
                        .map(name -> new InlineDetail(
                                name,
                                iam.getGroupPolicy(r -> r.groupName(group).policyName(name))
                                        .policyDocument()))
                        .toList(),
                attached(iam.listAttachedGroupPoliciesPaginator(r -> r.groupName(group)).attachedPolicies().stream()));
    }

    private static List<String> attached(Stream<AttachedPolicy> policies) {
        return policies.map(AttachedPolicy::policyArn).toList();
    }

    /** A group's ARN does not matter here, nor its path: it is looked up by its name. */
    private List<Callable<Optional<Entity>>> otherGroups(Names names, AccountDetails found) {
        return found.users().values().stream()
                .flatMap(user -> user.groups().stream())
                .distinct()
                .filter(group -> !group.equals(names.group()))
                .map(group -> PrincipalReading.<Entity>ifThere(() -> group(group, "/", group)))
                .toList();
    }

    private List<Callable<Optional<Entity>>> policies(TenantPlan planned, AccountDetails found) {
        Names names = planned.tenant().names();
        Set<String> arns = new LinkedHashSet<>(
                List.of(names.accessPolicyArn(), planned.tenant().settings().boundaryArn(names)));
        found.all().forEach(entity -> {
            if (entity instanceof Holder holder) {
                arns.addAll(holder.attached());
            }
        });
        Stream.concat(
                        found.roles().values().stream().map(RoleDetail::boundary),
                        found.users().values().stream().map(UserDetail::boundary))
                .flatMap(Stream::ofNullable)
                .forEach(arns::add);
        return arns.stream()
                .map(arn -> {
                    Callable<Optional<Entity>> read = ifThere(() -> policy(planned, arn));
                    return arn.startsWith(names.policyArnsBegin()) ? read : ifReadable(read);
                })
                .toList();
    }

    private PolicyDetail policy(TenantPlan planned, String arn) {
        String document = planned.plan().changes().stream()
                .filter(change -> change.resource() instanceof ManagedPolicy policy
                        && policy.arn().equals(arn))
                .flatMap(change -> change.observed() instanceof Observation.Present seen
                        ? Stream.of(seen.document())
                        : Stream.of())
                .findFirst()
                .orElseGet(() -> read(arn));
        return PolicyDetail.of(arn, document);
    }

    private String read(String arn) {
        Policy policy = iam.getPolicy(r -> r.policyArn(arn)).policy();
        return EncodedDocument.ofVersion(iam, arn, policy.defaultVersionId());
    }
}
