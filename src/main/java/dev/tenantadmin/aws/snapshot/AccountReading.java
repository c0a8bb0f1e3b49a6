package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.LiveIam;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.notebook.LiveNotebooks;
import dev.tenantadmin.aws.notebook.NotebookReads;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.aws.tenants.PlanReads;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * An account read once for many tenants: every IAM entity with its documents, and the notebooks and lifecycle config names of each region. The
 * number of calls grows only by paging. It answers the first questions of a tenant's plan; what no bulk call tells is still asked for each tenant: the
 * tags of its policies, and the settings and tags of its notebooks.
 */
public final class AccountReading {

    /** Small enough that a page with its documents fits beside the work that goes on. */
    private static final int PAGE = 200;

    /** As many as IAM gives at once, for what is kept of them is little. */
    private static final int LARGEST = 1000;

    private final AwsClients clients;
    private final IamReads iam;
    private final Map<String, List<String>> devices = new ConcurrentHashMap<>();
    private final Map<String, IamReading> byPrefix = new HashMap<>();
    private final Set<String> roles = new HashSet<>();
    private final Map<String, Map<String, List<NotebookSummary>>> notebooks = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> lifecycleConfigs = new ConcurrentHashMap<>();

    private AccountReading(AwsClients clients) {
        this.clients = clients;
        this.iam = new LiveIam(clients.iam());
    }

    /** Reads IAM, and SageMaker in these regions and in every home region that IAM tells. */
    public static AccountReading of(AwsClients clients, Parallel parallel, Set<String> regions) {
        AccountReading reading = new AccountReading(clients);
        entities(clients, PAGE).forEach(entity -> {
            if (entity instanceof RoleDetail) {
                reading.roles.add(entity.arn());
            }
            reading.beside(entity.name()).ifPresent(own -> own.entities().add(entity));
            IamUse.of(entity).forEach(use -> reading.beside(use.of()).ifPresent(own -> own.add(use)));
        });
        Set<String> all = new TreeSet<>(regions);
        reading.places().forEach(place -> all.add(place.region()));
        parallel.all(all.stream()
                .flatMap(region -> Stream.<Callable<Integer>>of(
                        () -> reading.addNotebooks(region, clients.sagemaker(region)),
                        () -> reading.addLifecycleConfigs(region, clients.sagemaker(region))))
                .toList());
        return reading;
    }

    /**
     * Reads IAM for one tenant. A call for each thousand entities of the account takes the place of one or two for each of the tenant's own, and alone
     * tells who else uses them.
     */
    public static PlanReads ofTenant(AwsClients clients, TenantName tenant) {
        IamReads live = new LiveIam(clients.iam());
        IamReading own = new IamReading(live, tenant + Names.DELIMITER, new ConcurrentHashMap<>());
        entities(clients, LARGEST).forEach(entity -> {
            if (own.isBeside(entity.name())) {
                own.entities().add(entity);
            }
            IamUse.of(entity).filter(use -> own.isBeside(use.of())).forEach(own::add);
        });
        return new PlanReads(own, region -> new LiveNotebooks(clients.sagemaker(region)));
    }

    private static Stream<AccountDetails.Entity> entities(AwsClients clients, int page) {
        return AccountDetails.entities(
                clients.iam(),
                page,
                EntityType.LOCAL_MANAGED_POLICY,
                EntityType.ROLE,
                EntityType.GROUP,
                EntityType.USER);
    }

    /** What has the same prefix; empty for a name without one, which no tenant can have. */
    private Optional<IamReading> beside(String name) {
        int end = name.indexOf(Names.DELIMITER);
        return end < 0
                ? Optional.empty()
                : Optional.of(byPrefix.computeIfAbsent(
                        name.substring(0, end).toLowerCase(Locale.ROOT),
                        tenant -> new IamReading(iam, tenant + Names.DELIMITER, devices)));
    }

    private int addNotebooks(String region, SageMakerClient sagemaker) {
        Map<String, List<NotebookSummary>> byTenant = Notebooks.containing(sagemaker, Names.DELIMITER).stream()
                .collect(Collectors.groupingBy(AccountReading::prefix));
        notebooks.put(region, byTenant);
        return byTenant.size();
    }

    private int addLifecycleConfigs(String region, SageMakerClient sagemaker) {
        Set<String> names = sagemaker
                .listNotebookInstanceLifecycleConfigsPaginator(
                        r -> r.nameContains(Names.DELIMITER).maxResults(100))
                .notebookInstanceLifecycleConfigs()
                .stream()
                .map(config -> config.notebookInstanceLifecycleConfigName())
                .collect(Collectors.toSet());
        lifecycleConfigs.put(region, names);
        return names.size();
    }

    private static String prefix(NotebookSummary notebook) {
        String name = notebook.name();
        return name.substring(0, name.indexOf(Names.DELIMITER) + Names.DELIMITER.length());
    }

    /** Every tenant that IAM's paths tell, by name. */
    List<Place> places() {
        return byPrefix.values().stream()
                .flatMap(IamReading::places)
                .distinct()
                .sorted()
                .toList();
    }

    /** The policies that a tenant's could be. */
    Stream<PolicyDetail> policies() {
        return byPrefix.values().stream().flatMap(own -> own.entities().policies().values().stream());
    }

    /** Whether the account has a role of this ARN, whoever's it is. */
    boolean hasRole(String arn) {
        return roles.contains(arn);
    }

    /** A tag of the tenant's own resources. */
    Optional<String> tag(TenantName tenant, String key) {
        return of(tenant).tag(tenant, key);
    }

    /** The persons who have a user of the tenant. */
    Set<PersonName> users(TenantName tenant) {
        return of(tenant).users(tenant);
    }

    /** The notebooks with the tenant's names, in its home region. */
    Set<NotebookName> notebooks(TenantName tenant) {
        return places().stream()
                .filter(place -> place.tenant().equals(tenant))
                .flatMap(place -> Objects.requireNonNull(notebooks.get(place.region()))
                        .getOrDefault(tenant + Names.DELIMITER, List.of())
                        .stream())
                .flatMap(seen -> Names.local(tenant, seen.name(), NotebookName::new).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private IamReading of(TenantName tenant) {
        return byPrefix.getOrDefault(tenant.value(), new IamReading(iam, tenant + Names.DELIMITER, devices));
    }

    /** What a tenant's plan is made from; asks AWS only what was not read. */
    PlanReads reads(TenantName tenant) {
        IamReads own = of(tenant).forPlan();
        return new PlanReads(own, region -> notebooks(tenant + Names.DELIMITER, region));
    }

    private NotebookReads notebooks(String prefix, String region) {
        NotebookReads live = new LiveNotebooks(clients.sagemaker(region));
        Map<String, List<NotebookSummary>> all = notebooks.get(region);
        return all == null
                ? live
                : new NotebookReading(
                        live,
                        all.getOrDefault(prefix, List.of()),
                        Objects.requireNonNull(lifecycleConfigs.get(region)));
    }
}
