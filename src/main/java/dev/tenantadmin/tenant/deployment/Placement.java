package dev.tenantadmin.tenant.deployment;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and as whom a tenant's models run.
 *
 * @param role the ARN of the execution role
 * @param securityGroups those of the subnet
 * @param key the KMS key of volumes
 * @param tags those of everything that is made
 * @param limits what the tenant's settings allow; empty where the caller cannot read them and AWS alone decides
 * @param mayTag whether the caller may change the tags of what exists
 */
public record Placement(
        Names names,
        String role,
        Optional<String> subnet,
        List<String> securityGroups,
        Optional<String> key,
        Map<String, String> tags,
        Optional<Limits> limits,
        boolean mayTag) {

    /**
     * What a tenant's settings allow.
     *
     * @param instanceTypes patterns with stars; empty for all
     */
    public record Limits(List<DataLocation> data, List<String> instanceTypes) {
        public Limits {
            data = List.copyOf(data);
            instanceTypes = List.copyOf(instanceTypes);
        }
    }

    public Placement {
        securityGroups = List.copyOf(securityGroups);
        tags = Map.copyOf(tags);
    }
}
