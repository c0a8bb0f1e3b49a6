package dev.tenantadmin.command.apply;

import dev.tenantadmin.command.tenant.TenantOptions;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** The options of create-tenant, for every tenant to which the file does not give them; the help of create-tenant has them. */
final class TenantDefaults implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
        return TenantOptions.add(command, true);
    }
}
