package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.Pojos;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstanceLifecycleConfigsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstanceLifecycleConfigsResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleConfigSortKey;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleConfigSortOrder;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceLifecycleConfigResponse;

/** The operations on the scripts that run when a notebook instance is made or started. */
record LifecycleConfigs(Store store, Clock clock) {
    static final String TYPE = "notebook-instance-lifecycle-config";

    private static String key(String name, Caller caller) {
        return TYPE + "/" + caller.region() + "/" + Directory.fold(name);
    }

    private static String arn(String name, Caller caller) {
        return caller.sageMakerArn(TYPE, Directory.fold(name));
    }

    /** The configuration of this name; refuses in SageMaker's words where there is none. */
    static DescribeNotebookInstanceLifecycleConfigResponse require(Store store, String name, Caller caller) {
        return store.find(key(name, caller), DescribeNotebookInstanceLifecycleConfigResponse.class)
                .orElseThrow(() -> refused("describe", name, caller, "does not exist"));
    }

    private static RuntimeException refused(String verb, String name, Caller caller, String why) {
        return Refusals.validation("Unable to " + verb + " Notebook Instance Lifecycle Config '" + arn(name, caller)
                + "'. (Details: Notebook Instance Lifecycle Config " + why + ".)");
    }

    CreateNotebookInstanceLifecycleConfigResponse createNotebookInstanceLifecycleConfig(
            CreateNotebookInstanceLifecycleConfigRequest request, Caller caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        if (store.has(key(name, caller))) {
            throw refused("create", name, caller, "already exists");
        }
        requireScripts(request.onCreate());
        requireScripts(request.onStart());
        ResourceTags.require(request.tags());
        Instant now = clock.instant();
        store.put(
                key(name, caller),
                DescribeNotebookInstanceLifecycleConfigResponse.builder()
                        .notebookInstanceLifecycleConfigArn(arn(name, caller))
                        .notebookInstanceLifecycleConfigName(name)
                        .onCreate(request.onCreate())
                        .onStart(request.onStart())
                        .creationTime(now)
                        .lastModifiedTime(now)
                        .build());
        ResourceTags.put(store, key(name, caller), request.tags());
        return CreateNotebookInstanceLifecycleConfigResponse.builder()
                .notebookInstanceLifecycleConfigArn(arn(name, caller))
                .build();
    }

    private static void requireScripts(List<NotebookInstanceLifecycleHook> hooks) {
        for (NotebookInstanceLifecycleHook hook : hooks) {
            try {
                Base64.getMimeDecoder().decode(hook.content());
            } catch (IllegalArgumentException e) {
                throw Refusals.validation("The content of a lifecycle script is not Base64.");
            }
        }
    }

    DescribeNotebookInstanceLifecycleConfigResponse describeNotebookInstanceLifecycleConfig(
            DescribeNotebookInstanceLifecycleConfigRequest request, Caller caller) {
        return require(store, request.notebookInstanceLifecycleConfigName(), caller);
    }

    UpdateNotebookInstanceLifecycleConfigResponse updateNotebookInstanceLifecycleConfig(
            UpdateNotebookInstanceLifecycleConfigRequest request, Caller caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        DescribeNotebookInstanceLifecycleConfigResponse old = require(store, name, caller);
        requireScripts(request.onCreate());
        requireScripts(request.onStart());
        store.put(
                key(name, caller),
                old.toBuilder()
                        .onCreate(request.hasOnCreate() ? request.onCreate() : old.onCreate())
                        .onStart(request.hasOnStart() ? request.onStart() : old.onStart())
                        .lastModifiedTime(clock.instant())
                        .build());
        return UpdateNotebookInstanceLifecycleConfigResponse.builder().build();
    }

    DeleteNotebookInstanceLifecycleConfigResponse deleteNotebookInstanceLifecycleConfig(
            DeleteNotebookInstanceLifecycleConfigRequest request, Caller caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        if (!store.has(key(name, caller))) {
            throw refused("delete", name, caller, "does not exist");
        }
        store.remove(key(name, caller));
        ResourceTags.put(store, key(name, caller), List.of());
        return DeleteNotebookInstanceLifecycleConfigResponse.builder().build();
    }

    ListNotebookInstanceLifecycleConfigsResponse listNotebookInstanceLifecycleConfigs(
            ListNotebookInstanceLifecycleConfigsRequest request, Caller caller) {
        Comparator<NotebookInstanceLifecycleConfigSummary> order = order(request);
        List<NotebookInstanceLifecycleConfigSummary> all =
                store
                        .all(TYPE + "/" + caller.region() + "/", DescribeNotebookInstanceLifecycleConfigResponse.class)
                        .stream()
                        .filter(config -> request.nameContains() == null
                                || config.notebookInstanceLifecycleConfigName().contains(request.nameContains()))
                        .map(config -> Pojos.copy(config, NotebookInstanceLifecycleConfigSummary.class))
                        .sorted(
                                request.sortOrder() == NotebookInstanceLifecycleConfigSortOrder.DESCENDING
                                        ? order.reversed()
                                        : order)
                        .toList();
        SageMakerPage<NotebookInstanceLifecycleConfigSummary> page = SageMakerPage.of(
                all,
                NotebookInstanceLifecycleConfigSummary::notebookInstanceLifecycleConfigName,
                request.nextToken(),
                request.maxResults());
        return ListNotebookInstanceLifecycleConfigsResponse.builder()
                .notebookInstanceLifecycleConfigs(page.items())
                .nextToken(page.next())
                .build();
    }

    private static Comparator<NotebookInstanceLifecycleConfigSummary> order(
            ListNotebookInstanceLifecycleConfigsRequest request) {
        Comparator<NotebookInstanceLifecycleConfigSummary> byName =
                Comparator.comparing(NotebookInstanceLifecycleConfigSummary::notebookInstanceLifecycleConfigName);
        NotebookInstanceLifecycleConfigSortKey key = request.sortBy();
        if (key == NotebookInstanceLifecycleConfigSortKey.CREATION_TIME) {
            return Comparator.comparing(NotebookInstanceLifecycleConfigSummary::creationTime)
                    .thenComparing(byName);
        } else if (key == NotebookInstanceLifecycleConfigSortKey.LAST_MODIFIED_TIME) {
            return Comparator.comparing(NotebookInstanceLifecycleConfigSummary::lastModifiedTime)
                    .thenComparing(byName);
        }
        return byName;
    }
}
