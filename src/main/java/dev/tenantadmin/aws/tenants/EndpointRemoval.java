package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.endpoint.DeployedVersions;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Planned;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan to delete an endpoint, and every model and endpoint config that was made for it.
 *
 * @param othersConfig the endpoint config that it serves and that was not made for it alone, so that it stays
 */
public record EndpointRemoval(
        Names names, EndpointName endpoint, Plan plan, Optional<String> othersConfig, DeployedVersions versions)
        implements Planned {

    /** How long a list may show what is deleted; after that, somebody made it again. */
    private static final Duration LISTS_ARE_STALE = Duration.ofMinutes(2);

    /** Deletes it, and looks that nothing is left. */
    @Override
    public void apply(Parallel parallel, Poll poll) {
        plan.apply(parallel, poll);
        if (plan.writes()) {
            plan.then("checking that nothing is left", () -> {
                requireNothingLeft(parallel, poll);
                return true;
            });
        }
    }

    private void requireNothingLeft(Parallel parallel, Poll poll) {
        Set<String> deleted = plan.onlyWrites().changes().stream()
                .map(Change::resource)
                .map(Resource::title)
                .collect(Collectors.toSet());
        Instant began = poll.now();
        List<String> left = poll.until(
                "lists of endpoint " + names.endpoint(endpoint),
                () -> left(parallel),
                seen -> !deleted.containsAll(seen)
                        || seen.isEmpty()
                        || poll.since(began).compareTo(LISTS_ARE_STALE) >= 0,
                seen -> "not up to date");
        if (!left.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "somebody made it again meanwhile: %s; run the same command again"
                            .formatted(String.join(", ", left)),
                    true,
                    null,
                    null);
        }
    }

    private List<String> left(Parallel parallel) {
        Supplier<List<Resource>> configs = parallel.begin(versions.configs(Set.of()));
        Supplier<List<Resource>> models = parallel.begin(versions.models(Set.of()));
        return Stream.of(versions.endpoints().stream(), configs.get().stream(), models.get().stream())
                .flatMap(each -> each)
                .map(Resource::title)
                .toList();
    }
}
