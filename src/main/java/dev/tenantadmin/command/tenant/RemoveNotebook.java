package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code remove-notebook}: delete one notebook of a tenant. */
@Command(
        name = "remove-notebook",
        description = {
            "Delete one of a tenant's notebooks, with all data on its volume. Stops it first if it runs.",
            "It succeeds if there is no such notebook. The only notebook of a tenant stays, and so do those of a protected tenant."
        },
        footer = {"  tenant-admin remove-notebook acme lab --dry-run", "  tenant-admin remove-notebook acme lab --yes"})
public final class RemoveNotebook implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Parameters(index = "1", paramLabel = "NOTEBOOK", description = "The notebook's name within the tenant.")
    @Nullable
    NotebookName notebook;

    @Option(names = "--no-wait", description = "Do not wait until it is gone, only until a running one is stopped.")
    boolean noWait;

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    public RemoveNotebook(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NotebookName name = Objects.requireNonNull(notebook, "picocli demands the parameter");
        return TenantChange.of(account -> account.tenants().planRemoval(tenant.required(), name, !noWait))
                .losing(new TenantChange.Loss<>(
                        confirmation,
                        "remove %s from %s".formatted(name, tenant.required()),
                        planned -> "This deletes notebook instance %s in %s with all data on its volume."
                                .formatted(
                                        whole(planned, name),
                                        planned.tenant().names().home().region()),
                        "Type the notebook's name to continue: ",
                        name.value(),
                        "nothing was removed"))
                .run(session, command, dryRun, (account, planned) -> report(planned, whole(planned, name)));
    }

    private static String whole(TenantPlan planned, NotebookName name) {
        return planned.tenant().names().notebook(name);
    }

    private ChangeReport report(TenantPlan planned, String whole) {
        Names names = planned.tenant().names();
        boolean removes = planned.plan().writes();
        boolean stays = removes && noWait && !dryRun.dryRun;
        return new ChangeReport(
                names.tenant().value(),
                names.home().region(),
                dryRun.dryRun,
                removes ? planned.plan().changes() : List.of(),
                stays ? Map.of(whole, NotebookState.DELETING.status()) : Map.of(),
                null,
                null,
                null,
                summary(whole, removes));
    }

    private String summary(String whole, boolean removes) {
        if (!removes) {
            return "There is no notebook instance %s; no changes needed.".formatted(whole);
        }
        if (dryRun.dryRun) {
            return "Its volume would be lost; nothing was changed.";
        }
        return noWait
                ? "SageMaker is deleting notebook instance %s; its volume is lost.".formatted(whole)
                : "Notebook instance %s is removed, and its volume is lost.".formatted(whole);
    }
}
