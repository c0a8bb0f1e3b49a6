package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.policy.language.Arn;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesRequest;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * An account read once for many tenants: every IAM entity with its documents, and the notebooks and lifecycle config names of each region. The
 * number of calls grows only by paging. It answers the first questions of a tenant's plan; what no bulk call tells is still asked for each tenant: the
 * tags of its policies, and the settings and tags of its notebooks.
 */
public final class AccountReading {

    /** Small enough that a page with its documents fits beside the work that goes on. */
    private static final int PAGE = 200;

    private final IamClient iam;
    private final Map<String, IamReading> byPrefix = new HashMap<>();
    private final Set<String> roles = new HashSet<>();
    private final Map<String, Map<String, List<NotebookInstanceSummary>>> notebooks = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> lifecycleConfigs = new ConcurrentHashMap<>();
    private final Map<TenantName, AtomicBoolean> written = new ConcurrentHashMap<>();

    private AccountReading(IamClient iam) {
        this.iam = iam;
    }

    /** Reads IAM, and SageMaker in these regions and in every home region that IAM tells. */
    public static AccountReading of(AwsClients clients, Parallel parallel, Set<String> regions) {
        AccountReading reading = new AccountReading(clients.iam());
        AccountDetails.entities(
                        clients.iam(),
                        PAGE,
                        EntityType.LOCAL_MANAGED_POLICY,
                        EntityType.ROLE,
                        EntityType.GROUP,
                        EntityType.USER)
                .forEach(entity -> {
                    if (entity instanceof RoleDetail) {
                        reading.roles.add(entity.arn());
                    }
                    reading.beside(entity.name())
                            .ifPresent(own -> own.entities().add(entity));
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

    /** What has the same prefix; empty for a name without one, which no tenant can have. */
    private Optional<IamReading> beside(String name) {
        int end = name.indexOf(Names.DELIMITER);
        return end < 0
                ? Optional.empty()
                : Optional.of(byPrefix.computeIfAbsent(
                        name.substring(0, end).toLowerCase(Locale.ROOT), prefix -> new IamReading(iam)));
    }

    private int addNotebooks(String region, SageMakerClient sagemaker) {
        Map<String, List<NotebookInstanceSummary>> byTenant = sagemaker
                .listNotebookInstancesPaginator(
                        r -> r.nameContains(Names.DELIMITER).maxResults(100))
                .notebookInstances()
                .stream()
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

    private static String prefix(NotebookInstanceSummary notebook) {
        String name = notebook.notebookInstanceName();
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
                .flatMap(seen -> Names.local(tenant, seen.notebookInstanceName(), NotebookName::new).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private IamReading of(TenantName tenant) {
        return byPrefix.getOrDefault(tenant.value(), new IamReading(iam));
    }

    /** A client for one tenant's plan, which asks AWS only what was not read. */
    IamClient iam(TenantName tenant) {
        IamReading reading = of(tenant);
        String prefix = tenant + Names.DELIMITER;
        return AnsweredClient.of(IamClient.class, iam, request -> answer(request, prefix, reading), written(tenant));
    }

    private Optional<AwsResponse> answer(AwsRequest request, String prefix, IamReading own) {
        return named(request).filter(name -> !name.startsWith(prefix)).isPresent()
                ? Optional.empty()
                : own.answer(request);
    }

    /** What a call is about that may be about somebody else's. */
    private static Optional<String> named(AwsRequest request) {
        return Stream.of("RoleName", "GroupName", "PolicyArn")
                .flatMap(field -> request.getValueForField(field, String.class).stream())
                .map(Arn::name)
                .findFirst();
    }

    /** The same for SageMaker. */
    SageMakerClient sagemaker(TenantName tenant, String region, SageMakerClient aws) {
        String prefix = tenant + Names.DELIMITER;
        return AnsweredClient.of(
                SageMakerClient.class, aws, request -> listed(region, prefix, request), written(tenant));
    }

    private Optional<AwsResponse> listed(String region, String prefix, AwsRequest request) {
        Map<String, List<NotebookInstanceSummary>> all = notebooks.get(region);
        if (all == null) {
            return Optional.empty();
        }
        List<NotebookInstanceSummary> own = all.getOrDefault(prefix, List.of());
        if (request instanceof ListNotebookInstancesRequest list && prefix.equals(list.nameContains())) {
            return Optional.of(ListNotebookInstancesResponse.builder()
                    .notebookInstances(own)
                    .build());
        }
        if (request instanceof DescribeNotebookInstanceRequest describe
                && own.stream().noneMatch(n -> n.notebookInstanceName().equals(describe.notebookInstanceName()))) {
            throw absent();
        }
        if (request instanceof DescribeNotebookInstanceLifecycleConfigRequest describe
                && !lifecycleConfigs
                        .getOrDefault(region, Set.of())
                        .contains(describe.notebookInstanceLifecycleConfigName())) {
            throw absent();
        }
        return Optional.empty();
    }

    private static AwsServiceException absent() {
        return SageMakerException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ValidationException")
                        .errorMessage("RecordNotFound")
                        .build())
                .statusCode(400)
                .build();
    }

    private AtomicBoolean written(TenantName tenant) {
        return written.computeIfAbsent(tenant, name -> new AtomicBoolean());
    }
}
