package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.TenantName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The tenants that a command is about; none named means all. */
final class TenantsParameter {

    @Parameters(paramLabel = "TENANT", arity = "0..*", description = "The tenants' names (default: all tenants).")
    List<TenantName> names = new ArrayList<>();
}
