package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.EndpointTypes;
import dev.tenantadmin.aws.tenants.DeploymentPlan;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.deployment.Capacity;
import dev.tenantadmin.tenant.deployment.ContainerImage;
import dev.tenantadmin.tenant.deployment.Deployment;
import dev.tenantadmin.tenant.deployment.EnvironmentVariable;
import dev.tenantadmin.tenant.deployment.ModelData;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy}: let an endpoint of a tenant serve a model. */
@Command(
        name = "deploy",
        description = {
            "Deploy a model behind an endpoint of a tenant, or change what an endpoint serves, without downtime.",
            "It runs as the tenant's execution role, in the tenant's subnet and with its tags. Run it as an administrator, or in one of the tenant's notebooks.",
            "Run it again to finish what is left. An endpoint costs money until undeploy deletes it."
        },
        footer = {
            "  tenant-admin deploy acme fraud --image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme--fraud:3",
            "  tenant-admin deploy acme fraud --image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme--fraud:4 --dry-run"
        })
public final class Deploy implements Callable<Integer> {

    private static final String INSTANCE_TYPE = "ml.m5.large";

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    EndpointParameters what = new EndpointParameters();

    @Deliberate
    @Option(
            names = "--image",
            paramLabel = "URI",
            required = true,
            description =
                    "The container image in Amazon ECR: of a repository TENANT--... of this account, or of another account.")
    @Nullable
    ContainerImage image;

    @Deliberate
    @Option(
            names = "--model-data",
            paramLabel = "s3://...",
            description =
                    "The model's archive, such as model.tar.gz, in the tenant's data. Omit it if the image holds the model.")
    @Nullable
    ModelData data;

    @Deliberate
    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            description = "The type of its instances (default: " + INSTANCE_TYPE + ").")
    @Nullable
    String instanceType;

    @Deliberate
    @Option(names = "--instances", paramLabel = "NUMBER", description = "How many instances (default: 1).")
    @Nullable
    Integer instances;

    @Deliberate
    @Option(
            names = "--serverless",
            paramLabel = "MB",
            description =
                    "Serve without instances, with 1024, 2048, 3072, 4096, 5120 or 6144 MB of memory. Needs --no-network-isolation, and a tenant without a subnet.")
    @Nullable
    Integer serverless;

    @Deliberate
    @Option(
            names = "--max-concurrency",
            paramLabel = "NUMBER",
            description = "With --serverless: the most requests at once, 1 to 200 (default: 5).")
    @Nullable
    Integer maxConcurrency;

    @Deliberate
    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable of the container; repeatable. Everyone who may describe the model can read it: give no secrets.")
    List<EnvironmentVariable> environment = new ArrayList<>();

    @Deliberate
    @Option(
            names = "--kms-key",
            paramLabel = "KEY",
            description = "The KMS key of the instances' volumes (default: the tenant's).")
    @Nullable
    String key;

    @Deliberate
    @Option(
            names = "--no-network-isolation",
            description = "Let the container reach the network: the tenant's subnet, or without one the internet.")
    boolean noNetworkIsolation;

    @Option(
            names = "--no-wait",
            description = "Do not wait until it serves. Earlier versions then stay until the next deploy or undeploy.")
    boolean noWait;

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    public Deploy(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Deployment deployment = deployment();
        return TenantChange.of(account -> account.deployments().plan(what.tenant(), deployment, !noWait))
                .run(session, command, dryRun, this::report);
    }

    private Deployment deployment() {
        return new Deployment(
                what.endpoint(),
                Objects.requireNonNull(image, "picocli demands the option"),
                Optional.ofNullable(data),
                variables(),
                serverless == null ? instances() : serverless(serverless),
                volumeKey(),
                !noNetworkIsolation);
    }

    private Capacity instances() {
        if (maxConcurrency != null) {
            throw invalid("--max-concurrency requires --serverless");
        }
        if (instances != null && instances < 1) {
            throw invalid("--instances must be 1 or more");
        }
        String type = instanceType == null ? INSTANCE_TYPE : instanceType;
        try {
            EndpointTypes.doubt(type).ifPresent(doubt -> session.output().on(new Event.Notice("warning: " + doubt)));
        } catch (IllegalArgumentException e) {
            throw invalid("--instance-type: " + e.getMessage());
        }
        return new Capacity.Instances(type, instances == null ? 1 : instances);
    }

    private Capacity serverless(int memory) {
        if (instanceType != null || instances != null || key != null) {
            throw invalid(
                    "a --serverless endpoint has no instances and no volumes: do not give --instance-type, --instances or --kms-key");
        }
        if (memory < 1024 || memory > 6144 || memory % 1024 != 0) {
            throw invalid("--serverless must be 1024, 2048, 3072, 4096, 5120 or 6144");
        }
        if (maxConcurrency != null && (maxConcurrency < 1 || maxConcurrency > 200)) {
            throw invalid("--max-concurrency must be 1 to 200");
        }
        if (!noNetworkIsolation) {
            throw invalid("SageMaker isolates no network of serverless endpoints: add --no-network-isolation");
        }
        return new Capacity.Serverless(memory, maxConcurrency == null ? 5 : maxConcurrency);
    }

    private Optional<String> volumeKey() {
        try {
            return key == null ? Optional.empty() : Options.KMS_KEY.parse(List.of(key));
        } catch (IllegalArgumentException e) {
            throw invalid("--kms-key: " + e.getMessage());
        }
    }

    private SortedMap<String, String> variables() {
        SortedMap<String, String> all = new TreeMap<>();
        for (EnvironmentVariable variable : environment) {
            if (all.put(variable.name(), variable.value()) != null) {
                throw invalid("--env gives %s twice".formatted(Printable.text(variable.name())));
            }
        }
        if (all.size() > EnvironmentVariable.MOST) {
            throw invalid("--env: SageMaker takes at most %d variables".formatted(EnvironmentVariable.MOST));
        }
        return all;
    }

    private ParameterException invalid(String why) {
        return new ParameterException(command.commandLine(), why);
    }

    private DeploymentReport report(Account account, DeploymentPlan planned) {
        return DeploymentReport.of(planned, dryRun.dryRun);
    }
}
