package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.Denial;
import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.endpoint.MadeWork;
import dev.tenantadmin.aws.endpoint.MadeWork.Made;
import dev.tenantadmin.aws.endpoint.MadeWork.Variant;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * What there is of a tenant beside the resources of its plan.
 *
 * @param beside what hangs on those resources or is under the tenant's path, and is none of them
 * @param versions those of its policies that are not in force; ordinary changes leave some
 * @param endpoints with what serves each
 * @param configs its endpoint configurations
 * @param models its models
 * @param jobs those that run or stop
 * @param unread why parts could not be read, such as {@code iam:ListAccessKeys}: the rights that the caller lacks
 */
public record TenantContents(
        List<Beside> beside,
        List<Version> versions,
        Map<Made, List<Variant>> endpoints,
        List<Made> configs,
        List<Made> models,
        List<Made> jobs,
        SortedSet<String> unread) {

    /**
     * Something beside the tenant's resources.
     *
     * @param on the title of the resource that it hangs on; empty if on none
     */
    public record Beside(String on, String type, String name) {}

    /** A version of a policy. */
    public record Version(String policy, String version) {}

    /** Reads it, all lists in parallel. What the caller may not read is missing, and told. */
    static TenantContents of(AwsClients clients, TenantPlan described, Parallel parallel) {
        Names names = described.tenant().names();
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        Reading reading = new Reading(parallel);
        MadeWork work = new MadeWork(sagemaker, names);
        // What is foreign under one of our names is somebody else's.
        List<Resource> own = described.plan().changes().stream()
                .filter(change -> change.observed() instanceof Observation.Present)
                .map(Change::resource)
                .toList();
        Supplier<List<Beside>> beside = beside(clients.iam(), own, described, reading);
        Supplier<List<Version>> versions = reading.begin(own.stream()
                .filter(ManagedPolicy.class::isInstance)
                .<Callable<List<Version>>>map(policy -> () -> otherVersions(clients.iam(), (ManagedPolicy) policy))
                .toList());
        Supplier<List<Made>> endpoints = reading.begin(List.of(work::endpoints));
        Supplier<List<Made>> configs = reading.begin(List.of(work::configs));
        Supplier<List<Made>> models = reading.begin(List.of(work::models));
        Supplier<List<Made>> jobs = reading.begin(work.jobs());
        Map<Made, Supplier<List<Variant>>> serving = new LinkedHashMap<>();
        endpoints
                .get()
                .forEach(endpoint -> serving.put(
                        endpoint,
                        reading.begin(List.of(() -> AwsFailures.ifThere(() -> work.variants(endpoint.name()))
                                .orElse(List.of())))));
        Map<Made, List<Variant>> served = new LinkedHashMap<>();
        serving.forEach((endpoint, variants) -> served.put(endpoint, variants.get()));
        return new TenantContents(
                beside.get(), versions.get(), served, configs.get(), models.get(), jobs.get(), reading.unread());
    }

    private static Supplier<List<Beside>> beside(
            IamClient iam, List<Resource> own, TenantPlan described, Reading reading) {
        Names names = described.tenant().names();
        Set<String> known = described.plan().changes().stream()
                .map(change -> change.resource().title())
                .collect(Collectors.toCollection(HashSet::new));
        Supplier<List<String>> endings = reading.begin(own.stream()
                .filter(Role.class::isInstance)
                .<Callable<List<String>>>map(role -> () -> endings(iam, names, role.name()))
                .toList());
        List<Supplier<List<Beside>>> lists = new ArrayList<>();
        DependentResources.extras(names, own, Iam.of(iam))
                .forEach((on, calls) -> lists.add(reading.begin(calls.stream()
                        .<Callable<List<Beside>>>map(call -> () -> call.call().stream()
                                .map(extra -> new Beside(on, extra.type(), extra.name()))
                                .toList())
                        .toList())));
        lists.add(reading.begin(underPath(iam, names.path())));
        return () -> {
            known.addAll(endings.get());
            return lists.stream()
                    .flatMap(list -> list.get().stream())
                    .filter(one -> known.add(one.type() + " " + one.name()))
                    .toList();
        };
    }

    /** What IAM has under the tenant's path, whoever made it. */
    private static List<Callable<List<Beside>>> underPath(IamClient iam, String path) {
        return List.of(
                () -> iam.listPoliciesPaginator(r -> r.pathPrefix(path).scope("Local")).policies().stream()
                        .map(policy -> new Beside("", "IAM policy", policy.policyName()))
                        .toList(),
                () -> iam.listRolesPaginator(r -> r.pathPrefix(path)).roles().stream()
                        .map(role -> new Beside("", "IAM role", role.roleName()))
                        .toList(),
                () -> iam.listGroupsPaginator(r -> r.pathPrefix(path)).groups().stream()
                        .map(group -> new Beside("", "IAM group", group.groupName()))
                        .toList(),
                () -> iam.listUsersPaginator(r -> r.pathPrefix(path)).users().stream()
                        .map(user -> new Beside("", "IAM user", user.userName()))
                        .toList());
    }

    /** The titles of the role's policies by which this program ended sessions; one of that name with another document is somebody else's. */
    private static List<String> endings(IamClient iam, Names names, String role) {
        try {
            return iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
                    .filter(Revocation::isName)
                    .filter(policy -> Revocation.read(
                                    names,
                                    role,
                                    policy,
                                    EncodedDocument.decode(iam.getRolePolicy(
                                                    r -> r.roleName(role).policyName(policy))
                                            .policyDocument()))
                            .isPresent())
                    .map(policy -> "inline policy %s of role %s".formatted(policy, role))
                    .toList();
        } catch (NoSuchEntityException e) {
            return List.of();
        }
    }

    private static List<Version> otherVersions(IamClient iam, ManagedPolicy policy) {
        try {
            return iam.listPolicyVersionsPaginator(r -> r.policyArn(policy.arn())).versions().stream()
                    .filter(version -> !version.isDefaultVersion())
                    .map(version -> new Version(policy.name(), version.versionId()))
                    .toList();
        } catch (NoSuchEntityException e) {
            return List.of();
        }
    }

    /** Lists in parallel, and keeps which the caller may not read. */
    private record Reading(Parallel parallel, SortedSet<String> unread) {

        Reading(Parallel parallel) {
            this(parallel, Collections.synchronizedSortedSet(new TreeSet<>()));
        }

        <T> Supplier<List<T>> begin(List<Callable<List<T>>> lists) {
            List<Supplier<List<T>>> running =
                    lists.stream().map(list -> parallel.begin(() -> read(list))).toList();
            return () -> running.stream().flatMap(list -> list.get().stream()).toList();
        }

        private <T> List<T> read(Callable<List<T>> list) throws Exception {
            try {
                return list.call();
            } catch (AwsServiceException e) {
                if (!AwsFailures.denied(e)) {
                    throw e;
                }
                unread.add(Denial.of(e)
                        .map(Denial::action)
                        .orElseGet(() -> AwsFailures.translate(e).getMessage()));
                return List.of();
            }
        }
    }
}
