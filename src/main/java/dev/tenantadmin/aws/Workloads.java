package dev.tenantadmin.aws;

import dev.tenantadmin.proof.Finding;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Which role and whose models the notebooks, models and endpoints of a region really use. */
record Workloads(SageMakerClient sagemaker, Parallel parallel, List<Names> tenants) {

    /** Everything that uses another tenant's model, config or role, or a tenant's role without being the tenant's. */
    List<Finding> findings() {
        List<Callable<Stream<Finding>>> looks = new ArrayList<>();
        Notebooks.containing(sagemaker, null).forEach(notebook -> looks.add(() -> notebook(notebook.name())));
        names(sagemaker.listModelsPaginator(r -> r.nameContains(Names.DELIMITER).maxResults(100)).models().stream()
                        .map(ModelSummary::modelName))
                .forEach(name -> looks.add(() -> model(name)));
        names(sagemaker
                        .listEndpointConfigsPaginator(
                                r -> r.nameContains(Names.DELIMITER).maxResults(100))
                        .endpointConfigs()
                        .stream()
                        .map(EndpointConfigSummary::endpointConfigName))
                .forEach(name -> looks.add(() -> endpointConfig(name)));
        names(
                        sagemaker
                                .listEndpointsPaginator(
                                        r -> r.nameContains(Names.DELIMITER).maxResults(100))
                                .endpoints()
                                .stream()
                                .map(EndpointSummary::endpointName))
                .forEach(name -> looks.add(() -> endpoint(name)));
        return parallel.all(looks).stream().flatMap(found -> found).toList();
    }

    /** Those that are a tenant's by their name. */
    private List<String> names(Stream<String> all) {
        return all.filter(name -> owner(name).isPresent()).toList();
    }

    /** SageMaker does not tell names apart by case. */
    private Optional<Names> owner(String name) {
        return tenants.stream()
                .filter(tenant -> name.toLowerCase(Locale.ROOT).startsWith(tenant.prefix()))
                .findFirst();
    }

    private Stream<Finding> notebook(String name) {
        Optional<String> role = unlessGone(() -> sagemaker
                .describeNotebookInstance(r -> r.notebookInstanceName(name))
                .roleArn());
        return tenants.stream()
                .filter(tenant -> !owner(name).equals(Optional.of(tenant)))
                .filter(tenant -> role.filter(arn -> isRoleOf(tenant, arn)).isPresent())
                .map(tenant -> leak(
                        tenant,
                        "notebook instance %s, which is not the tenant's, acts as role %s of tenant %s"
                                .formatted(name, lastPart(role.orElseThrow()), tenant.tenant())));
    }

    private static boolean isRoleOf(Names tenant, String arn) {
        return arn.equals(tenant.executionRoleArn()) || arn.equals(tenant.accessRoleArn());
    }

    private Stream<Finding> model(String name) {
        return role(
                "model " + name,
                name,
                unlessGone(() -> sagemaker.describeModel(r -> r.modelName(name)).executionRoleArn())
                        .orElse(null));
    }

    private Stream<Finding> endpointConfig(String name) {
        Optional<DescribeEndpointConfigResponse> config =
                unlessGone(() -> sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name)));
        Names tenant = owner(name).orElseThrow();
        return config.stream()
                .flatMap(found -> Stream.concat(
                        role("endpoint config " + name, name, found.executionRoleArn()),
                        Stream.concat(found.productionVariants().stream(), found.shadowProductionVariants().stream())
                                .filter(variant -> variant.modelName() != null
                                        && !variant.modelName()
                                                .toLowerCase(Locale.ROOT)
                                                .startsWith(tenant.prefix()))
                                .map(variant -> leak(
                                        tenant,
                                        "endpoint config %s of tenant %s uses model %s in its variant %s"
                                                .formatted(
                                                        name,
                                                        tenant.tenant(),
                                                        variant.modelName(),
                                                        variant.variantName())))));
    }

    private Stream<Finding> endpoint(String name) {
        Names tenant = owner(name).orElseThrow();
        return unlessGone(() ->
                        sagemaker.describeEndpoint(r -> r.endpointName(name)).endpointConfigName())
                .stream()
                .filter(config -> !config.toLowerCase(Locale.ROOT).startsWith(tenant.prefix()))
                .map(config -> leak(
                        tenant,
                        "endpoint %s of tenant %s uses endpoint config %s".formatted(name, tenant.tenant(), config)));
    }

    private Stream<Finding> role(String title, String name, @Nullable String arn) {
        Names tenant = owner(name).orElseThrow();
        return arn == null || arn.equals(tenant.executionRoleArn())
                ? Stream.of()
                : Stream.of(leak(tenant, "%s of tenant %s acts as role %s".formatted(title, tenant.tenant(), arn)));
    }

    private static Finding leak(Names tenant, String text) {
        return new Finding(Finding.Kind.LEAK, tenant.tenant().value(), text);
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Nothing where it has been deleted since it was listed. */
    private static <T> Optional<T> unlessGone(Supplier<@Nullable T> look) {
        try {
            return Optional.ofNullable(look.get());
        } catch (SageMakerException e) {
            if (AwsFailures.notThere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
