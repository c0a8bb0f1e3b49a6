package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.tenants.DeploymentPlan;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.deployment.Capacity;
import dev.tenantadmin.tenant.name.Names;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code deploy} did, or would do. */
public record DeploymentReport(
        @Described(Described.TENANT) String tenant,
        @Described(Described.REGION) String region,
        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("The endpoint's name in SageMaker, by which it is invoked.")
        String endpoint,

        @Described("The name of the model that it serves or will serve.")
        String model,

        @Described("The name of its endpoint config.") String config,

        @Described("The type of its instances; null for a serverless endpoint.") @Nullable
        String instanceType,

        @Described("How many instances it has; null for a serverless endpoint.") @Nullable
        Integer instances,

        @Described("The memory of a serverless endpoint; null for one with instances.") @Nullable
        Integer serverlessMb,

        @Described("The most requests at once of a serverless endpoint; null for one with instances.") @Nullable
        Integer maxConcurrency,

        @Described("Whether its container can reach nothing.")
        boolean networkIsolation,

        @Described("Whether it is known to serve the model; false where a dry run or --no-wait leaves it open.")
        boolean serves,

        @Described("What was changed, or would be.") List<ChangeWords> changes,

        @Described(
                "Earlier models and endpoint configs that stay until the next deploy or undeploy, because of --no-wait.")
        List<String> left)
        implements Report {

    static DeploymentReport of(DeploymentPlan planned, boolean dryRun) {
        Capacity capacity = planned.deployment().capacity();
        Capacity.Instances machines = capacity instanceof Capacity.Instances some ? some : null;
        Capacity.Serverless onDemand = capacity instanceof Capacity.Serverless some ? some : null;
        return new DeploymentReport(
                planned.placement().names().tenant().value(),
                planned.placement().names().home().region(),
                dryRun,
                planned.endpoint(),
                planned.deployment().model(planned.placement()),
                planned.deployment().config(planned.placement()),
                machines == null ? null : machines.type(),
                machines == null ? null : machines.count(),
                onDemand == null ? null : onDemand.memoryMb(),
                onDemand == null ? null : onDemand.maxConcurrency(),
                planned.deployment().networkIsolation(),
                planned.serves() || (planned.waits() && !dryRun),
                ChangeWords.of(planned.plan().changes().stream()
                        .filter(change -> change.action() != Change.Action.NONE)
                        .toList()),
                planned.left());
    }

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        for (ChangeWords change : changes) {
            table.row(change.title(), (dryRun ? "would be " : "") + change.result());
            change.differences().forEach(difference -> table.row("  " + difference));
        }
        table.print(out, "");
        out.println(summary());
        if (!left.isEmpty()) {
            out.printf(
                    "%s %s until the next deploy or undeploy.%n",
                    String.join(", ", left), left.size() == 1 ? "stays" : "stay");
        }
        if (!networkIsolation) {
            out.println("Its container can reach the network: audit reports that as SageMaker.5.");
        }
        if (instances != null && instances == 1) {
            out.println(
                    "It has one instance: audit reports that as SageMaker.4. Add --instances 2 for one that survives the loss of an instance.");
        }
        if (!dryRun) {
            out.println(
                    instances == null
                            ? "It costs money by use, until you run:"
                            : "It costs money by the hour, until you run:");
            out.printf(
                    "  tenant-admin undeploy %s %s%n", tenant, endpoint.substring((tenant + Names.DELIMITER).length()));
        }
    }

    private String summary() {
        String size = instances == null
                ? "serverless, %d MB, at most %d at once".formatted(serverlessMb, maxConcurrency)
                : "%d %s".formatted(instances, instanceType);
        if (dryRun) {
            return changes.isEmpty()
                    ? "No changes needed."
                    : "%d %s would be made; nothing was changed."
                            .formatted(changes.size(), changes.size() == 1 ? "change" : "changes");
        }
        if (!serves) {
            return "Endpoint %s (%s) may not serve model %s yet.".formatted(endpoint, size, model);
        }
        return "Endpoint %s serves model %s (%s)%s."
                .formatted(endpoint, model, size, changes.isEmpty() ? "; no changes needed" : "");
    }
}
