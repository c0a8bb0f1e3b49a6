package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What a tenant itself started in SageMaker, found by name: jobs in progress, and endpoints. */
public final class TenantWork {

    private final SageMakerClient sagemaker;
    private final Parallel parallel;
    private final Work work;
    private final String prefix;

    public TenantWork(AwsClients clients, Parallel parallel, Names names, Poll poll) {
        this.sagemaker = clients.sagemaker(names.home().region());
        this.parallel = parallel;
        this.work = new Work(sagemaker, names, poll);
        this.prefix = names.prefix();
    }

    /**
     * The jobs that are in progress, each such as {@code training job acme--x}.
     *
     * @param stop whether to stop them too; SageMaker may take minutes over that
     */
    public List<String> jobs(boolean stop) {
        return parallel
                .all(JobKind.all(sagemaker).stream()
                        .<Callable<List<String>>>map(kind -> () -> each(
                                kind.type() + " ",
                                kind.list()
                                        .jobs(prefix, JobKind.IN_PROGRESS)
                                        .map(JobKind.Seen::name)
                                        .toList(),
                                stop ? name -> unlessEnded(() -> kind.stop().accept(name)) : name -> {}))
                        .toList())
                .stream()
                .flatMap(Collection::stream)
                .toList();
    }

    /**
     * The names of the endpoints, which cost money while they exist.
     *
     * @param delete whether to delete them too, because they cannot be stopped, and to wait until they are gone
     */
    public List<String> endpoints(boolean delete) {
        return each(
                "",
                sagemaker.listEndpointsPaginator(r -> r.nameContains(prefix).maxResults(100)).endpoints().stream()
                        .map(EndpointSummary::endpointName)
                        .toList(),
                delete ? work::deleteEndpoint : name -> {});
    }

    /** The status of each notebook instance that runs or may run. */
    public SortedMap<String, String> notebooks() {
        SortedMap<String, String> running = new TreeMap<>();
        Notebooks.list(sagemaker, prefix).stream()
                .filter(notebook -> !NotebookState.of(notebook.status()).isDown())
                .forEach(notebook -> running.put(notebook.name(), notebook.status()));
        return running;
    }

    /** NameContains matches the prefix anywhere in a name. */
    private List<String> each(String type, List<String> names, Consumer<String> act) {
        List<String> done = new ArrayList<>();
        names.stream().filter(name -> name.startsWith(prefix)).sorted().forEach(name -> {
            act.accept(name);
            done.add(type + name);
        });
        return done;
    }

    /** A job may end by itself before it is stopped. */
    private static void unlessEnded(Runnable stop) {
        try {
            stop.run();
        } catch (SageMakerException e) {
            if (e.awsErrorDetails() == null
                    || !"ValidationException".equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
        }
    }
}
