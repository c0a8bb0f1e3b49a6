package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.aws.tenants.TenantDirectory;
import dev.tenantadmin.aws.tenants.TenantSummary;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stops all tenants' running notebooks in an account, in every home region. */
public final class RunningNotebooks {

    private final AwsClients clients;
    private final TenantDirectory directory;
    private final Poll poll;

    public RunningNotebooks(AwsClients clients, TenantDirectory directory, Poll poll) {
        this.clients = clients;
        this.directory = directory;
        this.poll = poll;
    }

    /**
     * A notebook instance that runs, or may.
     *
     * @param running since its last start, where that is known
     */
    public record Running(
            TenantName tenant,
            String region,
            NotebookSummary notebook,
            @Nullable Duration running) {}

    /**
     * What there is to stop.
     *
     * @param leftOut what may run, in a state that is not known here, so that it cannot be told for how long
     */
    public record Found(List<Running> running, List<Running> leftOut, Set<TenantName> tenants) {}

    /**
     * Everything that runs, or may, by tenant.
     *
     * @param longerThan leave out what runs not as long, or of which it is not known how long
     */
    public Found find(@Nullable Duration longerThan, Set<TenantName> excluded) {
        List<TenantSummary> all = directory.list();
        Instant now = poll.now();
        Map<Boolean, List<Running>> running = all.stream()
                .filter(tenant -> !excluded.contains(tenant.tenant()))
                .flatMap(tenant -> tenant.notebooks().stream()
                        .filter(notebook -> NotebookState.of(notebook.status()).mayRun())
                        .map(notebook ->
                                new Running(tenant.tenant(), tenant.region(), notebook, notebook.running(now))))
                .collect(Collectors.partitioningBy(one -> longerThan == null
                        || (one.running() != null && one.running().compareTo(longerThan) > 0)));
        return new Found(
                running.getOrDefault(true, List.of()),
                running.getOrDefault(false, List.of()).stream()
                        .filter(one -> one.notebook().isUnknown())
                        .toList(),
                all.stream().map(TenantSummary::tenant).collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Stops one if tenant-admin manages it; returns whether that was needed.
     *
     * @param wait whether to wait for the end of a state that is not known here and in which SageMaker does not stop it
     */
    public boolean stop(Running one, boolean wait) {
        return new NotebookLife(clients.sagemaker(one.region()), one.notebook().name(), poll)
                .requireOurs()
                .sendStopForGood(wait);
    }

    /** Waits until none of them runs any more, by List calls; their statuses by region and name, such as {@code us-east-1 acme--main}. */
    public Map<String, String> awaitStopped(List<Running> stopped) {
        Set<String> regions = stopped.stream().map(Running::region).collect(Collectors.toCollection(TreeSet::new));
        return poll.until(
                "%d notebook instances".formatted(stopped.size()),
                () -> statuses(regions),
                seen -> pending(stopped, seen).isEmpty(),
                seen -> String.join(", ", new TreeSet<>(pending(stopped, seen))));
    }

    /** The states of those that have not stopped yet; what no list shows any more is gone. */
    private static List<String> pending(List<Running> stopped, Map<String, String> seen) {
        return stopped.stream()
                .map(one -> seen.getOrDefault(key(one), NotebookState.GONE.status()))
                .filter(status -> switch (NotebookState.of(status)) {
                    case IN_SERVICE, STOPPING, UNKNOWN -> true;
                    case PENDING, STOPPED, FAILED, DELETING, UPDATING, GONE -> false;
                })
                .toList();
    }

    /** By what {@link #awaitStopped} tells a notebook's status. */
    public static String key(Running one) {
        return one.region() + " " + one.notebook().name();
    }

    private Map<String, String> statuses(Set<String> regions) {
        Map<String, String> statuses = new HashMap<>();
        regions.forEach(region -> Notebooks.containing(clients.sagemaker(region), Names.DELIMITER)
                .forEach(notebook -> statuses.put(region + " " + notebook.name(), notebook.status())));
        return statuses;
    }
}
