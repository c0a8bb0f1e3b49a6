package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The tenant and the person that a command is about. */
final class PersonParameters {

    @Parameters(index = "0", paramLabel = "TENANT", description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Parameters(
            index = "1",
            paramLabel = "PERSON",
            description =
                    "The person's name within the tenant: lower-case letters and digits, joined by single characters of -._@+=, (at most 41).")
    @Nullable
    PersonName person;

    TenantName tenant() {
        return Objects.requireNonNull(tenant, "picocli demands the parameter");
    }

    PersonName person() {
        return Objects.requireNonNull(person, "picocli demands the parameter");
    }
}
