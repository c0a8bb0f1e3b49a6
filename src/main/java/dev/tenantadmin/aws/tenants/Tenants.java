package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.endpoint.Work;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.Boundary;
import dev.tenantadmin.aws.iam.GivenRoles;
import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.OrganisationBoundaries;
import dev.tenantadmin.aws.iam.PolicyResource;
import dev.tenantadmin.aws.iam.RevokedSessions;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.aws.iam.Withdrawal;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookRemoval;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.aws.notebook.SageMaker;
import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.PolicySizes;
import dev.tenantadmin.tenant.document.ShownOptions;
import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.document.UnprovedSetting;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.OptionType;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TenantSpec;
import dev.tenantadmin.tenant.setup.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Creates, deletes and describes tenants as their administrator. */
public final class Tenants {

    /** After this time a write is visible, or somebody else wrote. */
    private static final Duration SHOWN = Duration.ofSeconds(10);

    /** How often a run plans again for what others changed meanwhile. */
    private static final int ROUNDS = 3;

    private final AwsClients clients;
    private final PlanReads reads;
    private final DataLocations data;
    private final OrganisationBoundaries boundaries;
    private final Parallel parallel;
    private final Poll poll;

    /** Calls nothing yet. */
    public Tenants(AwsClients clients, Parallel parallel, Poll poll) {
        this(
                clients,
                PlanReads.live(clients),
                new DataLocations(clients),
                new OrganisationBoundaries(clients::iam),
                parallel,
                poll);
    }

    /**
     * The same, with what is read once for many tenants.
     *
     * @param reads what plans are made from until something is written
     */
    public Tenants(
            AwsClients clients,
            PlanReads reads,
            DataLocations data,
            OrganisationBoundaries boundaries,
            Parallel parallel,
            Poll poll) {
        this.clients = clients;
        this.reads = reads;
        this.data = data;
        this.boundaries = boundaries;
        this.parallel = parallel;
        this.poll = poll;
    }

    /** For what is planned after a write. */
    private Tenants live() {
        return new Tenants(clients, PlanReads.live(clients), data, boundaries, parallel, poll);
    }

    private Iam iam() {
        return new Iam(clients.iam(), reads.iam());
    }

    private SageMaker sagemaker(Names names) {
        String region = names.home().region();
        return new SageMaker(clients.sagemaker(region), reads.notebooks().apply(region));
    }

    /**
     * Plans how to create, repair or change a tenant. Reads only.
     *
     * @param restart whether running notebooks may be stopped for a change
     * @throws Failure of kind CONFLICT for a newer revision, another home region, or another tenant's data
     */
    public TenantPlan planCreation(TenantSpec spec, boolean restart) {
        return planClaiming(foundFor(spec), spec, restart);
    }

    /** Reads the anchor's tags again if another run changed them between the first read and the observation of the anchor. */
    private TenantPlan planClaiming(Found asFound, TenantSpec spec, boolean restart) {
        Found found = asFound;
        TenantPlan wanted = planFrom(found, spec, restart);
        for (int round = 1; round <= ROUNDS && found.differsFrom(wanted); round++) {
            Map<String, String> tags = anchorTags(found.names);
            if (tags == null) {
                break;
            }
            found = found.withAnchor(tags);
            wanted = planFrom(found, spec, restart);
        }
        TenantPlan planned = wanted.requireProved();
        planned.plan().changes().forEach(change -> {
            if (change.resource() instanceof DataClaim claim) {
                claim.tellShared();
            }
        });
        return planned.with(withEndings(planned));
    }

    private TenantPlan planFrom(Found found, TenantSpec spec, boolean restart) {
        return plan(found, spec, restart, this::claims, DependentResources::none, Blueprint::planCreation, Mode.KEEP);
    }

    /** Puts the end of sessions in front of a change that narrows the access role's trust, for everybody whom the role then no longer admits. */
    private Plan withEndings(TenantPlan planned) {
        List<List<Change>> stages = new ArrayList<>();
        for (List<Change> stage : planned.plan().stages()) {
            List<Change> changes = new ArrayList<>(stage);
            for (Change change : stage) {
                withdrawal(planned.tenant().names(), change).ifPresent(sessions -> {
                    stages.addAll(ends(sessions).stages());
                    changes.set(
                            changes.indexOf(change),
                            new Change(
                                    ((Role) change.resource()).onTrust(sessions.afterwards()::create),
                                    change.observed(),
                                    change.action()));
                });
            }
            stages.add(changes);
        }
        return new Plan(stages);
    }

