package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CreateModelRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateModelResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListModelsResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;

/** The operations on models. */
public record Models(Store store, AssumableRoles assumable, Clock clock) {
    private static final Catalog<DescribeModelResponse> ALL =
            new Catalog<>("model", "Model", DescribeModelResponse.class);

    /** The model with this name; throws SageMaker's error if there is none. */
    static DescribeModelResponse require(Store store, String name, CallerIdentity caller) {
        return store.find(ALL.key(name, caller), DescribeModelResponse.class)
                .orElseThrow(() -> missing("model", ALL.arn(name, caller)));
    }

    static AwsException missing(String what, String arn) {
        return Refusals.validation("Could not find " + what + " \"" + arn + "\".");
    }

    static AwsException existing(String what, String arn) {
        return Refusals.validation("Cannot create already existing " + what + " \"" + arn + "\".");
    }

    CreateModelResponse createModel(CreateModelRequest request, CallerIdentity caller) {
        String name = request.modelName();
        if (store.has(ALL.key(name, caller))) {
            throw existing("model", ALL.arn(name, caller));
        }
        if (request.executionRoleArn() != null) {
            assumable.require(request.executionRoleArn(), ALL.arn(request.modelName(), caller));
        }
        return CreateModelResponse.builder()
                .modelArn(ALL.create(
                        store,
                        request,
                        request.tags(),
                        Map.of("EnableNetworkIsolation", false),
                        clock.instant(),
                        caller))
                .build();
    }

    DescribeModelResponse describeModel(DescribeModelRequest request, CallerIdentity caller) {
        return require(store, request.modelName(), caller);
    }

    DeleteModelResponse deleteModel(DeleteModelRequest request, CallerIdentity caller) {
        require(store, request.modelName(), caller);
        ALL.remove(store, request.modelName(), caller);
        return DeleteModelResponse.builder().build();
    }

    ListModelsResponse listModels(ListModelsRequest request, CallerIdentity caller) {
        SageMakerPage<ModelSummary> page = ALL.page(
                store,
                request,
                caller,
                key -> store.find(key, DescribeModelResponse.class),
                model -> true,
                Catalog.Order.NEWEST_FIRST,
                ModelSummary.class);
        return ListModelsResponse.builder()
                .models(page.items())
                .nextToken(page.next())
                .build();
    }
}
