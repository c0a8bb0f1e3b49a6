package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstanceLifecycleConfigsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListNotebookInstanceLifecycleConfigsResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceLifecycleConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceLifecycleConfigResponse;

/** The operations on the scripts that run when a notebook instance is created or started. */
public record LifecycleConfigs(Store store, Clock clock) {
    private static final Catalog<DescribeNotebookInstanceLifecycleConfigResponse> ALL = new Catalog<>(
            "notebook-instance-lifecycle-config",
            "NotebookInstanceLifecycleConfig",
            DescribeNotebookInstanceLifecycleConfigResponse.class);

    /** The configuration with this name; throws SageMaker's error if there is none. */
    static DescribeNotebookInstanceLifecycleConfigResponse require(Store store, String name, CallerIdentity caller) {
        return store.find(ALL.key(name, caller), DescribeNotebookInstanceLifecycleConfigResponse.class)
                .orElseThrow(() -> refused("describe", name, caller, "does not exist"));
    }

    private static RuntimeException refused(String verb, String name, CallerIdentity caller, String why) {
        return Refusals.validation("Unable to " + verb + " Notebook Instance Lifecycle Config '" + ALL.arn(name, caller)
                + "'. (Details: Notebook Instance Lifecycle Config " + why + ".)");
    }

    CreateNotebookInstanceLifecycleConfigResponse createNotebookInstanceLifecycleConfig(
            CreateNotebookInstanceLifecycleConfigRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        if (store.has(ALL.key(name, caller))) {
            throw refused("create", name, caller, "already exists");
        }
        requireScripts(request.onCreate());
        requireScripts(request.onStart());
        return CreateNotebookInstanceLifecycleConfigResponse.builder()
                .notebookInstanceLifecycleConfigArn(
                        ALL.create(store, request, request.tags(), Map.of(), clock.instant(), caller))
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
            DescribeNotebookInstanceLifecycleConfigRequest request, CallerIdentity caller) {
        return require(store, request.notebookInstanceLifecycleConfigName(), caller);
    }

    UpdateNotebookInstanceLifecycleConfigResponse updateNotebookInstanceLifecycleConfig(
            UpdateNotebookInstanceLifecycleConfigRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        DescribeNotebookInstanceLifecycleConfigResponse old = require(store, name, caller);
        requireScripts(request.onCreate());
        requireScripts(request.onStart());
        store.put(
                ALL.key(name, caller),
                old.toBuilder()
                        .onCreate(request.hasOnCreate() ? request.onCreate() : old.onCreate())
                        .onStart(request.hasOnStart() ? request.onStart() : old.onStart())
                        .lastModifiedTime(clock.instant())
                        .build());
        return UpdateNotebookInstanceLifecycleConfigResponse.builder().build();
    }

    DeleteNotebookInstanceLifecycleConfigResponse deleteNotebookInstanceLifecycleConfig(
            DeleteNotebookInstanceLifecycleConfigRequest request, CallerIdentity caller) {
        String name = request.notebookInstanceLifecycleConfigName();
        if (!store.has(ALL.key(name, caller))) {
            throw refused("delete", name, caller, "does not exist");
        }
        ALL.remove(store, name, caller);
        return DeleteNotebookInstanceLifecycleConfigResponse.builder().build();
    }

    ListNotebookInstanceLifecycleConfigsResponse listNotebookInstanceLifecycleConfigs(
            ListNotebookInstanceLifecycleConfigsRequest request, CallerIdentity caller) {
        SageMakerPage<NotebookInstanceLifecycleConfigSummary> page = ALL.page(
                store,
                request,
                caller,
                key -> store.find(key, DescribeNotebookInstanceLifecycleConfigResponse.class),
                config -> true,
                Catalog.Order.OLDEST_FIRST,
                NotebookInstanceLifecycleConfigSummary.class);
        return ListNotebookInstanceLifecycleConfigsResponse.builder()
                .notebookInstanceLifecycleConfigs(page.items())
                .nextToken(page.next())
                .build();
    }
}