    private Optional<RevokedSessions> withdrawal(Names names, Change change) {
        return change.resource() instanceof Role role
                        && role.arn().equals(names.accessRoleArn())
                        && change.observed() instanceof Observation.Present seen
                        && seen.differsIn(Difference.Document.TRUST)
                ? Withdrawal.of(names, seen.document(), role.trust())
                        .map(whose -> RevokedSessions.beforehand(iam(), names, whose, poll::now))
                : Optional.empty();
    }

    private Plan ends(Resource... sessions) {
        return new Blueprint(List.of(List.of(sessions))).planCreation(parallel);
    }

    /**
     * Applies a plan, then looks whether another run changed the tenant's settings meanwhile and so may have written documents from what it read
     * before. If it did, plans again with the settings of both.
     *
     * @param writers does the writes
     * @return the plan with all that was done
     * @throws ApplyFailure as {@link TenantPlan#apply}; of kind CONFLICT if both runs gave different values to one setting
     */
    public TenantPlan make(TenantPlan planned, TenantSpec spec, boolean restart, Parallel writers) {
        planned.apply(writers, poll);
        TenantPlan done = planned;
        TenantPlan last = planned;
        for (int round = 1; last.changedAnchor().isPresent(); round++) {
            Change anchor = last.changedAnchor().get();
            boolean mayAgain = round <= ROUNDS;
            if (!done.plan()
                    .then(
                            "checking whether another run changed the tenant",
                            () -> isChangedByOthers(anchor, mayAgain))) {
                break;
            }
            last = done.plan().then("planning again with the other run's changes", () -> {
                TenantPlan again = live().planCreation(spec, restart);
                again.plan().requireNoConflict();
                return again;
            });
            last.apply(writers, poll);
            done = done.with(done.plan().followedBy(last.plan().onlyWrites()));
        }
        return done;
    }

    /**
     * Whether another run changed the anchor since this one wrote it, without changing what this one set.
     *
     * @param mayAgain whether to plan again
     * @throws Failure of kind CONFLICT if both changed one setting, or if others keep changing the tenant
     */
    private boolean isChangedByOthers(Change anchor, boolean mayAgain) {
        Instant began = poll.now();
        Observation now = poll.until(
                anchor.resource().title(),
                anchor.resource()::observe,
                seen -> isAsWanted(seen) || poll.since(began).compareTo(SHOWN) >= 0,
                seen -> "not as written");
        if (isAsWanted(now)) {
            return false;
        }
        Set<String> theirs = now instanceof Observation.Present seen ? settings(seen.differences()) : Set.of();
        Set<String> own = settings(anchor.differences());
        if (mayAgain && now instanceof Observation.Present && theirs.stream().noneMatch(own::contains)) {
            return true;
        }
        throw new Failure(
                Failure.Kind.CONFLICT,
                "another run changed %s at the same time%s: check describe-tenant, then run the command again"
                        .formatted(
                                anchor.resource().title(),
                                theirs.isEmpty() ? "" : " (" + String.join(", ", theirs) + ")"));
    }

    private static boolean isAsWanted(Observation seen) {
        return seen instanceof Observation.Present present
                && present.differences().isEmpty();
    }

