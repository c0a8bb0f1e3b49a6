package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.SageMakerTags;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.deployment.Capacity;
import dev.tenantadmin.tenant.deployment.Deployment;
import dev.tenantadmin.tenant.deployment.Placement;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** The endpoint config of a deployment, with one variant. SageMaker changes no config, so its name tells its content. */
public record DeployedConfig(SageMakerClient sagemaker, Deployment deployment, Placement placement)
        implements Resource {

    /** SageMaker needs the same name in the old and the new config to move traffic between them. */
    private static final String VARIANT = "main";

    @Override
    public String type() {
        return WorkItem.ENDPOINT_CONFIG;
    }

    @Override
    public String name() {
        return deployment.config(placement);
    }

    @Override
    public Observation observe() {
        return AwsFailures.ifThere(() -> sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name())))
                .map(seen ->
                        new DeployedTags(sagemaker, placement).observe(seen.endpointConfigArn(), () -> isAsNamed(seen)))
                .orElseGet(Observation.Absent::new);
    }

    private boolean isAsNamed(DescribeEndpointConfigResponse seen) {
        return seen.productionVariants().size() == 1
                && seen.shadowProductionVariants().isEmpty()
                && isAsNamed(seen.productionVariants().get(0))
                && Optional.ofNullable(seen.kmsKeyId())
                        .map(Arn::name)
                        .equals(deployment.volumeKey(placement).map(Arn::name));
    }

    private boolean isAsNamed(ProductionVariant seen) {
        boolean fits;
        if (deployment.capacity() instanceof Capacity.Instances instances) {
            fits = instances.type().equals(seen.instanceTypeAsString())
                    && Integer.valueOf(instances.count()).equals(seen.initialInstanceCount());
        } else {
            Capacity.Serverless serverless = (Capacity.Serverless) deployment.capacity();
            fits = seen.serverlessConfig() != null
                    && seen.serverlessConfig().memorySizeInMB() == serverless.memoryMb()
                    && seen.serverlessConfig().maxConcurrency() == serverless.maxConcurrency();
        }
        return fits && deployment.model(placement).equals(seen.modelName());
    }

    @Override
    public void create() {
        ProductionVariant.Builder variant =
                ProductionVariant.builder().variantName(VARIANT).modelName(deployment.model(placement));
        if (deployment.capacity() instanceof Capacity.Instances instances) {
            variant.instanceType(instances.type())
                    .initialInstanceCount(instances.count())
                    .initialVariantWeight(1f);
        } else {
            Capacity.Serverless serverless = (Capacity.Serverless) deployment.capacity();
            variant.serverlessConfig(
                    c -> c.memorySizeInMB(serverless.memoryMb()).maxConcurrency(serverless.maxConcurrency()));
        }
        sagemaker.createEndpointConfig(r -> r.endpointConfigName(name())
                .productionVariants(variant.build())
                .kmsKeyId(deployment.volumeKey(placement).orElse(null))
                .tags(SageMakerTags.list(placement.tags())));
    }

    @Override
    public void update(Observation.Present observed) {
        DescribeEndpointConfigResponse seen = sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name()));
        new DeployedTags(sagemaker, placement).update(seen.endpointConfigArn(), observed);
    }

    @Override
    public void delete() {
        throw new IllegalStateException("only versions that are not wanted are deleted, not " + title());
    }

    /** SageMaker may not see a new model yet. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return failure instanceof SageMakerException refused && AwsFailures.notThere(refused);
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return DeployedTags.saysThereIsOne(failure);
    }
}
