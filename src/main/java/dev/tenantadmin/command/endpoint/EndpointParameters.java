package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The tenant and the endpoint that a command is about. */
final class EndpointParameters {

    static final String DESCRIPTION =
            "The endpoint's name within the tenant: lower-case letters, digits and single hyphens. In SageMaker it is TENANT--ENDPOINT.";

    @Parameters(index = "0", paramLabel = "TENANT", description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Parameters(index = "1", paramLabel = "ENDPOINT", description = DESCRIPTION)
    @Nullable
    EndpointName endpoint;

    TenantName tenant() {
        return Objects.requireNonNull(tenant, "picocli demands the parameter");
    }

    EndpointName endpoint() {
        return Objects.requireNonNull(endpoint, "picocli demands the parameter");
    }
}