    private static Set<String> settings(List<Difference> differences) {
        return differences.stream()
                .filter(Difference.InTag.class::isInstance)
                .map(difference -> Settings.setting(((Difference.InTag) difference).key()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Resource> claims(Tenant wanted) {
        return wanted.settings().get(Options.DATA_LOCATION).isEmpty()
                ? List.of()
                : List.of(new DataClaim(iam(), wanted, data, poll));
    }

    private static List<Resource> noClaims(Tenant wanted) {
        return List.of();
    }

    private Found foundFor(TenantSpec spec) {
        Found found = find(spec.tenant(), spec.get(Options.PATH_PREFIX).orElse(null));
        found.requireNotNewer();
        found.requireNoStrangers();
        requirePossible(spec, found);
        new GivenRoles(reads.iam(), found.names.home()).require(spec.asked(), found.anchor);
        return found;
    }

    /** Checks what can be checked before the first write: a setting that AWS refuses later must not be remembered. */
    private void requirePossible(TenantSpec spec, Found found) {
        try {
            spec.check(found.names.home());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()), e);
        }
        spec.get(Options.PERMISSIONS_BOUNDARY)
                .filter(boundary -> !found.bears(boundary))
                .ifPresent(boundary -> boundaries.require(boundary, text -> poll.tell(new Event.Notice(text))));
    }

    /**
     * Plans how to block all access to a tenant: puts a deny of everything in front of its boundary and, if a principal does not bear that boundary,
     * in front of each policy. The anchor comes first, because it says whether the tenant is suspended. Uses no tag. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if nothing of the tenant exists, or CONFLICT for a newer revision
     */
    public TenantPlan planSuspension(TenantName tenant) {
        TenantPlan plan = asItStands(tenant);
        boolean all = plan.plan().changes().stream().anyMatch(Tenants::isOutsideOurBoundary);
        return plan.with(new Plan(plan.plan().stages().stream()
                .map(stage -> stage.stream()
                        .filter(change -> all || change.resource().isAnchor())
                        .flatMap(change -> suspending(change).stream())
                        .toList())
                .toList()));
    }

    /**
     * Plans how to restore access: ends every session begun so far, then removes the deny of everything and changes nothing else. The anchor comes
     * last, so that an interrupted resume can be seen. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if nothing of the tenant exists, or CONFLICT for a newer revision or a document with nothing but the deny
     */
    public TenantPlan planResumption(TenantName tenant) {
        TenantPlan plan = asItStands(tenant);
        List<List<Change>> stages = new ArrayList<>();
        for (List<Change> stage : plan.plan().stages()) {
            stages.add(
                    0,
                    stage.stream().flatMap(change -> resuming(change).stream()).toList());
        }
        Plan lifting = new Plan(stages);
        Names names = plan.tenant().names();
        return plan.with(
                lifting.writes()
                        ? ends(
                                        RevokedSessions.ofEverybody(iam(), names, names.access(), poll::now),
                                        RevokedSessions.ofEverybody(iam(), names, names.executionRole(), poll::now))
                                .followedBy(lifting)
                        : lifting);
    }

    private TenantPlan asItStands(TenantName tenant) {
        Found found = find(tenant, null);
        found.requireNotNewer();
        return required(plan(
                found.withoutSettings(),
                TenantSpec.asItIs(tenant),
                false,
                Tenants::noClaims,
                DependentResources::none,
                Blueprint::planCreation,
                Mode.AS_MADE));
    }

    private static boolean isOutsideOurBoundary(Change change) {
        return change.observed() instanceof Observation.Present seen
                && seen.differsIn(Boundary.Field.PERMISSIONS_BOUNDARY);
    }

    private static Optional<Change> suspending(Change change) {
        if (!(change.resource() instanceof PolicyResource documented)
                || !documented.kind().suspends()) {
            return Optional.empty();
        }
        if (change.observed() instanceof Observation.Absent
                && documented instanceof ManagedPolicy policy
                && policy.isAnchor()) {
            return Optional.of(new Change(
                    policy.withoutTags().saying(Suspension.added(policy.document())),
                    change.observed(),
                    Change.Action.CREATE));
        }
        return change.observed() instanceof Observation.Present seen && !Suspension.isIn(seen.document())
                ? Optional.of(rewritten(
                        documented,
                        seen,
                        Suspension.added(seen.document()),
                        new Difference.NotSuspended(Difference.Document.PERMISSIONS)))
                : Optional.empty();
    }

    private static Optional<Change> resuming(Change change) {
        if (!(change.resource() instanceof PolicyResource documented)
                || !(change.observed() instanceof Observation.Present seen)
                || !Suspension.isIn(seen.document())) {
            return Optional.empty();
        }
        try {
            return Optional.of(rewritten(
                    documented,
                    seen,
                    Suspension.removed(seen.document()),
                    new Difference.Suspended(Difference.Document.PERMISSIONS)));
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "%s cannot be resumed: %s; run create-tenant first to repair it; the tenant stays suspended"
                            .formatted(documented.title(), e.getMessage()),
                    e);
        }
    }

