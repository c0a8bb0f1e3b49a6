package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds workloads that use another tenant's model, config or role, or that use a tenant's role without belonging to it. */
record WorkloadFindings(List<Names> tenants) {

    List<Finding> of(List<Workload> workloads) {
        return workloads.stream().flatMap(this::of).toList();
    }

    /** Whether a name is one of a tenant's. */
    boolean isOwned(String name) {
        return owner(name).isPresent();
    }

    private Stream<Finding> of(Workload workload) {
        return switch (workload.kind()) {
            case NOTEBOOK_INSTANCE -> notebook(workload);
            case MODEL -> ofOwner(workload, tenant -> role("model", workload, tenant));
            case ENDPOINT_CONFIG ->
                ofOwner(
                        workload,
                        tenant -> Stream.concat(role("endpoint config", workload, tenant), models(workload, tenant)));
            case ENDPOINT -> ofOwner(workload, tenant -> config(workload, tenant));
        };
    }

    private Stream<Finding> ofOwner(Workload workload, Function<Names, Stream<Finding>> findings) {
        return owner(workload.name()).stream().flatMap(findings);
    }

    /** SageMaker ignores the case of names. */
    private Optional<Names> owner(String name) {
        return tenants.stream().filter(tenant -> isOf(tenant, name)).findFirst();
    }

    private static boolean isOf(Names tenant, String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(tenant.prefix());
    }

    private Stream<Finding> notebook(Workload notebook) {
        String role = notebook.role();
        return role == null
                ? Stream.of()
                : tenants.stream()
                        .filter(tenant -> !owner(notebook.name()).equals(Optional.of(tenant)))
                        .filter(tenant -> role.equals(tenant.executionRoleArn()) || role.equals(tenant.accessRoleArn()))
                        .map(tenant -> leak(
                                tenant,
                                "notebook instance %s, which is not the tenant's, acts as role %s of tenant %s"
                                        .formatted(notebook.name(), Arn.name(role), tenant.tenant())));
    }

    private static Stream<Finding> models(Workload config, Names tenant) {
        return config.variants().stream()
                .filter(variant -> !isOf(tenant, variant.model()))
                .map(variant -> leak(
                        tenant,
                        "endpoint config %s of tenant %s uses model %s in its variant %s"
                                .formatted(config.name(), tenant.tenant(), variant.model(), variant.name())));
    }

    private static Stream<Finding> config(Workload endpoint, Names tenant) {
        String config = endpoint.config();
        return config == null || isOf(tenant, config)
                ? Stream.of()
                : Stream.of(leak(
                        tenant,
                        "endpoint %s of tenant %s uses endpoint config %s"
                                .formatted(endpoint.name(), tenant.tenant(), config)));
    }

    private static Stream<Finding> role(String title, Workload workload, Names tenant) {
        String role = workload.role();
        return role == null || role.equals(tenant.executionRoleArn())
                ? Stream.of()
                : Stream.of(leak(
                        tenant,
                        "%s %s of tenant %s acts as role %s".formatted(title, workload.name(), tenant.tenant(), role)));
    }

    private static Finding leak(Names tenant, String text) {
        return new Finding(Finding.Kind.LEAK, tenant.tenant().value(), text);
    }
}
