package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTransformJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTransformJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.StopTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TransformJobSummary;

/** The operations on transform jobs. */
public record TransformJobs(Jobs<DescribeTransformJobResponse> jobs) {
    private static final Catalog<DescribeTransformJobResponse> ALL =
            new Catalog<>("transform-job", "TransformJob", DescribeTransformJobResponse.class);

    /** The transform jobs of this store. */
    public TransformJobs(Store store, SandboxSettings settings, Clock clock) {
        this(new Jobs<>(ALL, "Transform", store, settings, clock));
    }

    CreateTransformJobResponse createTransformJob(CreateTransformJobRequest request, CallerIdentity caller) {
        Models.require(jobs.store(), request.modelName(), caller);
        return CreateTransformJobResponse.builder()
                .transformJobArn(jobs.create(
                        request.transformJobName(),
                        request,
                        request.tags(),
                        request.transformResources().instanceTypeAsString(),
                        caller))
                .build();
    }

    DescribeTransformJobResponse describeTransformJob(DescribeTransformJobRequest request, CallerIdentity caller) {
        return jobs.describe(request.transformJobName(), caller);
    }

    StopTransformJobResponse stopTransformJob(StopTransformJobRequest request, CallerIdentity caller) {
        jobs.stop(request.transformJobName(), caller);
        return StopTransformJobResponse.builder().build();
    }

    ListTransformJobsResponse listTransformJobs(ListTransformJobsRequest request, CallerIdentity caller) {
        SageMakerPage<TransformJobSummary> page =
                jobs.page(request, caller, Catalog.Order.NEWEST_FIRST, TransformJobSummary.class);
        return ListTransformJobsResponse.builder()
                .transformJobSummaries(page.items())
                .nextToken(page.next())
                .build();
    }
}