    private static Change rewritten(
            PolicyResource resource, Observation.Present seen, String document, Difference difference) {
        return new Change(
                resource.saying(document),
                new Observation.Present(List.of(difference), "", seen.document()),
                Change.Action.UPDATE);
    }

    /**
     * Plans the same, and then removes what the spec does not name.
     *
     * @throws Failure of kind CONFLICT as for {@link #planCreation}, or if a tenant that stays protected would lose a notebook
     */
    public TenantPlan planCreationWithout(Others others, TenantSpec spec, boolean restart) {
        Found found = foundFor(spec);
        Set<PersonName> users = others.users() ? new TreeSet<>(found.users) : new TreeSet<>();
        spec.get(Options.USERS).forEach(users::remove);
        TenantPlan planned =
                planClaiming(found.withoutUsers(users).withoutNotebooks(others.notebooks()), spec, restart);
        Plan all = planned.plan();
        for (PersonName user : users) {
            all = all.followedBy(person(planned.tenant(), user).planRemoval());
        }
        Plan removal = removal(found.names, others.notebooks(), others.toTheEnd());
        if (removal.writes() && planned.tenant().settings().get(Options.PROTECT)) {
            throw isProtected(spec.tenant());
        }
        return planned.with(all.followedBy(removal));
    }

    /**
     * Plans how to remove one notebook instance with its volume. Reads only.
     *
     * @param toTheEnd whether to wait until it is gone
     * @throws Failure of kind NOT_FOUND if there is no such tenant, or CONFLICT for a protected tenant, or for its only notebook, because
     *     every tenant has one: {@link #planCreation} would make it again
     */
    public TenantPlan planRemoval(TenantName tenant, NotebookName notebook, boolean toTheEnd) {
        Found found = existing(tenant);
        found.requireNotNewer();
        Plan removal = removal(found.names, Set.of(notebook), toTheEnd);
        boolean stays = removal.changes().stream()
                .anyMatch(change -> change.observed() instanceof Observation.Present seen
                        && NotebookState.of(seen.status()) != NotebookState.DELETING);
        if (stays) {
            found.requireNotProtected();
            requireAnother(found.names, notebook);
        }
        Tenant current = wanted(found.withoutOptions(), TenantSpec.asItIs(tenant), false);
        return new TenantPlan(current, removal, new TreeMap<>(), List.of());
    }

    private Plan removal(Names names, Set<NotebookName> notebooks, boolean toTheEnd) {
        SageMakerClient sagemaker = clients.sagemaker(names.home().region());
        return new Blueprint(List.of(notebooks.stream()
                        .map(names::notebook)
                        .<Resource>map(name ->
                                new NotebookRemoval(sagemaker, new NotebookLife(sagemaker, name, poll), name, toTheEnd))
                        .toList()))
                .planDeletion(parallel);
    }

