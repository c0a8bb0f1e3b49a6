package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

/** The operations on training jobs. */
public record TrainingJobs(Jobs<DescribeTrainingJobResponse> jobs, AssumableRoles assumable) {
    private static final Catalog<DescribeTrainingJobResponse> ALL =
            new Catalog<>("training-job", "TrainingJob", DescribeTrainingJobResponse.class);

    /** The training jobs of this store. */
    public TrainingJobs(Store store, AssumableRoles assumable, SandboxSettings settings, Clock clock) {
        this(new Jobs<>(ALL, "Training", store, settings, clock), assumable);
    }

    CreateTrainingJobResponse createTrainingJob(CreateTrainingJobRequest request, CallerIdentity caller) {
        assumable.require(request.roleArn(), ALL.arn(request.trainingJobName(), caller));
        return CreateTrainingJobResponse.builder()
                .trainingJobArn(jobs.create(
                        request.trainingJobName(),
                        request,
                        request.tags(),
                        request.resourceConfig().instanceTypeAsString(),
                        caller))
                .build();
    }

    DescribeTrainingJobResponse describeTrainingJob(DescribeTrainingJobRequest request, CallerIdentity caller) {
        DescribeTrainingJobResponse job = jobs.describe(request.trainingJobName(), caller);
        String status = job.trainingJobStatusAsString();
        String output = job.outputDataConfig().s3OutputPath();
        return job.copy(described -> described
                .secondaryStatus(status.equals("InProgress") ? "Training" : status)
                .modelArtifacts(artifacts ->
                        artifacts.s3ModelArtifacts(output + "/" + job.trainingJobName() + "/output/model.tar.gz")));
    }

    StopTrainingJobResponse stopTrainingJob(StopTrainingJobRequest request, CallerIdentity caller) {
        jobs.stop(request.trainingJobName(), caller);
        return StopTrainingJobResponse.builder().build();
    }

    DeleteTrainingJobResponse deleteTrainingJob(DeleteTrainingJobRequest request, CallerIdentity caller) {
        jobs.delete(request.trainingJobName(), caller);
        return DeleteTrainingJobResponse.builder().build();
    }

    ListTrainingJobsResponse listTrainingJobs(ListTrainingJobsRequest request, CallerIdentity caller) {
        SageMakerPage<TrainingJobSummary> page =
                jobs.page(request, caller, Catalog.Order.OLDEST_FIRST, TrainingJobSummary.class);
        return ListTrainingJobsResponse.builder()
                .trainingJobSummaries(page.items())
                .nextToken(page.next())
                .build();
    }
}
