package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.endpoint.EndpointState;
import dev.tenantadmin.cli.output.Described;
import java.util.List;
import java.util.Optional;

/** How many endpoints there are. */
public record EndpointTotals(
        @Described("How many endpoints.") long endpoints,
        @Described("How many of them are InService.") long inService,

        @Described("On how many instances they are now; missing without --details.")
        Optional<Long> instances) {

    static EndpointTotals of(List<EndpointRow> rows, boolean details) {
        return new EndpointTotals(
                rows.size(),
                rows.stream()
                        .filter(row -> EndpointState.of(row.status()) == EndpointState.IN_SERVICE)
                        .count(),
                details
                        ? Optional.of(
                                rows.stream().mapToLong(EndpointRow::instances).sum())
                        : Optional.empty());
    }

    /** In a sentence. */
    String text() {
        return "%d %s, %d in service%s."
                .formatted(
                        endpoints,
                        endpoints == 1 ? "endpoint" : "endpoints",
                        inService,
                        instances
                                .map(number -> ", on %d %s".formatted(number, number == 1 ? "instance" : "instances"))
                                .orElse(""));
    }
}