    private void requireAnother(Names names, NotebookName notebook) {
        boolean another = Notebooks.list(clients.sagemaker(names.home().region()), names.prefix()).stream()
                .filter(listed -> NotebookState.of(listed.status()) != NotebookState.DELETING)
                .anyMatch(listed -> !listed.name().equals(names.notebook(notebook)));
        if (!another) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "%s is the only notebook of tenant %s, and every tenant has one: run 'create-tenant %s --notebook NAME' to make another first, or delete-tenant to delete all of it"
                            .formatted(notebook, names.tenant(), names.tenant()));
        }
    }

    private static Failure isProtected(TenantName tenant) {
        return new Failure(
                Failure.Kind.CONFLICT,
                "tenant %s is protected; run 'create-tenant %s --no-protect' to remove the protection"
                        .formatted(tenant, tenant));
    }

    /**
     * Plans how to delete a tenant in any state, with everything attached to it and everything its people made. Reads only.
     *
     * @param telling whether to list the users' credentials now, and not only where IAM refuses to delete a user for them
     * @throws Failure of kind CONFLICT for a newer revision or a protected tenant
     */
    public TenantPlan planDeletion(TenantName tenant, boolean telling) {
        Found found = find(tenant, null);
        found.requireNotNewer();
        found.requireNotProtected();
        // Documents do not matter now, and what somebody wrote into the anchor's tags must not keep it from going.
        return plan(
                found.withoutOptions(),
                TenantSpec.asItIs(tenant),
                false,
                Tenants::noClaims,
                own -> DependentResources.of(own, iam(), work(own.names()), parallel),
                (blueprint, all) -> withCredentials(blueprint, telling).planDeletion(all),
                Mode.AS_MADE);
    }

    private Blueprint withCredentials(Blueprint blueprint, boolean telling) {
        return new Blueprint(blueprint.stages().stream()
                .map(stage -> stage.stream()
                        .map(resource -> resource instanceof User user ? deletion(user, telling) : resource)
                        .toList())
                .toList());
    }

    private Resource deletion(User user, boolean telling) {
        UserDeletion deletion = UserDeletion.of(user, iam());
        return telling ? deletion.listed(parallel) : deletion;
    }

    /**
     * Plans how to make a person a user of a tenant. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant, CONFLICT if it was made without users
     */
    public TenantPlan planAddition(TenantName tenant, PersonName person) {
        Found found = existing(tenant);
        found.requireNotNewer();
        Tenant current = wanted(found, TenantSpec.asItIs(tenant), false);
        if (!current.settings().members()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s was created without users; run 'create-tenant %s --user %s' to create its group too"
                            .formatted(
                                    tenant,
                                    tenant,
                                    OptionType.escaped(person.value()).replace("\\", "\\\\")));
        }
        Plan addition = person(current, person).planAddition();
        return new TenantPlan(
                        current,
                        addition,
                        new TreeMap<>(),
                        unproved(current, addition, shown(current.names(), addition), TenantSpec.asItIs(tenant)))
                .requireProved();
    }

    /**
     * Plans how to remove a tenant's user with all credentials and sessions. Reads only.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public TenantPlan planRemoval(TenantName tenant, PersonName person) {
        Found found = existing(tenant);
        found.requireNotNewer();
        Tenant current = wanted(found.withoutOptions(), TenantSpec.asItIs(tenant), false);
        return new TenantPlan(current, person(current, person).planRemoval(), new TreeMap<>(), List.of());
    }

    private Person person(Tenant tenant, PersonName person) {
        return new Person(tenant, person, iam(), parallel, poll);
    }

    private Found existing(TenantName tenant) {
        Found found = find(tenant, null);
        if (found.anchor == null) {
            throw AwsClients.noTenant(
                    found.names.tenant(), Optional.of(found.names.home().account()));
        }
        return found;
    }

    private Work work(Names names) {
        return new Work(clients.sagemaker(names.home().region()), names, poll);
    }

    /**
     * The tenant as it is, and what is missing.
     *
     * @throws Failure of kind NOT_FOUND if nothing of it is there
     */
    public TenantPlan describe(TenantName tenant) {
        return required(plan(
                find(tenant, null),
                TenantSpec.asItIs(tenant),
                false,
                Tenants::noClaims,
                DependentResources::none,
                Blueprint::planCreation,
                Mode.KEEP));
    }

    /** What there is of a described tenant beside its resources. What the caller may not read is missing, and told. */
    public TenantContents contents(TenantPlan described) {
        return TenantContents.of(clients, described, parallel);
    }

    /** The principals that a plan found, with all policies that decide what they can do, whoever attached them; of a new tenant none. */
    public AccountDetails principals(TenantPlan planned) {
        return new PrincipalReading(reads.iam(), parallel).of(planned);
    }

    private static TenantPlan required(TenantPlan plan) {
        if (!plan.found()) {
            Names names = plan.tenant().names();
            throw AwsClients.noTenant(names.tenant(), Optional.of(names.home().account()));
        }
        return plan;
    }

    /** Which documents a plan is about. */
    private enum Mode {
        /** Those of a suspended tenant, if it is one. */
        KEEP,
        SUSPENDED,
        AS_MADE
    }

    private TenantPlan plan(
            Found found,
            TenantSpec spec,
            boolean restart,
            Function<Tenant, List<Resource>> claims,
            Function<TenantBlueprint, DependentResources> dependents,
            BiFunction<Blueprint, Parallel, Plan> planning,
            Mode mode) {
        Tenant tenant = wanted(found, spec, mode == Mode.SUSPENDED);
        SageMakerClient sagemaker = clients.sagemaker(found.names.home().region());
        TenantBlueprint own = TenantBlueprint.of(
                tenant,
                iam(),
                sagemaker(found.names),
                found::elsewhere,
                restart,
                name -> new NotebookLife(sagemaker, name, poll));
        Plan plan = planning.apply(own.with(claims.apply(tenant), dependents.apply(own)), parallel);
        if (found.anchor == null && anchorIsThere(plan)) {
            // The list was older than the anchor: plan again with what its tags remember.
            Map<String, String> anchor = anchorTags(found.names);
            if (anchor != null) {
                return plan(found.withAnchor(anchor), spec, restart, claims, dependents, planning, mode);
            }
        }
        if (mode == Mode.KEEP && isSuspended(plan)) {
            return plan(found, spec, restart, claims, dependents, planning, Mode.SUSPENDED);
        }
        List<UnprovedSetting> unproved = List.of();
        if (found.anchor != null && mode != Mode.AS_MADE) {
            ShownOptions shown = shown(found.names, plan);
            String administrator = tenant.settings().administrator();
            if (spec.gives(Options.ADMINISTRATORS)
                    && !shown.principals().contains(administrator)
                    && !clients.caller().is(administrator)) {
                return plan(found.withoutAdministrator(), spec, restart, claims, dependents, planning, mode);
            }
            unproved = unproved(tenant, plan, shown, spec);
        }
        SortedMap<NotebookName, NotebookLife> lives = new TreeMap<>();
        tenant.notebooks()
                .keySet()
                .forEach(name -> lives.put(name, new NotebookLife(sagemaker, found.names.notebook(name), poll)));
        return new TenantPlan(tenant, plan, lives, unproved);
    }

    private static ShownOptions shown(Names names, Plan plan) {
        Map<TenantDocument, String> documents = new TreeMap<>();
        plan.changes().forEach(change -> {
            if (change.resource() instanceof PolicyResource documented
                    && change.observed() instanceof Observation.Present seen) {
                documents.put(documented.kind(), seen.document());
            }
        });
        return ShownOptions.of(names, documents);
    }

    private List<UnprovedSetting> unproved(Tenant tenant, Plan plan, ShownOptions shown, TenantSpec spec) {
        Set<TenantDocument> documents = plan.changes().stream()
                .map(Change::resource)
                .filter(PolicyResource.class::isInstance)
                .map(resource -> ((PolicyResource) resource).kind())
                .collect(Collectors.toSet());
        List<UnprovedSetting> all = new ArrayList<>(
                UnprovedSetting.of(tenant.names(), tenant.settings(), shown, spec, documents, clients.caller()::is));
        if (!spec.gives(Options.PERMISSIONS_BOUNDARY)) {
            unprovedBoundary(tenant, plan).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<UnprovedSetting> unprovedBoundary(Tenant tenant, Plan plan) {
        Settings tags = tenant.settings();
        String wanted = tags.boundaryArn(tenant.names());
        List<Optional<String>> borne = plan.changes().stream()
                .filter(change -> change.resource() instanceof Role || change.resource() instanceof User)
                .flatMap(change -> change.observed() instanceof Observation.Present seen
                        ? Stream.of(Boundary.borne(seen, wanted))
                        : Stream.of())
                .toList();
        return UnprovedSetting.ofBoundary(tenant.names(), tags, borne);
    }

    private static boolean anchorIsThere(Plan plan) {
        return plan.changes().stream()
                .anyMatch(change -> change.resource().isAnchor() && change.observed() instanceof Observation.Present);
    }

    private static boolean isSuspended(Plan plan) {
        return plan.changes().stream()
                .anyMatch(change -> change.resource().isAnchor()
                        && change.observed() instanceof Observation.Present seen
                        && Suspension.isIn(seen.document()));
    }

    private Tenant wanted(Found found, TenantSpec spec, boolean suspended) {
        try {
            Tenant tenant = Tenant.wanted(
                    spec,
                    found.names,
                    found.anchor == null
                            ? null
                            : Settings.fromTags(Settings.withoutGiven(found.anchor, spec), clients::principal),
                    found.users,
                    found.notebooks,
                    clients::principal);
            PolicySizes.of(new PolicyDocuments(found.names, tenant.settings())).check();
            tenant.settings().check(found.names.tenant());
            new Setup(found.names, tenant.settings()).check();
            return tenant.suspended(suspended);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Waits for every notebook of the tenant that is Pending, Updating or in an unknown state, whoever started that.
     *
     * @return the status of each at the end
     * @throws Failure of kind NOTEBOOK_FAILED or TIMED_OUT
     */
    public SortedMap<NotebookName, String> awaitNotebooks(TenantPlan plan) {
        boolean roleIsNew = plan.plan().changes().stream()
                .anyMatch(change -> change.action().writes() && change.resource() instanceof Role);
        List<NotebookName> names = List.copyOf(plan.notebooks().keySet());
        List<Callable<String>> waits = new ArrayList<>();
        plan.notebooks().forEach((name, life) -> {
            String atRest = atRest(plan, plan.tenant().names().notebook(name));
            boolean isNew = plan.notebookInstances(Change.Action.CREATE)
                    .contains(plan.tenant().names().notebook(name));
            waits.add(() -> atRest == null ? life.awaitSettled(roleIsNew, isNew) : atRest);
        });
        List<String> statuses = parallel.all(waits);
        SortedMap<NotebookName, String> ended = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            ended.put(names.get(i), statuses.get(i));
        }
        return ended;
    }

    /** Whether there is nothing for {@link #awaitNotebooks} to wait for. */
    public static boolean settled(TenantPlan plan) {
        return plan.notebooks().keySet().stream()
                .allMatch(name -> atRest(plan, plan.tenant().names().notebook(name)) != null);
    }

    /** Whether a notebook in this status stays in it and has not failed. */
    public static boolean isAtRest(String status) {
        return NotebookState.of(status).isAtRest();
    }

    /** The status of a notebook that was at rest and was not written to, so that there is no need to look again; else null. */
    private static @Nullable String atRest(TenantPlan plan, String notebook) {
        return plan.plan().changes().stream()
                .filter(change -> change.resource() instanceof NotebookInstance instance
                        && instance.name().equals(notebook)
                        && !change.action().writes())
                .flatMap(change ->
                        change.observed() instanceof Observation.Present seen ? Stream.of(seen.status()) : Stream.of())
                .filter(Tenants::isAtRest)
                .findFirst()
                .orElse(null);
    }

    /** What was found of a tenant, before reading its resources one by one. */
    private record Found(
            Names names,
            @Nullable Map<String, String> anchor,
            Set<PersonName> users,
            List<String> strangers,
            Set<NotebookName> notebooks,
            Map<String, String> policies) {

        /** Whether the anchor bore another value of a tag when it was observed. */
        boolean differsFrom(TenantPlan planned) {
            return anchor != null
                    && planned.plan().changes().stream()
                            .filter(change -> change.resource().isAnchor())
                            .flatMap(change -> change.differences().stream())
                            .anyMatch(difference -> difference instanceof Difference.InTag tag
                                    && !Objects.equals(tag.actual(), anchor.get(tag.key())));
        }

        Found withAnchor(Map<String, String> tags) {
            return new Found(names, tags, users, strangers, notebooks, policies);
        }

        Found withoutUsers(Set<PersonName> others) {
            Set<PersonName> kept = new TreeSet<>(users);
            kept.removeAll(others);
            return new Found(names, anchor, kept, strangers, notebooks, policies);
        }

        Found withoutNotebooks(Set<NotebookName> others) {
            Set<NotebookName> kept = new TreeSet<>(notebooks);
            kept.removeAll(others);
            return new Found(names, anchor, users, strangers, kept, policies);
        }

        /** Whether the tenant was made completely and remembers this boundary. */
        boolean bears(String boundary) {
            return anchor != null
                    && anchor.containsKey(Settings.REVISION)
                    && Settings.permissionsBoundary(anchor)
                            .filter(boundary::equals)
                            .isPresent();
        }

        /** Drops everything remembered but the users and notebooks. */
        Found withoutOptions() {
            Map<String, String> kept = new TreeMap<>(anchor == null ? Map.of() : anchor);
            kept.keySet().retainAll(Settings.MEMBERSHIP);
            kept.put(Settings.ADMINISTRATOR, names.accountRootArn());
            return withAnchor(kept);
        }

        /** Whoever runs the command becomes the administrator. */
        Found withoutAdministrator() {
            Map<String, String> kept = new TreeMap<>(anchor == null ? Map.of() : anchor);
            kept.keySet().removeIf(key -> Settings.isAdministrator(key));
            return withAnchor(kept);
        }

        /** Drops all tags but the one that says whether the tenant is complete. */
        Found withoutSettings() {
            Map<String, String> kept = new TreeMap<>(anchor == null ? Map.of() : anchor);
            kept.keySet().retainAll(Set.of(Settings.REVISION));
            return anchor == null ? this : withAnchor(kept);
        }

        /** The ARN of a policy of this name that is not under the tenant's path. */
        @Nullable
        String elsewhere(String policy) {
            String arn = policies.get(policy);
            return arn == null || arn.endsWith(":policy" + names.path() + policy) ? null : arn;
        }

        void requireNotProtected() {
            if (anchor != null && Settings.isProtected(anchor)) {
                throw isProtected(names.tenant());
            }
        }

        /** A user under the tenant's path passes for the tenant's user, with an older trust policy or anyone who reads ARNs. */
        void requireNoStrangers() {
            if (!strangers.isEmpty()) {
                throw new Failure(
                        Failure.Kind.CONFLICT,
                        "IAM users under the path of tenant %s do not belong to it: %s; delete them or move them with aws iam update-user --new-path, then run the command again"
                                .formatted(names.tenant(), String.join(", ", strangers)));
            }
        }

        void requireNotNewer() {
            if (anchor != null && Settings.newer(anchor)) {
                throw new Failure(
                        Failure.Kind.CONFLICT,
                        "tenant %s has revision %s, but this tenant-admin supports revisions up to %d only: use a newer tenant-admin"
                                .formatted(names.tenant(), anchor.get(Settings.REVISION), Settings.CURRENT_REVISION));
            }
        }
    }

    /**
     * Takes two calls one after the other: lists everything at once, guessing that the tenant lives in the configured region, then reads the anchor, if
     * there is one.
     */
    private Found find(TenantName tenant, @Nullable String pathPrefix) {
        Supplier<String> account = parallel.begin(clients::account);
        Supplier<Map<String, String>> listing = parallel.begin(() -> reads.iam().policies());
        String prefix = pathPrefix == null ? "/" : pathPrefix;
        Home guess = new Home(clients.partition(), "", clients.region(), prefix);
        Names guessed = new Names(tenant, guess);
        Supplier<Set<NotebookName>> notebooks = parallel.begin(() -> notebooks(guessed));
        Supplier<List<software.amazon.awssdk.services.iam.model.User>> users =
                parallel.begin(() -> reads.iam().users(guessed.path()));

        Map<String, String> policies = listing.get();
        Optional<Home> found = HomeRegion.ofAnchor(tenant, policies);
        Home home = found.orElseGet(() -> new Home(clients.partition(), account.get(), clients.region(), prefix));
        clients.requireRegion(tenant, home.region());
        if (pathPrefix != null && !pathPrefix.equals(home.pathPrefix())) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s is under path prefix %s, not %s: IAM cannot move existing resources"
                            .formatted(tenant, home.pathPrefix(), pathPrefix));
        }
        Names names = new Names(tenant, home);
        if (!home.region().equals(guess.region())) {
            notebooks = parallel.begin(() -> notebooks(names));
        }
        if (!names.path().equals(guessed.path())) {
            users = parallel.begin(() -> reads.iam().users(names.path()));
        }
        Map<String, String> anchor = found.isPresent() ? anchorTags(names) : null;
        Set<PersonName> persons = new TreeSet<>();
        List<String> strangers = new ArrayList<>();
        for (var user : users.get()) {
            Optional<PersonName> person = names.path().equals(user.path())
                    ? Names.local(tenant, user.userName(), PersonName::new)
                    : Optional.empty();
            person.ifPresentOrElse(persons::add, () -> strangers.add(user.path() + user.userName()));
        }
        return new Found(names, anchor, persons, strangers, notebooks.get(), policies);
    }

    private @Nullable Map<String, String> anchorTags(Names names) {
        return reads.iam().policyTags(names.boundaryArn()).map(IamTags::map).orElse(null);
    }

    private Set<NotebookName> notebooks(Names names) {
        return reads.notebooks().apply(names.home().region()).list(names.prefix()).stream()
                .flatMap(notebook -> Names.local(names.tenant(), notebook.name(), NotebookName::new).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
