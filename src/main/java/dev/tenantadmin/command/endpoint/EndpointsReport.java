package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.endpoint.EndpointRow.Details;
import dev.tenantadmin.command.endpoint.EndpointRow.Variant;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tenants' endpoints.
 *
 * @param wide whether text tells times, configs and models
 * @param now when they were listed
 */
public record EndpointsReport(Document document, boolean wide, Instant now) implements Report {

    /** The same for a program. */
    public record Document(
            @Described("The tenants' endpoints, filtered by --older-than and sorted by --sort.")
            List<EndpointRow> endpoints,

            @Described(
                    "Endpoints of the home regions that use a tenant's role or model and are not that tenant's; missing without --details.")
            Optional<List<ForeignEndpoint>> foreign,

            @Described(
                    "Models and endpoint configs that deploy made and that their endpoints do not use; missing without --details.")
            Optional<List<UnusedVersion>> unused,

            @Described("The totals of the tenants' endpoints.")
            EndpointTotals totals) {}

    @Override
    public void text(PrintWriter out) {
        boolean details = document.foreign().isPresent();
        if (document.endpoints().isEmpty()) {
            out.println("No endpoints.");
        } else {
            Table table = new Table().row(header(details).toArray(String[]::new));
            document.endpoints().forEach(row -> rows(table, row, details));
            table.print(out, "");
            out.printf(
                    "%s Endpoints on instances cost by the hour until they are deleted.%n",
                    document.totals().text());
        }
        document.foreign().filter(foreign -> !foreign.isEmpty()).ifPresent(foreign -> foreign(foreign, out));
        document.unused().filter(unused -> !unused.isEmpty()).ifPresent(unused -> unused(unused, out));
    }

    private List<String> header(boolean details) {
        List<String> header = new ArrayList<>(List.of("ENDPOINT", "REGION", "STATE", "AGE", "CHANGED"));
        if (details) {
            header.addAll(List.of("TYPE", "INSTANCES"));
        }
        if (wide) {
            header.addAll(List.of("CREATED", "LAST CHANGE"));
        }
        if (wide && details) {
            header.addAll(List.of("CONFIG", "VARIANT", "MODEL"));
        }
        return header;
    }

    /** A line for each variant, and one for the reason of a failure. */
    private void rows(Table table, EndpointRow row, boolean details) {
        List<Variant> variants = row.details().map(Details::variants).orElse(List.of());
        table.row(line(row, variants.isEmpty() ? null : variants.get(0), true, details));
        variants.stream().skip(1).forEach(variant -> table.row(line(row, variant, false, details)));
        row.details()
                .map(Details::failureReason)
                .ifPresent(reason -> table.row("  %s: %s".formatted(row.status(), reason)));
    }

    private String[] line(EndpointRow row, @Nullable Variant variant, boolean first, boolean details) {
        List<String> line = new ArrayList<>(
                first
                        ? List.of(
                                row.name(),
                                row.region(),
                                row.status(),
                                EndpointRow.ago(row.created(), now),
                                EndpointRow.ago(row.lastModified(), now))
                        : List.of("", "", "", "", ""));
        if (details) {
            line.add(variant == null ? "unknown" : variant.type());
            line.add(variant == null ? "" : variant.instances());
        }
        if (wide) {
            line.add(first && row.created() != null ? row.created().toString() : "");
            line.add(first && row.lastModified() != null ? row.lastModified().toString() : "");
        }
        if (wide && details) {
            line.add(first ? row.details().map(Details::config).orElse("") : "");
            line.add(variant == null ? "" : variant.name());
            line.add(variant == null ? "" : Objects.requireNonNullElse(variant.model(), ""));
        }
        return line.toArray(String[]::new);
    }

    private void foreign(List<ForeignEndpoint> foreign, PrintWriter out) {
        out.println("These use a tenant's role or model and are not that tenant's:");
        Table table = new Table().row("ENDPOINT", "REGION", "STATE", "AGE", "USES");
        foreign.forEach(one -> table.row(
                one.endpoint().name(),
                one.endpoint().region(),
                one.endpoint().status(),
                EndpointRow.ago(one.endpoint().created(), now),
                one.uses().stream().map(ForeignEndpoint.Use::toString).collect(Collectors.joining(", "))));
        table.print(out, "  ");
    }

    private static void unused(List<UnusedVersion> unused, PrintWriter out) {
        out.println("Left by deploy and used by no endpoint, until the next deploy or undeploy of the endpoint:");
        Table table = new Table().row("NAME", "REGION", "TYPE");
        unused.forEach(one -> table.row(one.name(), one.region(), one.type()));
        table.print(out, "  ");
    }

    @Override
    public Record json() {
        return document;
    }
}
