package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.Identity;
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
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.IamException;

/**
 * Reads the principals of a tenant as they stand before a plan is applied: those that the plan found, with all policies that decide what they can do,
 * whoever attached them. Of a tenant that is not there it reads nothing.
 */
record PrincipalReading(IamReads reads, Parallel parallel) {

    /** Users, roles and groups; the groups of other people that a user is in; and every policy that these have or that a plan will attach. */
    AccountDetails of(TenantPlan planned) {
        Names names = planned.tenant().names();
        AccountDetails found = new AccountDetails();
        List<Callable<Optional<Entity>>> principals = new ArrayList<>();
        for (Change change : planned.plan().changes()) {
            if (change.observed() instanceof Observation.Present seen) {
                if (change.resource() instanceof Role role) {
                    principals.add(() -> role(role, seen));
                } else if (change.resource() instanceof User user) {
                    principals.add(() -> user(names, user, seen));
                } else if (change.resource() instanceof Group) {
                    principals.add(() -> group(names.group(), names.path(), names.groupArn()));
                }
            }
        }
        if (principals.isEmpty()) {
            return found;
        }
        parallel.all(principals).forEach(read -> read.ifPresent(found::add));
        parallel.all(otherGroups(names, found)).forEach(read -> read.ifPresent(found::add));
        parallel.all(policies(planned, found)).forEach(read -> read.ifPresent(found::add));
        return found;
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

    private Optional<Entity> role(Role role, Observation.Present seen) {
        return policies(Identity.role(role.name()))
                .map(policies -> new RoleDetail(
                        role.arn(),
                        role.name(),
                        role.path(),
                        seen.document(),
                        Boundary.borne(seen, role.boundaryArn()).orElse(null),
                        role.tags().values(),
                        policies.inline(),
                        policies.attached(),
                        List.of()));
    }

    private Optional<Entity> user(Names names, User user, Observation.Present seen) {
        return policies(Identity.user(user.name()))
                .flatMap(policies -> reads.groupsOf(user.name())
                        .map(groups -> new UserDetail(
                                names.userArnsBegin() + user.name(),
                                user.name(),
                                user.path(),
                                Boundary.borne(seen, user.boundaryArn()).orElse(null),
                                user.tags().values(),
                                policies.inline(),
                                policies.attached(),
                                groups)));
    }

    private Optional<Entity> group(String group, String path, String arn) {
        return policies(Identity.group(group))
                .map(policies -> new GroupDetail(arn, group, path, policies.inline(), policies.attached()));
    }

    /** Of a role, group or user; one that is gone again has none. */
    private record Policies(List<InlineDetail> inline, List<String> attached) {}

    private Optional<Policies> policies(Identity identity) {
        return reads.inlinePolicies(identity)
                .flatMap(names -> reads.attached(identity)
                        .map(attached -> new Policies(
                                names.stream()
                                        .flatMap(name -> reads.inlinePolicy(identity, name).stream()
                                                .map(document -> InlineDetail.of(name, document)))
                                        .toList(),
                                attached)));
    }

    /** A group's ARN does not matter here, nor its path: it is looked up by its name. */
    private List<Callable<Optional<Entity>>> otherGroups(Names names, AccountDetails found) {
        return found.users().values().stream()
                .flatMap(user -> user.groups().stream())
                .distinct()
                .filter(group -> !group.equals(names.group()))
                .<Callable<Optional<Entity>>>map(group -> () -> group(group, "/", group))
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
                    Callable<Optional<Entity>> read = () -> policy(planned, arn);
                    return arn.startsWith(names.policyArnsBegin()) ? read : ifReadable(read);
                })
                .toList();
    }

    private Optional<Entity> policy(TenantPlan planned, String arn) {
        return planned.plan().changes().stream()
                .filter(change -> change.resource() instanceof ManagedPolicy policy
                        && policy.arn().equals(arn))
                .flatMap(change -> change.observed() instanceof Observation.Present seen
                        ? Stream.of(seen.document())
                        : Stream.of())
                .findFirst()
                .or(() -> reads.policy(arn).flatMap(policy -> reads.document(arn, policy.defaultVersionId())))
                .map(document -> PolicyDetail.of(arn, document));
    }
}
