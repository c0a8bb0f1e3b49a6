package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Maintenance;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.CreatePresignedNotebookInstanceUrlRequest;
import software.amazon.awssdk.services.sagemaker.model.CreatePresignedNotebookInstanceUrlResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.DirectInternetAccess;
import software.amazon.awssdk.services.sagemaker.model.InstanceMetadataServiceConfiguration;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesRequest;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstancesResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceStatus;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sagemaker.model.StartNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.StartNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.StopNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.StopNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceResponse;

/**
 * The operations on notebook instances. A row has the status after the last call and, as its last modification, the time of the call; the
 * current status follows from these.
 */
public record NotebookInstances(Store store, AssumableRoles assumable, SandboxSettings settings, Clock clock) {
    /** All notebook instances. */
    public static final Catalog<DescribeNotebookInstanceResponse> ALL =
            new Catalog<>("notebook-instance", "NotebookInstance", DescribeNotebookInstanceResponse.class);

    private static final List<NotebookInstanceStatus> RESTING =
            List.of(NotebookInstanceStatus.STOPPED, NotebookInstanceStatus.FAILED);
    private static final List<NotebookInstanceStatus> RUNNING = List.of(NotebookInstanceStatus.IN_SERVICE);
    private static final String AL2023 = "notebook-al2023-v1";
    private static final Set<String> NOT_ON_AL2023 = Set.of("p2", "p3", "p3dn", "inf1", "g3");
    private static final Set<NotebookInstanceStatus> SETTLED =
            Set.of(NotebookInstanceStatus.IN_SERVICE, NotebookInstanceStatus.STOPPED, NotebookInstanceStatus.FAILED);

    /** The notebook instance in its current state, unless it is gone. */
    public Optional<DescribeNotebookInstanceResponse> find(String key) {
        return underneath(key).map(this::shown);
    }

    /** The same without maintenance. */
    private Optional<DescribeNotebookInstanceResponse> underneath(String key) {
        return store.find(key, DescribeNotebookInstanceResponse.class).flatMap(this::now);
    }

    private DescribeNotebookInstanceResponse shown(DescribeNotebookInstanceResponse notebook) {
        return maintenance(notebook)
                .map(maintenance -> notebook.toBuilder()
                        .notebookInstanceStatus(maintenance.status())
                        .lastModifiedTime(maintenance.from())
                        .build())
                .orElse(notebook);
    }

    /** The current maintenance. A call that changed the notebook since its start ends it. */
    private Optional<Maintenance> maintenance(DescribeNotebookInstanceResponse notebook) {
        return settings.maintenance().stream()
                .filter(maintenance -> maintenance.covers(notebook.notebookInstanceName(), clock.instant()))
                .filter(maintenance -> SETTLED.contains(notebook.notebookInstanceStatus())
                        && !notebook.lastModifiedTime().isAfter(maintenance.from()))
                .findFirst();
    }

    private Optional<DescribeNotebookInstanceResponse> now(DescribeNotebookInstanceResponse stored) {
        Instant end = stored.lastModifiedTime().plus(settings.transition());
        boolean over = !clock.instant().isBefore(end);
        NotebookInstanceStatus status = stored.notebookInstanceStatus();
        if (!over) {
            return Optional.of(
                    status == NotebookInstanceStatus.PENDING
                            ? stored.toBuilder().failureReason(null).build()
                            : stored);
        }
        return switch (status) {
            case DELETING -> Optional.empty();
            case PENDING ->
                Optional.of(settled(
                        stored,
                        stored.failureReason() == null
                                ? NotebookInstanceStatus.IN_SERVICE
                                : NotebookInstanceStatus.FAILED,
                        end));
            case STOPPING, UPDATING -> Optional.of(settled(stored, NotebookInstanceStatus.STOPPED, end));
            case IN_SERVICE, STOPPED, FAILED, UNKNOWN_TO_SDK_VERSION -> Optional.of(stored);
        };
    }

