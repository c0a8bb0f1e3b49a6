package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about, and one of its notebooks if named. */
final class NotebookSelection {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            hideParamSyntax = true,
            description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NOTEBOOK", description = "One notebook of the tenant.")
    @Nullable
    NotebookName notebook;

    /**
     * Requires a tenant.
     *
     * @throws ParameterException if none is named
     */
    void requireTenant(CommandSpec command) {
        if (tenant == null) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'TENANT'");
        }
    }

    /** The notebook that the command line names. */
    Optional<NotebookName> named() {
        return Optional.ofNullable(notebook);
    }

    TenantName tenant() {
        return Objects.requireNonNull(tenant, "a tenant is demanded before");
    }

    /** The named notebook, or all of the tenant's; fails with NOT_FOUND if the named one does not exist. */
    List<NotebookSummary> among(Notebooks notebooks) {
        List<NotebookSummary> all = notebooks.list();
        if (notebook == null) {
            return all;
        }
        String wanted = tenant() + Names.DELIMITER + notebook;
        List<NotebookSummary> one = all.stream()
                .filter(candidate -> candidate.name().equals(wanted))
                .toList();
        if (one.isEmpty()) {
            throw new Failure(Failure.Kind.NOT_FOUND, "tenant %s has no notebook %s".formatted(tenant(), notebook));
        }
        return one;
    }

    /** A notebook's own name within the tenant. */
    NotebookName local(NotebookSummary summary) {
        return new NotebookName(summary.name().substring((tenant() + Names.DELIMITER).length()));
    }
}
