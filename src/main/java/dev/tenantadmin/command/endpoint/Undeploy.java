package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.EndpointRemoval;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code undeploy}: delete an endpoint of a tenant, with its endpoint configs and models. */
@Command(
        name = "undeploy",
        description = {
            "Delete an endpoint of a tenant, with the endpoint configs and models that deploy made for it.",
            "Run it again to finish what is left. It succeeds if there is no such endpoint."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin undeploy acme fraud", "  tenant-admin undeploy acme fraud --yes"})
public final class Undeploy implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    EndpointParameters what = new EndpointParameters();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    public Undeploy(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantName tenant = what.tenant();
        EndpointName endpoint = what.endpoint();
        return TenantChange.of(account -> account.deployments().planRemoval(tenant, endpoint))
                .losing(new TenantChange.Loss<>(
                        confirmation,
                        "delete endpoint %s of %s".formatted(endpoint, tenant),
                        planned -> "This deletes endpoint %s in %s; whoever calls it gets errors then."
                                .formatted(
                                        planned.names().endpoint(endpoint),
                                        planned.names().home().region()),
                        "Type the endpoint's name to continue: ",
                        endpoint.value(),
                        "nothing was deleted"))
                .run(session, command, dryRun, this::report);
    }

    private EndpointRemovalReport report(Account account, EndpointRemoval planned) {
        return EndpointRemovalReport.of(planned, dryRun.dryRun);
    }
}
