package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.endpoint.Work;
import dev.tenantadmin.aws.iam.Group;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.PolicyUse;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.SubordinateEntities;
import dev.tenantadmin.aws.iam.SubordinateEntity;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What a deletion handles besides the resources that tenant-admin made.
 *
 * @param extras what anybody attached to those resources
 * @param made endpoint configurations and models of the tenant
 * @param active its endpoints and its jobs that run
 */
record DependentResources(List<SubordinateEntity> extras, List<Resource> made, List<Resource> active) {

    /** A creation handles only what tenant-admin makes. */
    static DependentResources none(TenantBlueprint created) {
        return new DependentResources(List.of(), List.of(), List.of());
    }

    /** Reads the account, all lists in parallel. */
    static DependentResources of(TenantBlueprint own, IamClient iam, Work work, Parallel parallel) {
        Supplier<List<SubordinateEntity>> extras = begin(parallel, extras(own, iam));
        Supplier<List<Resource>> made = begin(parallel, work.made());
        Supplier<List<Resource>> active = begin(parallel, work.active());
        return new DependentResources(extras.get(), made.get(), active.get());
    }

    private static List<Callable<List<SubordinateEntity>>> extras(TenantBlueprint own, IamClient iam) {
        Set<String> ours = new TreeSet<>();
        List<Callable<List<SubordinateEntity>>> lists = new ArrayList<>();
        own.all(Role.class).map(Role::name).forEach(role -> {
            ours.add("role " + role);
            lists.addAll(SubordinateEntities.ofRole(iam, role));
        });
        own.all(Group.class).map(Group::name).forEach(group -> {
            ours.add("group " + group);
            lists.addAll(SubordinateEntities.ofGroup(iam, group));
        });
        own.all(User.class).map(User::name).forEach(user -> {
            ours.add("user " + user);
            lists.addAll(SubordinateEntities.ofUser(iam, user));
        });
        lists.add(SubordinateEntities.ofNobody(
                iam, name -> name.startsWith(own.names().prefix())));
        own.all(ManagedPolicy.class).forEach(policy -> lists.add(PolicyUse.byOthers(iam, policy.arn(), ours)));
        return lists;
    }

    private static <T> Supplier<List<T>> begin(Parallel parallel, List<Callable<List<T>>> lists) {
        List<Supplier<List<T>>> running = lists.stream().map(parallel::begin).toList();
        return () -> running.stream().flatMap(list -> list.get().stream()).toList();
    }
}
