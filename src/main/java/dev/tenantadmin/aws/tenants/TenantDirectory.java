package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.Attachment;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;

/** Finds all tenants of the account by List calls, whose number does not grow with the tenants but for paging. */
public final class TenantDirectory {

    private static final int PAGE = 1000;

    /** Up to this number, one call each costs less than reading all documents of the account. */
    private static final int FEW = 20;

    private static final String POLICY = "IAM policy";
    private static final String ROLE = "IAM role";
    private static final String GROUP = "IAM group";
    private static final String USER = "IAM user";

    /** The types that List calls show; they show nothing of the others. */
    private static final Set<String> LISTED = Set.of(POLICY, ROLE, GROUP, USER);

    private final AwsClients clients;
    private final Parallel parallel;

    /** Calls nothing yet. */
    public TenantDirectory(AwsClients clients, Parallel parallel) {
        this.clients = clients;
        this.parallel = parallel;
    }

    /** Every tenant of every home region, half-made and half-deleted ones included, by name. */
    public List<TenantSummary> list() {
        Supplier<List<Entity>> usual = parallel.begin(() -> principals("/"));
        List<Policy> policies = policies();
        Set<Place> suspended = suspended(policies);
        Map<Place, List<Policy>> byPlace = policies.stream().collect(Collectors.groupingBy(TenantDirectory::place));
        SortedMap<Place, List<Entity>> byTenant = byTenant(policies, usual);
        Map<String, List<NotebookSummary>> notebooks = notebooks(byTenant.keySet());
        return byTenant.entrySet().stream()
                .map(entry -> summary(
                        entry.getKey(),
                        suspended.contains(entry.getKey()),
                        entry.getValue(),
                        byPlace.getOrDefault(entry.getKey(), List.of()),
                        notebooks))
                .toList();
    }

    /** The same tenants by name and home region alone, for which IAM's List calls are enough. */
    public SortedSet<Place> places() {
        Supplier<List<Entity>> usual = parallel.begin(() -> principals("/"));
        return new TreeSet<>(byTenant(policies(), usual).keySet());
    }

    private List<Policy> policies() {
        return clients.iam().listPoliciesPaginator(r -> r.scope("Local").maxItems(PAGE)).policies().stream()
                .filter(policy -> HomeRegion.place(policy.path()).isPresent())
                .toList();
    }

    /** The entities of each tenant: policies, and principals behind the usual path and behind path prefixes. */
    private SortedMap<Place, List<Entity>> byTenant(List<Policy> policies, Supplier<List<Entity>> usual) {
        // What stands behind a path prefix is found by its policies, of which the anchor is the last to go.
        List<Callable<List<Entity>>> others = policies.stream()
                .map(policy -> HomeRegion.pathPrefix(policy.path()))
                .filter(prefix -> !prefix.equals("/"))
                .distinct()
                .<Callable<List<Entity>>>map(prefix -> () -> principals(prefix))
                .toList();
        return Stream.of(
                        Stream.of(entities(policies.stream()
                                .map(policy -> new Entity(POLICY, policy.path(), policy.policyName(), policy.arn())))),
                        parallel.all(others).stream(),
                        Stream.of(usual.get()))
                .flatMap(lists -> lists)
                .flatMap(Collection::stream)
                .collect(Collectors.groupingBy(Entity::place, TreeMap::new, Collectors.toList()));
    }

    /** All IAM entities under a path prefix, without policies. */
    private List<Entity> principals(String pathPrefix) {
        IamClient iam = clients.iam();
        String root = pathPrefix + Names.ROOT_PATH.substring(1);
        return entities(Stream.of(
                        iam.listRolesPaginator(r -> r.pathPrefix(root).maxItems(PAGE)).roles().stream()
                                .map(role -> new Entity(ROLE, role.path(), role.roleName(), role.arn())),
                        iam.listGroupsPaginator(r -> r.pathPrefix(root).maxItems(PAGE)).groups().stream()
                                .map(group -> new Entity(GROUP, group.path(), group.groupName(), group.arn())),
                        iam.listUsersPaginator(r -> r.pathPrefix(root).maxItems(PAGE)).users().stream()
                                .map(user -> new Entity(USER, user.path(), user.userName(), user.arn())))
                .flatMap(entities -> entities));
    }

    private static Place place(Policy policy) {
        return HomeRegion.place(policy.path()).orElseThrow();
    }

