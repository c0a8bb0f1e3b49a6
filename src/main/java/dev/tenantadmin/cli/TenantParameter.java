package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.TenantName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about. */
final class TenantParameter {

    static final String DESCRIPTION =
            "The tenant's name: lower-case letters, digits and single hyphens, at most 20 characters.";

    @Parameters(index = "0", paramLabel = "TENANT", description = DESCRIPTION)
    @Nullable
    TenantName name;

    TenantName required() {
        return Objects.requireNonNull(name, "picocli demands the parameter");
    }
}
