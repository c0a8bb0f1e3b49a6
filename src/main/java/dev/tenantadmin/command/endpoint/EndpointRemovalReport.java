package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.tenants.EndpointRemoval;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code undeploy} deleted, or would delete. */
public record EndpointRemovalReport(
        @Described(Described.TENANT) String tenant,
        @Described(Described.REGION) String region,
        @Described(Described.DRY_RUN) boolean dryRun,

        @Described("The endpoint's name in SageMaker.") String endpoint,

        @Described("What was deleted, or would be.") List<ChangeWords> changes,

        @Described(
                "The endpoint config that it served and that stays, with its models, because deploy did not make it for this endpoint; null for none.")
        @Nullable
        String stays)
        implements Report {

    static EndpointRemovalReport of(EndpointRemoval planned, boolean dryRun) {
        return new EndpointRemovalReport(
                planned.names().tenant().value(),
                planned.names().home().region(),
                dryRun,
                planned.names().endpoint(planned.endpoint()),
                ChangeWords.of(planned.plan().onlyWrites().changes()),
                planned.othersConfig().orElse(null));
    }

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        changes.forEach(change -> table.row(change.title(), (dryRun ? "would be " : "") + change.result()));
        table.print(out, "");
        if (changes.isEmpty()) {
            out.println("There is no endpoint %s; no changes needed.".formatted(endpoint));
        } else if (dryRun) {
            out.println("All of this would be deleted; nothing was changed.");
        } else {
            out.println(
                    "Endpoint %s is deleted%s.".formatted(endpoint, stays == null ? "; nothing of it is left" : ""));
        }
        if (stays != null) {
            out.println("Endpoint config %s and its models %s, which cost nothing: deploy did not make them."
                    .formatted(stays, dryRun ? "would stay" : "stay"));
        }
    }
}
