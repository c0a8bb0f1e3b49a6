package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListProcessingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListProcessingJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.ProcessingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.StopProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopProcessingJobResponse;

/** The operations on processing jobs. */
public record ProcessingJobs(Jobs<DescribeProcessingJobResponse> jobs, AssumableRoles assumable) {
    private static final Catalog<DescribeProcessingJobResponse> ALL =
            new Catalog<>("processing-job", "ProcessingJob", DescribeProcessingJobResponse.class);

    /** The processing jobs of this store. */
    public ProcessingJobs(Store store, AssumableRoles assumable, SandboxSettings settings, Clock clock) {
        this(new Jobs<>(ALL, "Processing", store, settings, clock), assumable);
    }

    CreateProcessingJobResponse createProcessingJob(CreateProcessingJobRequest request, CallerIdentity caller) {
        assumable.require(request.roleArn(), ALL.arn(request.processingJobName(), caller));
        return CreateProcessingJobResponse.builder()
                .processingJobArn(jobs.create(
                        request.processingJobName(),
                        request,
                        request.tags(),
                        request.processingResources().clusterConfig().instanceTypeAsString(),
                        caller))
                .build();
    }

    DescribeProcessingJobResponse describeProcessingJob(DescribeProcessingJobRequest request, CallerIdentity caller) {
        return jobs.describe(request.processingJobName(), caller);
    }

    StopProcessingJobResponse stopProcessingJob(StopProcessingJobRequest request, CallerIdentity caller) {
        jobs.stop(request.processingJobName(), caller);
        return StopProcessingJobResponse.builder().build();
    }

    DeleteProcessingJobResponse deleteProcessingJob(DeleteProcessingJobRequest request, CallerIdentity caller) {
        jobs.delete(request.processingJobName(), caller);
        return DeleteProcessingJobResponse.builder().build();
    }

    ListProcessingJobsResponse listProcessingJobs(ListProcessingJobsRequest request, CallerIdentity caller) {
        SageMakerPage<ProcessingJobSummary> page =
                jobs.page(request, caller, Catalog.Order.OLDEST_FIRST, ProcessingJobSummary.class);
        return ListProcessingJobsResponse.builder()
                .processingJobSummaries(page.items())
                .nextToken(page.next())
                .build();
    }
}
