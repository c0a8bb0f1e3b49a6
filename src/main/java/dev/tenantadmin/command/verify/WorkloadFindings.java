package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.endpoint.Workloads.Kind;
import dev.tenantadmin.aws.endpoint.Workloads.Variant;
import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds workloads of a region that use a tenant's role, model, config or image without being that tenant's, and tenants' workloads that use
 * another role, model or config than their own. What concerns two tenants is found whichever of them was asked about.
 */
final class WorkloadFindings {

    /** An image in a repository of ECR, which has three forms of host names. */
    private static final Pattern IMAGE = Pattern.compile("(\\d{12})\\.dkr[.-]ecr(-fips)?\\.[^/]+/([^:@]+).*");

    private final String region;
    private final Set<TenantName> asked;
    private final Map<String, Names> byName = new HashMap<>();
    private final Map<String, Names> byRolePath = new HashMap<>();
    private final Map<String, Workload> configs = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Judges the workloads.
     *
     * @param region where they are
     * @param everyone all tenants of the account
     * @param asked the tenants to find something about
     */
    WorkloadFindings(String region, List<Names> everyone, Set<TenantName> asked, List<Workload> workloads) {
        this.region = region;
        this.asked = Set.copyOf(asked);
        everyone.forEach(names -> {
            byName.put(names.tenant().value(), names);
            byRolePath.put(rolePath(names.accessRoleArn()), names);
        });
        workloads.stream()
                .filter(workload -> workload.kind() == Kind.ENDPOINT_CONFIG)
                .forEach(config -> configs.put(folded(config.name()), config));
        workloads.forEach(this::judge);
    }

    List<Finding> findings() {
        return findings;
    }

    /** SageMaker ignores the case of names. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String rolePath(String arn) {
        return arn.substring(0, arn.lastIndexOf('/') + 1);
    }

    /** The tenant with this prefix, which lives here: of a name in another region nothing is the tenant's. */
    private Optional<Names> owner(String name) {
        return named(name).filter(names -> names.home().region().equals(region));
    }

    /** The tenant with this prefix. */
    private Optional<Names> named(String name) {
        int end = name.indexOf(Names.DELIMITER);
        return end < 0 ? Optional.empty() : Optional.ofNullable(byName.get(folded(name.substring(0, end))));
    }

    private void judge(Workload workload) {
        Names owner = owner(workload.name()).orElse(null);
        role(workload, owner);
        images(workload, owner);
        for (Variant variant : workload.variants()) {
            model(workload, owner, variant.model(), " in its variant " + variant.name());
        }
        if (workload.model() != null) {
            model(workload, owner, workload.model(), "");
        }
        if (workload.config() != null) {
            config(workload, owner, workload.config());
        }
    }

    private void role(Workload workload, @Nullable Names owner) {
        String role = workload.role();
        if (role == null || (owner != null && role.equals(owner.executionRoleArn()))) {
            return;
        }
        Names whose = byRolePath.get(rolePath(role));
        if (owner == null) {
            if (whose != null) {
                found(
                        "%s, which is not the tenant's, acts as role %s of tenant %s"
                                .formatted(title(workload), Arn.name(role), whose.tenant()),
                        whose);
            }
        } else if (whose != null || workload.kind() != Kind.NOTEBOOK_INSTANCE) {
            // Any other role of a tenant's notebook is told as a change of it.
            found("%s acts as role %s".formatted(ofTenant(workload, owner), role), owner, whose);
        }
    }

    private void images(Workload workload, @Nullable Names owner) {
        for (String image : workload.images()) {
            Matcher parts = IMAGE.matcher(image);
            Names whose = parts.matches() ? named(parts.group(3)).orElse(null) : null;
            if (owner != null
                    && whose != null
                    && !whose.equals(owner)
                    && parts.group(1).equals(whose.home().account())) {
                found(
                        "%s runs image %s of tenant %s".formatted(ofTenant(workload, owner), image, whose.tenant()),
                        owner,
                        whose);
            }
        }
    }

    private void model(Workload workload, @Nullable Names owner, String model, String where) {
        Names whose = owner(model).orElse(null);
        if (owner == null && whose != null) {
            found(
                    "%s, which is not the tenant's, uses model %s of tenant %s%s"
                            .formatted(title(workload), model, whose.tenant(), where),
                    whose);
        } else if (owner != null && !owner.equals(whose)) {
            found("%s uses model %s%s".formatted(ofTenant(workload, owner), model, where), owner, whose);
        }
    }

    private void config(Workload endpoint, @Nullable Names owner, String config) {
        Names whose = owner(config).orElse(null);
        if (owner != null && !owner.equals(whose)) {
            found("%s uses endpoint config %s".formatted(ofTenant(endpoint, owner), config), owner, whose);
        } else if (owner == null && whose != null) {
            found(
                    "%s, which is not the tenant's, uses endpoint config %s of tenant %s"
                            .formatted(title(endpoint), config, whose.tenant()),
                    whose);
        } else if (owner == null) {
            Stream.ofNullable(configs.get(folded(config)))
                    .flatMap(used -> used.variants().stream())
                    .map(Variant::model)
                    .distinct()
                    .forEach(model -> owner(model)
                            .ifPresent(served -> found(
                                    "%s, which is not the tenant's, serves model %s of tenant %s by endpoint config %s"
                                            .formatted(title(endpoint), model, served.tenant(), config),
                                    served)));
        }
    }

    private static String title(Workload workload) {
        return workload.kind().title() + " " + workload.name();
    }

    private static String ofTenant(Workload workload, Names owner) {
        return "%s of tenant %s".formatted(title(workload), owner.tenant());
    }

    /** One finding, about the first of the tenants that was asked about. */
    private void found(String text, @Nullable Names... concerned) {
        Stream.of(concerned)
                .flatMap(Stream::ofNullable)
                .map(Names::tenant)
                .filter(asked::contains)
                .findFirst()
                .ifPresent(tenant -> findings.add(new Finding(Finding.Kind.LEAK, tenant.value(), text)));
    }
}
