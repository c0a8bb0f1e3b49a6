package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.endpoint.Work;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Finds what is left of a tenant after its deletion. Only reads. */
public final class DeletionCheck {

    /**
     * A resource that still exists.
     *
     * @param title its type and name
     * @param ours whether a deletion that began now would delete it
     */
    public record Left(String title, boolean ours) {}

    private final IamClient iam;
    private final SageMakerClient sagemaker;
    private final Names names;
    private final Set<String> own;
    private final Work work;
    private final Parallel parallel;

    public DeletionCheck(AwsClients clients, Names names, Parallel parallel, Poll poll) {
        this.iam = clients.iam();
        this.sagemaker = clients.sagemaker(names.home().region());
        this.names = names;
        this.own = TenantBlueprint.named(names, true, List.of(), clients)
                .resources()
                .map(Resource::title)
                .collect(Collectors.toSet());
        this.work = new Work(sagemaker, names, poll);
        this.parallel = parallel;
    }

    /** Everything that is still there under the tenant's path or, in SageMaker, under its names. */
    public List<Left> left() {
        String path = names.path();
        List<Callable<List<Left>>> lists = new ArrayList<>(List.of(
                () -> iam.listPoliciesPaginator(r -> r.pathPrefix(path).scope("Local")).policies().stream()
                        .map(policy -> left("IAM policy " + policy.policyName()))
                        .toList(),
                () -> iam.listRolesPaginator(r -> r.pathPrefix(path)).roles().stream()
                        .map(role -> left("IAM role " + role.roleName()))
                        .toList(),
                () -> iam.listGroupsPaginator(r -> r.pathPrefix(path)).groups().stream()
                        .filter(group -> group.path().equals(path))
                        .map(group -> left("IAM group " + group.groupName()))
                        .toList(),
                () -> iam.listUsersPaginator(r -> r.pathPrefix(path)).users().stream()
                        .map(user -> new Left("IAM user " + user.userName(), isName(user.userName(), PersonName::new)))
                        .toList(),
                () -> Notebooks.list(sagemaker, names.prefix()).stream()
                        .map(notebook -> new Left(
                                NotebookInstance.TYPE + " " + notebook.name(),
                                isName(notebook.name(), NotebookName::new)))
                        .toList()));
        Stream.concat(work.active().stream(), work.made().stream())
                .<Callable<List<Left>>>map(list -> () -> list.call().stream()
                        .map(Resource::title)
                        .map(title -> new Left(title, true))
                        .toList())
                .forEach(lists::add);
        return parallel.all(lists).stream().flatMap(Collection::stream).toList();
    }

    private Left left(String title) {
        return new Left(title, own.contains(title));
    }

    private boolean isName(String name, Function<String, ?> parse) {
        return Names.local(names.tenant(), name, parse).isPresent();
    }

    /**
     * What no deletion removes, and a later tenant of the same name could read: names, not contents. Does not look for log streams and objects in S3.
     */
    public List<String> remains() {
        List<String> remains = new ArrayList<>();
        parallel.all(work.records()).stream()
                .flatMap(Collection::stream)
                .map(kind -> "SageMaker's records of its " + kind)
                .forEach(remains::add);
        remains.add("log streams %s* in CloudWatch's log groups /aws/sagemaker/*".formatted(names.prefix()));
        remains.add("objects that its notebooks and jobs wrote to S3");
        return remains;
    }
}
