package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.endpoint.EndpointState;
import dev.tenantadmin.aws.endpoint.ListedEndpoint;
import dev.tenantadmin.aws.endpoint.ListedJob;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.tenant.name.Place;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account's tenants with their endpoints, notebooks and running jobs: first what costs by the hour.
 *
 * @param now when they were listed
 */
record TenantsWideReport(
        List<TenantsReport.Row> tenants, List<ListedEndpoint> endpoints, List<ListedJob> jobs, Instant now)
        implements Report {

    /** In the order in which they are shown. */
    private enum Kind {
        ENDPOINT("endpoint"),
        NOTEBOOK("notebook"),
        JOB("job");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    /**
     * A line.
     *
     * @param type of a job or an instance
     * @param since how long it has run, or has been there
     */
    private record Item(
            Kind kind,
            String title,
            String name,
            String status,
            @Nullable Duration since,
            String type,
            boolean costs) {

        String state() {
            return since == null ? status : status + " for " + Durations.rough(since);
        }
    }

    @Override
    public void text(PrintWriter out) {
        if (tenants.isEmpty()) {
            out.println("There are no tenants.");
            return;
        }
        Map<Optional<Place>, List<ListedEndpoint>> endpointsOf =
                endpoints.stream().collect(Collectors.groupingBy(one -> Place.ofName(one.name(), one.region())));
        Map<Optional<Place>, List<ListedJob>> jobsOf =
                jobs.stream().collect(Collectors.groupingBy(one -> Place.ofName(one.name(), one.region())));
        Table table = new Table();
        Map<Kind, Integer> costing = new EnumMap<>(Kind.class);
        for (TenantsReport.Row tenant : tenants) {
            Optional<Place> place = Optional.of(new Place(new TenantName(tenant.tenant()), tenant.region()));
            table.row(title(tenant));
            Stream.of(
                            endpointsOf.getOrDefault(place, List.of()).stream().map(this::item),
                            tenant.notebooks().stream().map(TenantsWideReport::item),
                            jobsOf.getOrDefault(place, List.of()).stream().map(this::item))
                    .flatMap(items -> items)
                    .sorted(Comparator.comparing(Item::costs)
                            .reversed()
                            .thenComparing(Item::kind)
                            .thenComparing(Item::name))
                    .forEach(item -> {
                        table.row("  " + item.title(), item.name(), item.state(), item.type());
                        if (item.costs()) {
                            costing.merge(item.kind(), 1, Integer::sum);
                        }
                    });
        }
        table.print(out, "");
        // Only a look at each endpoint tells whether it is serverless.
        out.printf(
                "Costs by the hour: %s unless serverless, %s, %s.%n",
                number(costing, Kind.ENDPOINT), number(costing, Kind.NOTEBOOK), number(costing, Kind.JOB));
    }

    private static String number(Map<Kind, Integer> numbers, Kind of) {
        return number(numbers.getOrDefault(of, 0), of.title);
    }

    private String title(TenantsReport.Row tenant) {
        return "%s in %s: %s%s, %s"
                .formatted(
                        tenant.tenant(),
                        tenant.region(),
                        tenant.state(),
                        tenant.created() == null
                                ? ""
                                : ", %s old".formatted(Durations.rough(Duration.between(tenant.created(), now))),
                        number(tenant.users().size(), "user"));
    }

    private static String number(int number, String of) {
        return "%d %s%s".formatted(number, of, number == 1 ? "" : "s");
    }

    private @Nullable Duration since(@Nullable Instant then) {
        return then == null ? null : Duration.between(then, now);
    }

    private Item item(ListedEndpoint endpoint) {
        return new Item(
                Kind.ENDPOINT,
                Kind.ENDPOINT.title,
                endpoint.name(),
                endpoint.status(),
                since(endpoint.created()),
                "",
                EndpointState.of(endpoint.status()).isLive());
    }

    private static Item item(NotebookRow notebook) {
        return new Item(
                Kind.NOTEBOOK,
                Kind.NOTEBOOK.title,
                notebook.name(),
                notebook.status(),
                notebook.runningSeconds() == null ? null : Duration.ofSeconds(notebook.runningSeconds()),
                notebook.instanceType(),
                NotebookState.of(notebook.status()).mayRun());
    }

    private Item item(ListedJob job) {
        return new Item(Kind.JOB, job.type(), job.name(), job.status(), since(job.created()), "", true);
    }
}
