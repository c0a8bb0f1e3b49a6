package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about. */
public final class TenantParameter {

    public static final String DESCRIPTION =
            "The tenant's name: lower-case letters, digits and single hyphens, at most 20 characters.";

    @Parameters(index = "0", paramLabel = "TENANT", description = DESCRIPTION)
    @Nullable
    TenantName name;

    public TenantName required() {
        return Objects.requireNonNull(name, "picocli demands the parameter");
    }
}