    private static DescribeNotebookInstanceResponse settled(
            DescribeNotebookInstanceResponse stored, NotebookInstanceStatus status, Instant at) {
        return stored.toBuilder()
                .notebookInstanceStatus(status)
                .lastModifiedTime(at)
                .build();
    }

    private DescribeNotebookInstanceResponse notebook(String name, CallerIdentity caller) {
        return find(ALL.key(name, caller)).orElseThrow(() -> Refusals.validation("RecordNotFound"));
    }

    private void put(String name, CallerIdentity caller, DescribeNotebookInstanceResponse.Builder notebook) {
        store.put(ALL.key(name, caller), notebook.build());
    }

    CreateNotebookInstanceResponse createNotebookInstance(
            CreateNotebookInstanceRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceName();
        String arn = ALL.arn(name, caller);
        requireInstanceType(request.instanceTypeAsString());
        requirePlatform(request.platformIdentifier());
        if (find(ALL.key(name, caller)).isPresent()) {
            throw Refusals.validation("Cannot create a duplicate Notebook Instance (" + arn + ")");
        }
        if (request.directInternetAccess() == DirectInternetAccess.DISABLED && request.subnetId() == null) {
            throw Refusals.validation("DirectInternetAccess can be set to Disabled only if a SubnetId is specified.");
        }
        requireLifecycleConfig(request.lifecycleConfigName(), caller);
        assumable.require(request.roleArn());
        ResourceTags.require(request.tags());
        Instant now = clock.instant();
        DescribeNotebookInstanceResponse.Builder notebook = DescribeNotebookInstanceResponse.builder()
                .notebookInstanceArn(arn)
                .notebookInstanceName(name)
                .url(name + "-" + Ids.of("", 4).toLowerCase(Locale.ROOT) + ".notebook." + caller.region()
                        + ".sagemaker.aws")
                .instanceType(request.instanceTypeAsString())
                .ipAddressType(orElse(request.ipAddressTypeAsString(), "ipv4"))
                .subnetId(request.subnetId())
                .securityGroups(request.securityGroupIds())
                .networkInterfaceId(
                        request.subnetId() == null
                                ? null
                                : "eni-" + Ids.of("", 17).toLowerCase(Locale.ROOT))
                .roleArn(request.roleArn())
                .kmsKeyId(request.kmsKeyId())
                .creationTime(now)
                .notebookInstanceLifecycleConfigName(request.lifecycleConfigName())
                .directInternetAccess(orElse(request.directInternetAccessAsString(), "Enabled"))
                .volumeSizeInGB(orElse(request.volumeSizeInGB(), 5))
                .defaultCodeRepository(request.defaultCodeRepository())
                .additionalCodeRepositories(request.additionalCodeRepositories())
                .rootAccess(orElse(request.rootAccessAsString(), "Enabled"))
                .platformIdentifier(orElse(request.platformIdentifier(), AL2023))
                .instanceMetadataServiceConfiguration(orElse(
                        request.instanceMetadataServiceConfiguration(),
                        InstanceMetadataServiceConfiguration.builder()
                                .minimumInstanceMetadataServiceVersion("1")
                                .build()));
        put(name, caller, pending(notebook, request.instanceTypeAsString(), now));
        ResourceTags.put(store, ALL.key(name, caller), request.tags());
        return CreateNotebookInstanceResponse.builder().notebookInstanceArn(arn).build();
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * Refuses unsupported types; the request's constraints already check that notebooks can have the type. AWS's own words for this are not
     * recorded.
     */
    private static void requireInstanceType(String type) {
        String family = type.split("\\.", -1)[1];
        if (NOT_ON_AL2023.contains(family)) {
            throw Refusals.validation(
                    "Instance type " + type + " is not supported with platform identifier " + AL2023 + ".");
        }
    }

    /**
     * Refuses the platforms on Amazon Linux 1 and 2, which notebooks can have no more since 2026-07-01; in the words that are seen in
     * github.com/orcasecurity-research/AIGoat/issues/10.
     */
    private static void requirePlatform(@Nullable String platform) {
        if (platform != null && !platform.equals(AL2023)) {
            throw Refusals.validation("Platform identifier (" + platform + ") is not supported for this service.");
        }
    }

    private void requireLifecycleConfig(@Nullable String name, CallerIdentity caller) {
        if (name != null) {
            LifecycleConfigs.require(store, name, caller);
        }
    }

    // A start's failure is decided at its beginning and shown at its end.
    private DescribeNotebookInstanceResponse.Builder pending(
            DescribeNotebookInstanceResponse.Builder notebook, String instanceType, Instant now) {
        return notebook.notebookInstanceStatus(NotebookInstanceStatus.PENDING)
                .failureReason(settings.failures().get(instanceType))
                .lastModifiedTime(now);
    }

    DescribeNotebookInstanceResponse describeNotebookInstance(
            DescribeNotebookInstanceRequest request, CallerIdentity caller) {
        return notebook(request.notebookInstanceName(), caller);
    }

    private DescribeNotebookInstanceResponse require(
            String name, CallerIdentity caller, List<NotebookInstanceStatus> from, String operation, String unable) {
        DescribeNotebookInstanceResponse notebook =
                underneath(ALL.key(name, caller)).orElseThrow(() -> Refusals.validation("RecordNotFound"));
        boolean admitted = maintenance(notebook)
                .map(maintenance -> maintenance.admits().contains(operation))
                .orElse(true);
        if (!admitted || !from.contains(notebook.notebookInstanceStatus())) {
            throw refused(shown(notebook), from, unable);
        }
        return notebook;
    }

    private static AwsException refused(
            DescribeNotebookInstanceResponse notebook, List<NotebookInstanceStatus> from, String unable) {
        return Refusals.validation("Status (" + notebook.notebookInstanceStatusAsString() + ") not in (" + from
                + "). Unable to " + unable + " for Notebook Instance (" + notebook.notebookInstanceArn() + ")");
    }

    StartNotebookInstanceResponse startNotebookInstance(StartNotebookInstanceRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceName();
        DescribeNotebookInstanceResponse notebook =
                require(name, caller, RESTING, "StartNotebookInstance", "transition to (Pending)");
        requirePlatform(notebook.platformIdentifier());
        put(name, caller, pending(notebook.toBuilder(), notebook.instanceTypeAsString(), clock.instant()));
        return StartNotebookInstanceResponse.builder().build();
    }

    private void transition(
            String name,
            CallerIdentity caller,
            List<NotebookInstanceStatus> from,
            String operation,
            NotebookInstanceStatus to) {
        DescribeNotebookInstanceResponse notebook =
                require(name, caller, from, operation, "transition to (" + to + ")");
        put(name, caller, notebook.toBuilder().notebookInstanceStatus(to).lastModifiedTime(clock.instant()));
    }

    StopNotebookInstanceResponse stopNotebookInstance(StopNotebookInstanceRequest request, CallerIdentity caller) {
        transition(
                request.notebookInstanceName(),
                caller,
                RUNNING,
                "StopNotebookInstance",
                NotebookInstanceStatus.STOPPING);
        return StopNotebookInstanceResponse.builder().build();
    }

    DeleteNotebookInstanceResponse deleteNotebookInstance(
            DeleteNotebookInstanceRequest request, CallerIdentity caller) {
        transition(
                request.notebookInstanceName(),
                caller,
                RESTING,
                "DeleteNotebookInstance",
                NotebookInstanceStatus.DELETING);
        return DeleteNotebookInstanceResponse.builder().build();
    }

    UpdateNotebookInstanceResponse updateNotebookInstance(
            UpdateNotebookInstanceRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceName();
        DescribeNotebookInstanceResponse old = require(
                name,
                caller,
                List.of(NotebookInstanceStatus.STOPPED),
                "UpdateNotebookInstance",
                "transition to (Updating)");
        requireInstanceType(orElse(request.instanceTypeAsString(), old.instanceTypeAsString()));
        requirePlatform(request.platformIdentifier());
        requireLifecycleConfig(request.lifecycleConfigName(), caller);
        if (request.roleArn() != null) {
            assumable.require(request.roleArn());
        }
        if (orElse(request.volumeSizeInGB(), old.volumeSizeInGB()) < old.volumeSizeInGB()) {
            throw Refusals.validation("Volume size can only be increased: the volume of Notebook Instance ("
                    + old.notebookInstanceArn() + ") has " + old.volumeSizeInGB() + " GB.");
        }
        DescribeNotebookInstanceResponse.Builder changed = old.toBuilder()
                .instanceType(orElse(request.instanceTypeAsString(), old.instanceTypeAsString()))
                .ipAddressType(orElse(request.ipAddressTypeAsString(), old.ipAddressTypeAsString()))
                .platformIdentifier(orElse(request.platformIdentifier(), old.platformIdentifier()))
                .roleArn(orElse(request.roleArn(), old.roleArn()))
                .volumeSizeInGB(orElse(request.volumeSizeInGB(), old.volumeSizeInGB()))
                .rootAccess(orElse(request.rootAccessAsString(), old.rootAccessAsString()))
                .instanceMetadataServiceConfiguration(orElse(
                        request.instanceMetadataServiceConfiguration(), old.instanceMetadataServiceConfiguration()));
        changed.notebookInstanceLifecycleConfigName(replaced(
                request.lifecycleConfigName(),
                request.disassociateLifecycleConfig(),
                old.notebookInstanceLifecycleConfigName()));
        changed.defaultCodeRepository(replaced(
                request.defaultCodeRepository(),
                request.disassociateDefaultCodeRepository(),
                old.defaultCodeRepository()));
        changed.additionalCodeRepositories(replaced(
                request.hasAdditionalCodeRepositories() ? request.additionalCodeRepositories() : null,
                request.disassociateAdditionalCodeRepositories(),
                old.additionalCodeRepositories()));
        put(
                name,
                caller,
                changed.notebookInstanceStatus(NotebookInstanceStatus.UPDATING).lastModifiedTime(clock.instant()));
        return UpdateNotebookInstanceResponse.builder().build();
    }

    private static <T> @Nullable T replaced(@Nullable T value, @Nullable Boolean removed, @Nullable T old) {
        if (value != null) {
            return value;
        }
        return Boolean.TRUE.equals(removed) ? null : old;
    }

    CreatePresignedNotebookInstanceUrlResponse createPresignedNotebookInstanceUrl(
            CreatePresignedNotebookInstanceUrlRequest request, CallerIdentity caller) {
        DescribeNotebookInstanceResponse notebook = require(
                request.notebookInstanceName(),
                caller,
                RUNNING,
                "CreatePresignedNotebookInstanceUrl",
                "create a presigned URL");
        return CreatePresignedNotebookInstanceUrlResponse.builder()
                .authorizedUrl("https://" + notebook.url() + "?authToken=" + Ids.of("", 128))
                .build();
    }

    ListNotebookInstancesResponse listNotebookInstances(ListNotebookInstancesRequest request, CallerIdentity caller) {
        SageMakerPage<NotebookInstanceSummary> page = ALL.page(
                store,
                request,
                caller,
                this::find,
                notebook -> matches(request, notebook),
                Catalog.Order.BY_NAME,
                NotebookInstanceSummary.class);
        return ListNotebookInstancesResponse.builder()
                .notebookInstances(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(ListNotebookInstancesRequest request, DescribeNotebookInstanceResponse notebook) {
        return contains(
                        notebook.notebookInstanceLifecycleConfigName(),
                        request.notebookInstanceLifecycleConfigNameContains())
                && contains(notebook.defaultCodeRepository(), request.defaultCodeRepositoryContains())
                && (request.additionalCodeRepositoryEquals() == null
                        || notebook.additionalCodeRepositories().contains(request.additionalCodeRepositoryEquals()));
    }

    private static boolean contains(@Nullable String text, @Nullable String part) {
        return part == null || (text != null && text.contains(part));
    }
}
