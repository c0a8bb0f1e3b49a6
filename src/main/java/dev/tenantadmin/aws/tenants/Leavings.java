package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.endpoint.Work;
import dev.tenantadmin.aws.iam.Extra;
import dev.tenantadmin.aws.iam.Extras;
import dev.tenantadmin.aws.iam.PolicyUse;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What a deletion has to do with beside the resources that this program made.
 *
 * @param extras what hangs on those resources, whoever hung it there
 * @param made endpoint configurations and models of the tenant
 * @param active its endpoints and its jobs that run
 */
record Leavings(List<Extra> extras, List<Resource> made, List<Resource> active) {

    /** A creation has to do with nothing but what this program makes. */
    static Leavings none(Tenant created) {
        return new Leavings(List.of(), List.of(), List.of());
    }

    /** Reads the account, all lists side by side. */
    static Leavings of(Tenant tenant, IamClient iam, Work work, Parallel parallel) {
        Supplier<List<Extra>> extras = begin(parallel, extras(tenant, iam));
        Supplier<List<Resource>> made = begin(parallel, work.made());
        Supplier<List<Resource>> active = begin(parallel, work.active());
        return new Leavings(extras.get(), made.get(), active.get());
    }

    private static List<Callable<List<Extra>>> extras(Tenant tenant, IamClient iam) {
        Names names = tenant.names();
        Set<String> ours = new TreeSet<>();
        List<Callable<List<Extra>>> lists = new ArrayList<>();
        for (String role : List.of(names.access(), names.executionRole())) {
            ours.add("role " + role);
            lists.addAll(Extras.ofRole(iam, role));
        }
        if (tenant.settings().members()) {
            ours.add("group " + names.group());
            lists.addAll(Extras.ofGroup(iam, names.group()));
        }
        for (PersonName person : tenant.users()) {
            ours.add("user " + names.user(person));
            lists.addAll(Extras.ofUser(iam, names.user(person)));
        }
        lists.add(Extras.ofNobody(iam, name -> name.startsWith(names.prefix())));
        lists.add(PolicyUse.byOthers(iam, names.boundaryArn(), ours));
        lists.add(PolicyUse.byOthers(iam, names.accessPolicyArn(), ours));
        return lists;
    }

    private static <T> Supplier<List<T>> begin(Parallel parallel, List<Callable<List<T>>> lists) {
        List<Supplier<List<T>>> running = lists.stream().map(parallel::begin).toList();
        return () -> running.stream().flatMap(list -> list.get().stream()).toList();
    }
}
