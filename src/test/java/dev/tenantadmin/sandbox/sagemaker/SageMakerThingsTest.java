package dev.tenantadmin.sandbox.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

class SageMakerThingsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/acme--execution";
    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
    private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/acme--train:1";
    private static final Tag TENANT = Tag.builder().key("tenant").value("acme").build();
    private static final Duration TRANSITION = Duration.ofMinutes(3);

    private final FakeClock clock = new FakeClock();
    private final Clients clients = Clients.of(Sandbox.inMemory(
            clock, new SandboxSettings(TRANSITION, Duration.ZERO, Map.of("ml.p3.16xlarge", "No machines."))));
    private final SageMakerClient sageMaker = clients.sageMaker();

    @BeforeEach
    void makeRole() {
        clients.iam()
                .createRole(request -> request.roleName("acme--execution").assumeRolePolicyDocument(Clients.TRUST));
    }

    private void train(String name, String instanceType) {
        sageMaker.createTrainingJob(request -> request.trainingJobName(name)
                .roleArn(ROLE)
                .algorithmSpecification(
                        algorithm -> algorithm.trainingImage(IMAGE).trainingInputMode("File"))
                .outputDataConfig(output -> output.s3OutputPath("s3://acme/out"))
                .resourceConfig(resources ->
                        resources.instanceType(instanceType).instanceCount(1).volumeSizeInGB(1))
                .stoppingCondition(stopping -> stopping.maxRuntimeInSeconds(60))
                .tags(TENANT));
    }

    private void process(String name, String instanceType) {
        sageMaker.createProcessingJob(request -> request.processingJobName(name)
                .roleArn(ROLE)
                .appSpecification(app -> app.imageUri(IMAGE))
                .processingResources(resources -> resources.clusterConfig(cluster ->
                        cluster.instanceType(instanceType).instanceCount(1).volumeSizeInGB(1)))
                .tags(TENANT));
    }

    private void transform(String name, String instanceType) {
        sageMaker.createTransformJob(request -> request.transformJobName(name)
                .modelName("acme--model")
                .transformInput(input -> input.dataSource(source ->
                        source.s3DataSource(s3 -> s3.s3DataType("S3Prefix").s3Uri("s3://acme/in"))))
                .transformOutput(output -> output.s3OutputPath("s3://acme/out"))
                .transformResources(
                        resources -> resources.instanceType(instanceType).instanceCount(1))
                .tags(TENANT));
    }

    private void model(String name) {
        sageMaker.createModel(request -> request.modelName(name)
                .executionRoleArn(ROLE)
                .primaryContainer(container -> container.image(IMAGE))
                .tags(TENANT));
    }

    private void config(String name, String instanceType) {
        sageMaker.createEndpointConfig(request -> request.endpointConfigName(name)
                .productionVariants(ProductionVariant.builder()
                        .variantName("all")
                        .modelName("acme--model")
                        .initialInstanceCount(2)
                        .initialVariantWeight(1F)
                        .instanceType(instanceType)
                        .build()));
    }

    private void create(String kind, String name, String instanceType) {
        switch (kind) {
            case "training" -> train(name, instanceType);
            case "processing" -> process(name, instanceType);
            default -> {
                model("acme--model");
                transform(name, instanceType);
            }
        }
    }

    private void stop(String kind, String name) {
        switch (kind) {
            case "training" -> sageMaker.stopTrainingJob(request -> request.trainingJobName(name));
            case "processing" -> sageMaker.stopProcessingJob(request -> request.processingJobName(name));
            default -> sageMaker.stopTransformJob(request -> request.transformJobName(name));
        }
    }

    private String status(String kind, String name) {
        return switch (kind) {
            case "training" -> {
                var job = sageMaker.describeTrainingJob(request -> request.trainingJobName(name));
                yield job.trainingJobStatusAsString() + " " + job.failureReason() + " " + job.trainingEndTime();
            }
            case "processing" -> {
                var job = sageMaker.describeProcessingJob(request -> request.processingJobName(name));
                yield job.processingJobStatusAsString() + " " + job.failureReason() + " " + job.processingEndTime();
            }
            default -> {
                var job = sageMaker.describeTransformJob(request -> request.transformJobName(name));
                yield job.transformJobStatusAsString() + " " + job.failureReason() + " " + job.transformEndTime();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "processing", "transform"})
    void aJobTakesItsTimeAndCanBeStopped(String kind) {
        create(kind, "acme--stopped", "ml.m5.large");
        assertThat(status(kind, "acme--stopped")).isEqualTo("InProgress null null");
        clock.pass(Duration.ofMinutes(1));
        stop(kind, "acme--stopped");
        assertThat(status(kind, "acme--stopped")).isEqualTo("Stopping null null");
        assertThatThrownBy(() -> stop(kind, "acme--stopped"))
                .isInstanceOf(SageMakerException.class)
                .hasMessageContaining("The request was rejected because the " + kind + " job is in status Stopping.");
        clock.pass(TRANSITION);
        assertThat(status(kind, "acme--stopped")).isEqualTo("Stopped null 2026-12-01T10:04:00Z");
        assertThatThrownBy(() -> stop(kind, "acme--other"))
                .hasMessageContaining(
                        kind.equals("training")
                                ? "Requested resource not found."
                                : "Could not find requested job with name: acme--other");
        assertThat(sageMaker
                        .listTags(request -> request.resourceArn(ARN + kind + "-job/acme--stopped"))
                        .tags())
                .containsExactly(TENANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "processing", "transform"})
    void aJobEndsByItselfOrFails(String kind) {
        create(kind, "acme--one", "ml.m5.large");
        clock.pass(TRANSITION);
        assertThat(status(kind, "acme--one")).isEqualTo("Completed null 2026-12-01T10:03:00Z");
        if (kind.equals("transform")) {
            transform("acme--two", "ml.p3.16xlarge");
            assertThatThrownBy(() -> transform("acme--two", "ml.m5.large")).hasMessageContaining("must be unique");
        } else {
            create(kind, "acme--two", "ml.p3.16xlarge");
            assertThatThrownBy(() -> create(kind, "acme--two", "ml.m5.large")).hasMessageContaining("must be unique");
        }
        assertThat(status(kind, "acme--two")).isEqualTo("InProgress null null");
        clock.pass(TRANSITION);
        assertThat(status(kind, "acme--two")).startsWith("Failed No machines. ");
    }

    @Test
    void jobsAreListedOldestFirstAndDeletedAtTheirEnd() {
        IntStream.range(0, 12).forEach(i -> {
            train("acme--" + i, "ml.m5.large");
            clock.pass(Duration.ofSeconds(1));
        });
        assertThat(sageMaker
                        .listTrainingJobsPaginator(
                                request -> request.maxResults(5).nameContains("acme--"))
                        .trainingJobSummaries()
                        .stream()
                        .map(TrainingJobSummary::trainingJobName))
                .containsExactly(
                        IntStream.range(0, 12).mapToObj(i -> "acme--" + i).toArray(String[]::new));
        assertThatThrownBy(() -> sageMaker.deleteTrainingJob(request -> request.trainingJobName("acme--1")))
                .hasMessageContaining("is in status InProgress");
        clock.pass(TRANSITION);
        sageMaker.deleteTrainingJob(request -> request.trainingJobName("acme--1"));
        assertThat(sageMaker
                        .listTrainingJobs(
                                request -> request.statusEquals("Completed").maxResults(100))
                        .trainingJobSummaries())
                .hasSize(11);
        assertThat(sageMaker
                        .listTrainingJobs(request -> request.statusEquals("InProgress"))
                        .trainingJobSummaries())
                .isEmpty();
    }

    private DescribeEndpointResponse endpoint() {
        return sageMaker.describeEndpoint(request -> request.endpointName("acme--live"));
    }

    @Test
    void anEndpointLivesAsSageMakersDo() {
        assertThatThrownBy(() -> config("acme--config", "ml.m5.large"))
                .hasMessageContaining("Could not find model \"" + ARN + "model/acme--model\".");
        model("acme--model");
        config("acme--config", "ml.m5.large");
        config("acme--next", "ml.m5.xlarge");
        sageMaker.createEndpoint(request -> request.endpointName("acme--live")
                .endpointConfigName("acme--config")
                .tags(TENANT));
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("Creating");
        assertThatThrownBy(() -> sageMaker.deleteEndpoint(request -> request.endpointName("acme--live")))
                .hasMessageContaining("Cannot update in-progress endpoint \"" + ARN + "endpoint/acme--live\".");
        clock.pass(TRANSITION);
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("InService");
        assertThat(endpoint().productionVariants().get(0).currentInstanceCount())
                .isEqualTo(2);

        sageMaker.updateEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--next"));
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("Updating");
        assertThat(endpoint().endpointConfigName()).isEqualTo("acme--config");
        clock.pass(TRANSITION);
        assertThat(endpoint().endpointConfigName()).isEqualTo("acme--next");
        assertThat(sageMaker.listEndpoints().endpoints().stream().map(EndpointSummary::endpointStatusAsString))
                .containsExactly("InService");

        sageMaker.deleteEndpoint(request -> request.endpointName("acme--live"));
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("Deleting");
        clock.pass(TRANSITION);
        assertThatThrownBy(this::endpoint)
                .hasMessageContaining("Could not find endpoint \"" + ARN + "endpoint/acme--live\".");
        sageMaker.deleteEndpointConfig(request -> request.endpointConfigName("acme--next"));
        assertThatThrownBy(() -> sageMaker.deleteEndpointConfig(request -> request.endpointConfigName("acme--next")))
                .hasMessageContaining(
                        "Could not find endpoint configuration \"" + ARN + "endpoint-config/acme--next\".");
        sageMaker.deleteModel(request -> request.modelName("acme--model"));
        assertThat(sageMaker.listModels().models()).isEmpty();
        assertThat(sageMaker.listEndpointConfigs().endpointConfigs()).hasSize(1);
    }

    private void scale(String variant, @Nullable Float weight, @Nullable Integer count) {
        sageMaker.updateEndpointWeightsAndCapacities(request -> request.endpointName("acme--live")
                .desiredWeightsAndCapacities(DesiredWeightAndCapacity.builder()
                        .variantName(variant)
                        .desiredWeight(weight)
                        .desiredInstanceCount(count)
                        .build()));
    }

    private List<Object> sizes() {
        ProductionVariantSummary variant = endpoint().productionVariants().get(0);
        return List.of(
                variant.currentWeight(),
                variant.desiredWeight(),
                variant.currentInstanceCount(),
                variant.desiredInstanceCount());
    }

    @Test
    void anEndpointsWeightsAndCapacitiesChangeWhileItUpdates() {
        model("acme--model");
        config("acme--config", "ml.m5.large");
        config("acme--next", "ml.m5.xlarge");
        assertThatThrownBy(() -> scale("all", 2F, 3))
                .hasMessageContaining("Could not find endpoint \"" + ARN + "endpoint/acme--live\".");
        sageMaker.createEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--config"));
        assertThatThrownBy(() -> scale("all", 2F, 3)).hasMessageContaining("Cannot update in-progress endpoint");
        clock.pass(TRANSITION);
        assertThatThrownBy(() -> scale("none", 2F, 3))
                .hasMessageContaining(
                        "The variant name(s) \"none\" is/are not present within endpoint configuration \"acme--config\".");
        assertThat(sizes()).containsExactly(1F, 1F, 2, 2);

        scale("all", 2F, 3);
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("Updating");
        assertThat(sizes()).containsExactly(1F, 2F, 2, 3);
        assertThatThrownBy(() -> scale("all", 2F, 3)).hasMessageContaining("Cannot update in-progress endpoint");
        clock.pass(TRANSITION);
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("InService");
        assertThat(sizes()).containsExactly(2F, 2F, 3, 3);
        scale("all", null, 4);
        clock.pass(TRANSITION);
        assertThat(sizes()).containsExactly(2F, 2F, 4, 4);

        sageMaker.updateEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--next"));
        assertThat(sizes()).containsExactly(2F, 2F, 4, 4);
        clock.pass(TRANSITION);
        assertThat(sizes()).containsExactly(1F, 1F, 2, 2);
    }

    @Test
    void anEndpointWithoutMachinesFailsAndAnUpdateGoesBack() {
        model("acme--model");
        config("acme--none", "ml.p3.16xlarge");
        config("acme--some", "ml.m5.large");
        sageMaker.createEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--none"));
        clock.pass(TRANSITION);
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("Failed");
        assertThat(endpoint().failureReason()).isEqualTo("No machines.");
        sageMaker.deleteEndpoint(request -> request.endpointName("acme--live"));
        clock.pass(TRANSITION);
        sageMaker.createEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--some"));
        clock.pass(TRANSITION);
        sageMaker.updateEndpoint(request -> request.endpointName("acme--live").endpointConfigName("acme--none"));
        clock.pass(TRANSITION);
        assertThat(endpoint().endpointStatusAsString()).isEqualTo("InService");
        assertThat(endpoint().endpointConfigName()).isEqualTo("acme--some");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training-job", "processing-job", "transform-job", "model", "endpoint-config", "endpoint"})
    void whatIsNotThereHasNoTags(String type) {
        assertThatThrownBy(() -> sageMaker.listTags(request -> request.resourceArn(ARN + type + "/acme--none")))
                .hasMessageContaining("RecordNotFound");
    }
}
