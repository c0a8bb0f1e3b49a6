package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.ListedEndpoint;
import dev.tenantadmin.aws.tenants.EndpointRemoval;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.command.endpoint.UndeployAllReport.Result;
import dev.tenantadmin.command.endpoint.UndeployAllReport.Row;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code undeploy --all}: delete every tenant's endpoints that are older than a time. */
final class UndeployAll {

    @Deliberate
    @Option(
            names = "--all",
            required = true,
            description = "Delete the endpoints of every tenant in every home region that --older-than chooses.")
    boolean all;

    @Deliberate
    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            required = true,
            description = "With --all: only endpoints that were created longer ago than this, such as 7d.")
    @Nullable
    Duration olderThan;

    @Deliberate
    @Option(
            names = "--exclude",
            paramLabel = "NAME",
            split = ",",
            description =
                    "With --all: leave this tenant's endpoints, or this endpoint, such as acme--fraud; repeatable.")
    List<String> excluded = new ArrayList<>();

    /** An endpoint to delete. */
    private record Found(Place place, EndpointName endpoint, ListedEndpoint listed) {}

    int run(Session session, CommandSpec command, Confirmation confirmation, DryRunOptions dryRun) {
        Duration age = olderThan;
        if (age == null) {
            throw new ParameterException(command.commandLine(), "--all requires --older-than");
        }
        if (!dryRun.dryRun) {
            confirmation.requireTerminal(session, command, "delete the endpoints of every tenant");
        }
        try (Account account = session.account();
                Parallel sideBySide = new Parallel()) {
            List<Found> found = find(account, session, age);
            Instant now = account.poll().now();
            if (dryRun.dryRun) {
                session.output()
                        .result(new UndeployAllReport(
                                true,
                                found.stream()
                                        .map(one -> row(one, now, Result.WOULD_BE_DELETED, null, session))
                                        .toList()));
                return dryRun.exitCode(!found.isEmpty());
            }
            if (!found.isEmpty()) {
                confirmation.ask(
                        session,
                        List.of(account),
                        "This deletes %s; whoever calls one of these gets errors then."
                                .formatted(found.stream()
                                        .map(one -> "endpoint %s in %s"
                                                .formatted(
                                                        one.listed().name(),
                                                        one.listed().region()))
                                        .collect(Collectors.joining(", "))),
                        "Type how many these are to continue: ",
                        String.valueOf(found.size()),
                        "nothing was deleted");
            }
            List<Row> rows = sideBySide.all(found.stream()
                    .<Callable<Row>>map(one -> () -> delete(account, session, one, now))
                    .toList());
            session.output().result(new UndeployAllReport(false, rows));
            boolean failed = rows.stream().anyMatch(row -> row.result() == Result.FAILED);
            return (failed ? ExitCode.FOUND : ExitCode.DONE).code();
        }
    }

    private List<Found> find(Account account, Session session, Duration age) {
        Set<Place> places = account.directory().places();
        Set<String> regions = places.stream().map(Place::region).collect(Collectors.toCollection(TreeSet::new));
        Instant limit = account.poll().now().minus(age);
        Set<String> unknown = new TreeSet<>(excluded);
        places.forEach(place -> unknown.remove(place.tenant().value()));
        List<Found> found = new ArrayList<>();
        for (ListedEndpoint listed : account.workReading().endpoints(regions, Names.DELIMITER)) {
            unknown.remove(listed.name());
            EndpointUses.owner(places, listed.region(), listed.name())
                    .filter(place -> !excluded.contains(listed.name())
                            && !excluded.contains(place.tenant().value())
                            && listed.created() != null
                            && listed.created().isBefore(limit))
                    .flatMap(place -> Names.local(place.tenant(), listed.name(), EndpointName::new)
                            .map(endpoint -> new Found(place, endpoint, listed)))
                    .ifPresent(found::add);
        }
        found.sort(Comparator.comparing((Found one) -> one.listed().name())
                .thenComparing(one -> one.listed().region()));
        unknown.forEach(name -> session.output()
                .on(new Event.Notice("note: there is no tenant or endpoint %s to exclude".formatted(name))));
        return found;
    }

    private static Row delete(Account account, Session session, Found one, Instant now) {
        try {
            EndpointRemoval planned = account.deployments().planRemoval(one.place(), one.endpoint());
            planned.plan().requireNoConflict();
            planned.apply(account.parallel(), account.poll());
            return row(one, now, Result.DELETED, null, session);
        } catch (RuntimeException e) {
            return row(one, now, Result.FAILED, e, session);
        }
    }

    private static Row row(Found one, Instant now, Result result, @Nullable RuntimeException failure, Session session) {
        Instant created = one.listed().created();
        return new Row(
                one.place().tenant().value(),
                one.listed().region(),
                one.listed().name(),
                result,
                created == null ? null : Duration.between(created, now).toSeconds(),
                failure == null ? null : session.failures().report(failure));
    }
}