    /**
     * A document that was never changed is not that of a suspended tenant, so most need not be read. Where many were changed, as after an
     * upgrade of all, they are read in pages.
     */
    private Set<Place> suspended(List<Policy> policies) {
        Map<String, Place> changed = policies.stream()
                .filter(policy -> policy.policyName().equals(place(policy).tenant() + Names.DELIMITER + "boundary"))
                .filter(policy -> !"v1".equals(policy.defaultVersionId()))
                .collect(Collectors.toMap(Policy::arn, TenantDirectory::place, (one, again) -> again));
        if (changed.size() > FEW) {
            return AccountDetails.policies(clients.iam())
                    .filter(policy -> changed.containsKey(policy.arn()))
                    .filter(policy -> policy.document().filter(Suspension::isIn).isPresent())
                    .map(policy -> Objects.requireNonNull(changed.get(policy.arn())))
                    .collect(Collectors.toSet());
        }
        return parallel
                .all(policies.stream()
                        .filter(policy -> changed.containsKey(policy.arn()))
                        .<Callable<List<Place>>>map(
                                policy -> () -> isSuspended(policy) ? List.of(place(policy)) : List.of())
                        .toList())
                .stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    private boolean isSuspended(Policy policy) {
        try {
            return Suspension.isIn(EncodedDocument.ofVersion(clients.iam(), policy.arn(), policy.defaultVersionId()));
        } catch (NoSuchEntityException e) {
            // Deleted while it was listed.
            return false;
        }
    }

    private Map<String, List<NotebookSummary>> notebooks(Set<Place> places) {
        Set<String> regions = places.stream().map(Place::region).collect(Collectors.toCollection(TreeSet::new));
        List<Callable<List<NotebookSummary>>> lists = new ArrayList<>();
        regions.forEach(region -> lists.add(() -> Notebooks.containing(clients.sagemaker(region), Names.DELIMITER)));
        List<List<NotebookSummary>> found = parallel.all(lists);
        Map<String, List<NotebookSummary>> byOwner = new TreeMap<>();
        int next = 0;
        for (String region : regions) {
            for (NotebookSummary notebook : found.get(next++)) {
                String name = notebook.name();
                String owner = owner(region, name.substring(0, name.indexOf(Names.DELIMITER)));
                byOwner.computeIfAbsent(owner, key -> new ArrayList<>()).add(notebook);
            }
        }
        return byOwner;
    }

    private static String owner(String region, String tenant) {
        return region + " " + tenant;
    }

    private TenantSummary summary(
            Place place,
            boolean suspended,
            List<Entity> entities,
            List<Policy> policies,
            Map<String, List<NotebookSummary>> notebooks) {
        Entity one = entities.get(0);
        Names names =
                new Names(place.tenant(), HomeRegion.of(place.tenant(), one.arn).orElseThrow());
        Set<String> present = entities.stream().map(Entity::title).collect(Collectors.toSet());
        TenantBlueprint blueprint = TenantBlueprint.named(
                names, entities.stream().anyMatch(entity -> entity.type.equals(GROUP)), List.of(), clients);
        Stream<String> named = blueprint
                .resources()
                .filter(resource -> LISTED.contains(resource.type()))
                .map(Resource::title)
                .filter(needed -> !present.contains(needed));
        Stream<String> attached = policies.stream()
                .filter(policy -> policy.attachmentCount() != null
                        && policy.attachmentCount()
                                < blueprint
                                        .all(Attachment.class)
                                        .filter(attachment ->
                                                attachment.policyArn().equals(policy.arn())
                                                        && present.contains(attachment.holder()))
                                        .count())
                .map(policy -> "attachment of " + policy.policyName());
        List<NotebookSummary> own =
                notebooks.getOrDefault(owner(place.region(), place.tenant().value()), List.of());
        // They are made last but one, and deleted first.
        Stream<String> last = own.isEmpty() ? Stream.of("notebook instance") : Stream.of();
        List<String> missing =
                Stream.of(named, attached, last).flatMap(each -> each).toList();
        return new TenantSummary(
                place.tenant(),
                place.region(),
                names.home().pathPrefix(),
                suspended,
                missing,
                entities.stream()
                        .filter(entity -> entity.type.equals(USER))
                        .map(Entity::name)
                        .sorted()
                        .toList(),
                own,
                policies.stream()
                        .map(Policy::createDate)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static List<Entity> entities(Stream<Entity> all) {
        return all.filter(entity -> HomeRegion.place(entity.path).isPresent()).toList();
    }

    /** An IAM entity under our path. */
    private record Entity(String type, String path, String name, String arn) {
        String title() {
            return type + " " + name;
        }

        Place place() {
            return HomeRegion.place(path).orElseThrow();
        }
    }
}
