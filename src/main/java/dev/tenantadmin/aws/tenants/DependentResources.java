package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.Iam;
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
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;

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

    /** Reads the account, all lists in parallel; but for credentials, which {@link UserDeletion} finds. */
    static DependentResources of(TenantBlueprint own, Iam iam, Work work, Parallel parallel) {
        Supplier<List<SubordinateEntity>> extras = begin(parallel, extras(own, iam));
        Supplier<List<Resource>> made = begin(parallel, work.made());
        Supplier<List<Resource>> active = begin(parallel, work.active());
        return new DependentResources(extras.get(), made.get(), active.get());
    }

    private static List<Callable<List<SubordinateEntity>>> extras(TenantBlueprint own, Iam iam) {
        List<Callable<List<SubordinateEntity>>> lists = new ArrayList<>();
        extras(own.names(), own.resources().toList(), iam, SubordinateEntities::withoutCredentials)
                .values()
                .forEach(lists::addAll);
        return lists;
    }

    /** The lists of what hangs on these resources, by the title of the resource; last what hangs on none, by an empty title. */
    static Map<String, List<Callable<List<SubordinateEntity>>>> extras(Names names, List<Resource> own, Iam iam) {
        return extras(names, own, iam, SubordinateEntities::ofUser);
    }

    private static Map<String, List<Callable<List<SubordinateEntity>>>> extras(
            Names names,
            List<Resource> own,
            Iam iam,
            BiFunction<Iam, String, List<Callable<List<SubordinateEntity>>>> ofUser) {
        Set<String> ours = new TreeSet<>();
        Map<String, List<Callable<List<SubordinateEntity>>>> lists = new LinkedHashMap<>();
        for (Resource resource : own) {
            if (resource instanceof Role role) {
                ours.add("role " + role.name());
                lists.put(role.title(), SubordinateEntities.ofRole(iam, role.name()));
            } else if (resource instanceof Group group) {
                ours.add("group " + group.name());
                lists.put(group.title(), SubordinateEntities.ofGroup(iam, group.name()));
            } else if (resource instanceof User user) {
                ours.add("user " + user.name());
                lists.put(user.title(), ofUser.apply(iam, user.name()));
            }
        }
        for (Resource resource : own) {
            if (resource instanceof ManagedPolicy policy) {
                lists.put(policy.title(), List.of(PolicyUse.byOthers(iam.reads(), policy.arn(), ours)));
            }
        }
        lists.put("", List.of(SubordinateEntities.ofNobody(iam, name -> name.startsWith(names.prefix()))));
        return lists;
    }

    private static <T> Supplier<List<T>> begin(Parallel parallel, List<Callable<List<T>>> lists) {
        List<Supplier<List<T>>> running = lists.stream().map(parallel::begin).toList();
        return () -> running.stream().flatMap(list -> list.get().stream()).toList();
    }
}
