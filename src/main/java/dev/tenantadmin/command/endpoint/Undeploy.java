package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.EndpointRemoval;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code undeploy}: delete an endpoint of a tenant, with its endpoint configs and models. */
@Command(
        name = "undeploy",
        description = {
            "Delete an endpoint of a tenant, with the endpoint configs and models that deploy made for it.",
            "Run it again to finish what is left. It succeeds if there is no such endpoint.",
            "With --all, delete those of every tenant in every home region that are older than a time."
        },
        footer = {
            "  tenant-admin undeploy acme fraud",
            "  tenant-admin undeploy acme fraud --yes",
            "  tenant-admin undeploy --all --older-than 7d --exclude acme,beta--fraud --yes"
        })
public final class Undeploy implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            hideParamSyntax = true,
            description = TenantParameter.DESCRIPTION)
    @Nullable
    TenantName tenant;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ENDPOINT",
            hideParamSyntax = true,
            description = "The endpoint's name within the tenant. In SageMaker it is TENANT--ENDPOINT.")
    @Nullable
    EndpointName endpoint;

    @ArgGroup(exclusive = false)
    @Nullable
    UndeployAll all;

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    public Undeploy(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (all != null) {
            dryRun.check(command);
            if (tenant != null) {
                throw new ParameterException(
                        command.commandLine(), "--all deletes the endpoints of every tenant: do not give a tenant");
            }
            return all.run(session, command, confirmation, dryRun);
        }
        if (tenant == null || endpoint == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Missing required parameter: '%s'".formatted(tenant == null ? "TENANT" : "ENDPOINT"));
        }
        return delete(tenant, endpoint);
    }

    private int delete(TenantName ofTenant, EndpointName name) {
        return TenantChange.of(account -> account.deployments().planRemoval(ofTenant, name))
                .losing(new TenantChange.Loss<>(
                        confirmation,
                        "delete endpoint %s of %s".formatted(name, ofTenant),
                        planned -> "This deletes endpoint %s in %s; whoever calls it gets errors then."
                                .formatted(
                                        planned.names().endpoint(name),
                                        planned.names().home().region()),
                        "Type the endpoint's name to continue: ",
                        name.value(),
                        "nothing was deleted"))
                .run(session, command, dryRun, this::report);
    }

    private EndpointRemovalReport report(Account account, EndpointRemoval planned) {
        return EndpointRemovalReport.of(planned, dryRun.dryRun);
    }
}
