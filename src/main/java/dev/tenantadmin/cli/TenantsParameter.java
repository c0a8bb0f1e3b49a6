package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The tenants that a command is about; none means all. */
public final class TenantsParameter {

    @Parameters(paramLabel = "TENANT", arity = "0..*", description = "The tenants' names (default: all tenants).")
    public List<TenantName> names = new ArrayList<>();
}
