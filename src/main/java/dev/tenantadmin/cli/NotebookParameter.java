package dev.tenantadmin.cli;

import dev.tenantadmin.aws.NotebookSummary;
import dev.tenantadmin.aws.Notebooks;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.TenantName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The notebook that a command is about, if it is about one. */
final class NotebookParameter {

    @Parameters(index = "1", arity = "0..1", paramLabel = "NOTEBOOK", description = "One notebook of the tenant.")
    @Nullable
    NotebookName name;

    /** The named notebook, or all of the tenant's; NOT_FOUND if the named one is not there. */
    List<NotebookSummary> among(Notebooks notebooks, TenantName tenant) {
        List<NotebookSummary> all = notebooks.list();
        if (name == null) {
            return all;
        }
        String wanted = tenant + Names.DELIMITER + name;
        List<NotebookSummary> one =
                all.stream().filter(notebook -> notebook.name().equals(wanted)).toList();
        if (one.isEmpty()) {
            throw new Failure(Failure.Kind.NOT_FOUND, "tenant %s has no notebook %s".formatted(tenant, name));
        }
        return one;
    }

    /** A notebook's own name within the tenant. */
    static NotebookName local(NotebookSummary notebook, TenantName tenant) {
        return new NotebookName(notebook.name().substring((tenant + Names.DELIMITER).length()));
    }
}
