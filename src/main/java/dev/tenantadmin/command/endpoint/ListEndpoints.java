package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.EndpointDetails;
import dev.tenantadmin.aws.endpoint.ListedEndpoint;
import dev.tenantadmin.aws.endpoint.WorkReading;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list-endpoints}: list tenants' endpoints. */
@Command(
        name = "list-endpoints",
        description = {
            "List the endpoints of a tenant, or of all tenants in all home regions: state, age and last change.",
            "List calls do not tell what endpoints run on; --details does, by two calls or more for each endpoint."
        },
        footer = {
            "  tenant-admin list-endpoints --older-than 7d --sort age",
            "  tenant-admin list-endpoints acme --details",
            "  tenant-admin list-endpoints -o json"
        })
public final class ListEndpoints implements Callable<Integer> {

    /** The list's sort order: largest first, except for names. */
    enum Order {
        NAME,
        AGE,
        CHANGED,
        INSTANCES
    }

    private final Session session;

    @Spec
    CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The tenant's name (default: all tenants).")
    @Nullable
    TenantName tenant;

    @Option(
            names = "--details",
            description =
                    "Also show types and instances, why an endpoint failed, and endpoints that use a tenant's role or"
                            + " model and are not that tenant's.")
    boolean details;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Show only endpoints that were created longer ago than this, such as 7d.")
    @Nullable
    Duration olderThan;

    @Option(
            names = "--sort",
            paramLabel = "name|age|changed|instances",
            description = "Sort by name, oldest, longest unchanged or, with --details, most instances (default: name).")
    Order sort = Order.NAME;

    public ListEndpoints(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (sort == Order.INSTANCES && !details) {
            throw new ParameterException(command.commandLine(), "--sort instances needs --details");
        }
        try (Account account = session.account()) {
            SortedSet<Place> all = account.directory().places();
            SortedSet<Place> asked = all.stream()
                    .filter(place -> tenant == null || place.tenant().equals(tenant))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (tenant != null) {
                if (asked.isEmpty()) {
                    throw account.clients().noTenant(tenant);
                }
                account.clients().requireRegion(tenant, asked.first().region());
            }
            Instant now = account.poll().now();
            session.output()
                    .result(new EndpointsReport(
                            document(account.workReading(), all, asked, now),
                            session.options().output == Output.Form.WIDE,
                            now));
            return ExitCode.DONE.code();
        }
    }

    private EndpointsReport.Document document(WorkReading reading, Set<Place> all, Set<Place> asked, Instant now) {
        Set<String> regions = asked.stream().map(Place::region).collect(Collectors.toCollection(TreeSet::new));
        // Whose name is no tenant's may use a tenant's role, but only a look at each tells.
        String part = details ? null : tenant == null ? Names.DELIMITER : tenant + Names.DELIMITER;
        List<ListedEndpoint> found = reading.endpoints(regions, part);
        List<ListedEndpoint> listed = found.stream()
                .filter(endpoint -> olderThan == null || isOlder(endpoint, now.minus(olderThan)))
                .toList();
        Map<WorkReading.Named, EndpointDetails> told = details ? reading.details(listed) : Map.of();
        List<EndpointRow> rows = listed.stream()
                .map(endpoint -> EndpointRow.of(
                        endpoint,
                        EndpointUses.owner(all, endpoint.region(), endpoint.name())
                                .map(place -> place.tenant().value())
                                .orElse(null),
                        told.get(new WorkReading.Named(endpoint.region(), endpoint.name()))))
                .sorted(order())
                .toList();
        List<EndpointRow> own = rows.stream()
                .filter(row ->
                        EndpointUses.owner(asked, row.region(), row.name()).isPresent())
                .toList();
        return new EndpointsReport.Document(
                own,
                details ? Optional.of(new EndpointUses(reading, all, asked).foreign(rows, told)) : Optional.empty(),
                details
                        ? Optional.of(UnusedVersion.among(
                                reading.versions(regions, tenant == null ? Names.DELIMITER : tenant + Names.DELIMITER),
                                asked,
                                found,
                                told))
                        : Optional.empty(),
                EndpointTotals.of(own, details));
    }

    private static boolean isOlder(ListedEndpoint endpoint, Instant limit) {
        return endpoint.created() != null && endpoint.created().isBefore(limit);
    }

    private Comparator<EndpointRow> order() {
        Comparator<EndpointRow> byName = Comparator.comparing(EndpointRow::name).thenComparing(EndpointRow::region);
        Comparator<Instant> oldest = Comparator.nullsLast(Comparator.naturalOrder());
        return switch (sort) {
            case NAME -> byName;
            case AGE -> Comparator.comparing(EndpointRow::created, oldest).thenComparing(byName);
            case CHANGED ->
                Comparator.comparing(EndpointRow::lastModified, oldest).thenComparing(byName);
            case INSTANCES ->
                Comparator.comparing(EndpointRow::instances, Comparator.reverseOrder())
                        .thenComparing(byName);
        };
    }
}
