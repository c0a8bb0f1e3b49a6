package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.SageMakerTags;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.deployment.Deployment;
import dev.tenantadmin.tenant.deployment.ModelData;
import dev.tenantadmin.tenant.deployment.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/** The model of a deployment. SageMaker changes no model, so its name tells its content. */
public record DeployedModel(SageMakerClient sagemaker, Deployment deployment, Placement placement) implements Resource {

    @Override
    public String type() {
        return WorkItem.MODEL;
    }

    @Override
    public String name() {
        return deployment.model(placement);
    }

    @Override
    public Observation observe() {
        return AwsFailures.ifThere(() -> sagemaker.describeModel(r -> r.modelName(name())))
                .map(seen -> new DeployedTags(sagemaker, placement).observe(seen.modelArn(), () -> isAsNamed(seen)))
                .orElseGet(Observation.Absent::new);
    }

    private boolean isAsNamed(DescribeModelResponse seen) {
        ContainerDefinition container = seen.primaryContainer();
        return container != null
                && seen.containers().isEmpty()
                && deployment.image().uri().equals(container.image())
                && Objects.equals(data(), container.modelDataUrl())
                && deployment.environment().equals(container.environment())
                && placement.role().equals(seen.executionRoleArn())
                && isUnknownOr(deployment.networkIsolation(), seen.enableNetworkIsolation())
                && isPlaced(seen.vpcConfig());
    }

    /** A field that a Describe leaves out is unknown, not different. */
    private static boolean isUnknownOr(boolean wanted, @Nullable Boolean seen) {
        return seen == null || seen == wanted;
    }

    private boolean isPlaced(@Nullable VpcConfig seen) {
        List<String> subnets = seen == null ? List.of() : seen.subnets();
        List<String> groups = seen == null ? List.of() : seen.securityGroupIds();
        return subnets.equals(placement.subnet().stream().toList())
                && (placement.subnet().isEmpty()
                        || new HashSet<>(groups).equals(new HashSet<>(placement.securityGroups())));
    }

    private @Nullable String data() {
        return deployment.data().map(ModelData::toString).orElse(null);
    }

    @Override
    public void create() {
        sagemaker.createModel(r -> r.modelName(name())
                .primaryContainer(c ->
                        c.image(deployment.image().uri()).modelDataUrl(data()).environment(deployment.environment()))
                .executionRoleArn(placement.role())
                .enableNetworkIsolation(deployment.networkIsolation())
                .vpcConfig(placement
                        .subnet()
                        .map(subnet -> VpcConfig.builder()
                                .subnets(subnet)
                                .securityGroupIds(placement.securityGroups())
                                .build())
                        .orElse(null))
                .tags(SageMakerTags.list(placement.tags())));
    }

    @Override
    public void update(Observation.Present observed) {
        DescribeModelResponse seen = sagemaker.describeModel(r -> r.modelName(name()));
        new DeployedTags(sagemaker, placement).update(seen.modelArn(), observed);
    }

    @Override
    public void delete() {
        throw new IllegalStateException("only versions that are not wanted are deleted, not " + title());
    }

    /** SageMaker cannot assume a role that was made seconds ago. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && AwsFailures.cannotAssumeRole(AwsFailures.message(refused));
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return DeployedTags.saysThereIsOne(failure);
    }
}
