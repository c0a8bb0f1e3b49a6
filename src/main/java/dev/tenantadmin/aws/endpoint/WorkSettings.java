package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointConfigSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;

/** How one of a tenant's models, endpoint configs or running jobs is set up, as far as security goes. */
public sealed interface WorkSettings {

    /** The most that a List call returns. */
    int PAGE = 100;

    /** What it is. */
    Workloads.Kind kind();

    String name();

    /** Variables of its containers, which may hold secrets. */
    Map<String, String> environment();

    /**
     * A model.
     *
     * @param containers how many it has
     * @param registryInVpc whether all of its images come from a private registry in the VPC
     */
    record Model(String name, boolean isolated, int containers, boolean registryInVpc, Map<String, String> environment)
            implements WorkSettings {

        @Override
        public Workloads.Kind kind() {
            return Workloads.Kind.MODEL;
        }
    }

    /**
     * An endpoint config.
     *
     * @param instances the initial number of instances of each variant on instances
     * @param volumeKey the KMS key of the instances' volumes
     */
    record Config(
            String name, List<Integer> instances, @Nullable String volumeKey) implements WorkSettings {

        @Override
        public Workloads.Kind kind() {
            return Workloads.Kind.ENDPOINT_CONFIG;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }
    }

    /**
     * A running job.
     *
     * @param instances how many work together
     * @param isolated whether its containers can reach nothing; null where its model decides
     * @param encryptsTraffic whether traffic between its containers is encrypted
     * @param volumeKey the KMS key of the instances' volumes
     * @param outputKey the KMS key of its output
     */
    record Job(
            Workloads.Kind kind,
            String name,
            int instances,
            @Nullable Boolean isolated,
            boolean encryptsTraffic,
            @Nullable String volumeKey,
            @Nullable String outputKey,
            Map<String, String> environment)
            implements WorkSettings {}

    /** Those of a tenant: a List call for each kind and status, and a Describe call for each that is there. */
    static List<WorkSettings> read(AwsClients clients, Names names) {
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        String prefix = names.prefix();
        List<WorkSettings> all = new ArrayList<>();
        add(
                all,
                sagemaker.listModelsPaginator(r -> r.nameContains(prefix).maxResults(PAGE)).models().stream()
                        .map(ModelSummary::modelName),
                prefix,
                name -> model(sagemaker.describeModel(r -> r.modelName(name))));
        add(
                all,
                sagemaker
                        .listEndpointConfigsPaginator(
                                r -> r.nameContains(prefix).maxResults(PAGE))
                        .endpointConfigs()
                        .stream()
                        .map(EndpointConfigSummary::endpointConfigName),
                prefix,
                name -> config(sagemaker.describeEndpointConfig(r -> r.endpointConfigName(name))));
        for (JobKind kind : JobKind.all(sagemaker)) {
            for (String status : JobKind.RUNS) {
                add(all, kind.list().jobs(prefix, status).map(JobKind.Seen::name), prefix, kind.settings());
            }
        }
        return all;
    }

    private static void add(
            List<WorkSettings> all,
            Stream<String> names,
            String prefix,
            Function<String, ? extends WorkSettings> look) {
        names.filter(name -> name.startsWith(prefix))
                .flatMap(name -> AwsFailures.ifThere(() -> look.apply(name)).stream())
                .forEach(all::add);
    }

    private static Model model(DescribeModelResponse seen) {
        List<ContainerDefinition> containers = Stream.concat(
                        Stream.ofNullable(seen.primaryContainer()), seen.containers().stream())
                .toList();
        Map<String, String> environment = new TreeMap<>();
        containers.forEach(container -> environment.putAll(container.environment()));
        return new Model(
                seen.modelName(),
                Boolean.TRUE.equals(seen.enableNetworkIsolation()),
                containers.size(),
                !containers.isEmpty()
                        && containers.stream()
                                .allMatch(container -> container.imageConfig() != null
                                        && "Vpc".equals(container.imageConfig().repositoryAccessModeAsString())),
                environment);
    }

    private static Config config(DescribeEndpointConfigResponse seen) {
        return new Config(
                seen.endpointConfigName(),
                seen.productionVariants().stream()
                        .filter(variant -> variant.serverlessConfig() == null)
                        .map(variant -> Objects.requireNonNullElse(variant.initialInstanceCount(), 0))
                        .toList(),
                seen.kmsKeyId());
    }
}
