package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.SageMakerTags;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;

/**
 * The models and endpoint configs that were ever made for an endpoint and are still there, found by their names. Each callable is one List
 * call.
 */
public record DeployedVersions(SageMakerClient sagemaker, Names names, EndpointName endpoint, EndpointLife life) {

    private static final int PAGE = 100;

    /** The endpoint, if there is one, whoever of the tenant made it. */
    public List<Resource> endpoints() {
        return life.describe().stream()
                .<Resource>map(seen -> new WorkItem(
                        WorkItem.ENDPOINT,
                        seen.endpointName(),
                        true,
                        () -> new Ownership(sagemaker, names.tenant().value())
                                .of(seen.endpointArn(), seen.endpointStatusAsString()),
                        life::delete))
                .toList();
    }

    /** The name of the endpoint config that the endpoint serves, if it was not made for it alone. */
    public Optional<String> othersConfig() {
        return life.describe()
                .map(DescribeEndpointResponse::endpointConfigName)
                .filter(name -> !names.isDeployed(endpoint, name));
    }

    /** The endpoint configs but for those of these names. */
    public Callable<List<Resource>> configs(Set<String> kept) {
        return others(
                prefix ->
                        sagemaker
                                .listEndpointConfigsPaginator(
                                        r -> r.nameContains(prefix).maxResults(PAGE))
                                .endpointConfigs()
                                .stream(),
                EndpointConfigSummary::endpointConfigName,
                this::config,
                kept);
    }

    /** The models but for those of these names. */
    public Callable<List<Resource>> models(Set<String> kept) {
        return others(
                prefix -> sagemaker
                        .listModelsPaginator(r -> r.nameContains(prefix).maxResults(PAGE))
                        .models()
                        .stream(),
                ModelSummary::modelName,
                this::model,
                kept);
    }

    /** An endpoint with a longer name was not deployed by this program, and SageMaker looks for no longer texts. */
    private <T> Callable<List<Resource>> others(
            Function<String, Stream<T>> list, Function<T, String> name, Function<T, Resource> found, Set<String> kept) {
        String prefix = names.deployedPrefix(endpoint);
        return () -> prefix.length() > EndpointName.MOST
                ? List.of()
                : list.apply(prefix)
                        .filter(one -> names.isDeployed(endpoint, name.apply(one)) && !kept.contains(name.apply(one)))
                        .map(found)
                        .toList();
    }

    private Resource config(EndpointConfigSummary config) {
        String name = config.endpointConfigName();
        return new WorkItem(
                WorkItem.ENDPOINT_CONFIG,
                name,
                false,
                () -> ifOurs(config.endpointConfigArn()),
                () -> deleteConfig(name));
    }

    private Resource model(ModelSummary model) {
        return new WorkItem(
                WorkItem.MODEL,
                model.modelName(),
                false,
                () -> ifOurs(model.modelArn()),
                () -> sagemaker.deleteModel(r -> r.modelName(model.modelName())));
    }

    /** What somebody else made under such a name is left alone; it is in nobody's way. */
    private Observation ifOurs(String arn) {
        return AwsFailures.ifThere(() -> SageMakerTags.of(sagemaker, arn))
                .filter(SageMakerTags::ours)
                .<Observation>map(ours -> new Observation.Present(List.of()))
                .orElseGet(Observation.Absent::new);
    }

    /**
     * SageMaker deletes a config that an endpoint uses, and the endpoint can be neither updated nor rolled back then (DeleteEndpointConfig's
     * reference).
     */
    private void deleteConfig(String name) {
        if (life.uses(name)) {
            throw life.disturbed();
        }
        sagemaker.deleteEndpointConfig(r -> r.endpointConfigName(name));
    }
}
