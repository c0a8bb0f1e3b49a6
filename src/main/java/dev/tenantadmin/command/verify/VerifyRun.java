package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.aws.snapshot.AccountPrincipals.Known;
import dev.tenantadmin.aws.snapshot.UserCredentials;
import dev.tenantadmin.aws.tenants.DataHolding;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.aws.tenants.TenantSurvey;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.cli.Version;
import dev.tenantadmin.command.verify.PrincipalProof.Cause;
import dev.tenantadmin.command.verify.VerifyResult.Cell;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.command.verify.VerifyResult.Row;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proves on the real account that no tenant can reach another. Only reads and asks. */
public final class VerifyRun {

    /** What IAM gives a role that says nothing else, in seconds. */
    private static final int USUAL_SESSION = 3600;

    private final AwsClients clients;
    private final DataLocations data;
    private final Parallel parallel;
    private final Poll poll;
    private final Simulator simulator;
    private final Function<Difference, String> words;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * Calls nothing yet.
     *
     * @param words puts a difference into words
     */
    public VerifyRun(AwsClients clients, Parallel parallel, Poll poll, Function<Difference, String> words) {
        this.words = words;
        this.clients = clients;
        this.data = new DataLocations(clients);
        this.parallel = parallel;
        this.poll = poll;
        this.simulator = Simulator.of(clients);
    }

    /**
     * The proof.
     *
     * @param asked the tenants to prove it for; empty for all
     * @param mode how much AWS's policy simulator is asked beside it
     * @param reading is given what was read, before anything is proved
     * @throws Failure of kind NOT_FOUND for a tenant that does not exist
     */
    public VerifyResult prove(List<TenantName> asked, SimulatorMode mode, Consumer<AccountFacts> reading) {
        Instant began = poll.now();
        Map<TenantName, TenantSurvey.Surveyed> surveyed = new TenantSurvey(clients, parallel).everyone();
        List<TenantSurvey.Surveyed> chosen = TenantSurvey.chosen(asked, surveyed);
        Map<TenantName, Tenancy> everyone = new LinkedHashMap<>();
        surveyed.forEach((name, tenant) -> everyone.put(name, tenancy(tenant)));
        AccountFacts facts = AccountFacts.read(clients, parallel, regions(surveyed.values()), began, tool());
        reading.accept(facts);
        AccountDetails account = facts.iam();
        List<DataHolding> holdings = data.of(account.policies().values().stream());
        everyone.replaceAll((name, tenancy) -> tenancy.withData(held(name, holdings)));
        List<Tenancy> tenants =
                chosen.stream().map(VerifyRun::tenancy).map(this::described).toList();
        Duration readIn = poll.since(began);

        Instant read = poll.now();
        AccountPrincipals principals = new AccountPrincipals(account);
        Map<Subject, Known> known = new LinkedHashMap<>();
        tenants.forEach(tenant -> known.putAll(subjects(tenant, account, principals)));
        InsideProof inside = new InsideProof(everyone.values());
        List<PrincipalProof> proofs = parallel.all(known.entrySet().stream()
                .<Callable<PrincipalProof>>map(one -> () -> inside.of(one.getKey(), one.getValue()))
                .toList());
        findings.addAll(ProofFindings.of(proofs));
        Duration reasonedIn = poll.since(read);

        List<Names> all = everyone.values().stream().map(Tenancy::names).toList();
        ExternalPrincipals externals = new ExternalPrincipals(account, simulator, tenants, all, clients.principal());
        AnswerCounts answers = new AnswerCounts(
                everyone.keySet().stream().map(TenantName::value).collect(Collectors.toSet()),
                proofs.stream()
                        .filter(proof -> !proof.holds())
                        .map(PrincipalProof::subject)
                        .collect(Collectors.toSet()));
        simulate(mode, proofs, known, inside, everyone.values(), externals, answers);
        List<ExternalPrincipal> reaching = reaching(externals);
        facts(tenants, all, facts);
        shared(tenants, holdings);
        findings.addAll(answers.findings());
        return new VerifyResult(
                began.truncatedTo(ChronoUnit.SECONDS),
                poll.since(began),
                clients.caller().arn(),
                clients.account(),
                tenants.stream().map(Tenancy::name).toList(),
                everyone.keySet().stream().map(TenantName::value).toList(),
                tenants.stream().filter(Tenancy::isSuspended).map(Tenancy::name).toList(),
                readIn,
                reasonedIn,
                answers.simulated(mode),
                proofs.stream().map(VerifyRun::row).toList(),
                cells(proofs, tenants, everyone.values()),
                answers.questions(),
                findings,
                notes,
                reaching);
    }

    private void simulate(
            SimulatorMode mode,
            List<PrincipalProof> proofs,
            Map<Subject, Known> known,
            InsideProof inside,
            Collection<Tenancy> everyone,
            ExternalPrincipals externals,
            AnswerCounts counts) {
        SimulatorCheck check = new SimulatorCheck(simulator, mode);
        int principals = proofs.size();
        poll.tell(new Event.Notice(
                "proved what %,d principals of tenants can do; asking AWS's policy simulator about %,d others"
                        .formatted(principals, externals.candidates().size())));
        Instant began = poll.now();
        int done = 0;
        for (PrincipalProof proof : proofs) {
            Known policies = Objects.requireNonNull(known.get(proof.subject()));
            List<SimulatorCheck.Call> calls = check.calls(
                    proof,
                    policies,
                    others(proof.subject().tenant(), everyone),
                    (ask, situation) -> inside.isAllowed(policies.access(), ask, situation));
            List<List<Answer>> answers = parallel.all(calls.stream()
                    .<Callable<List<Answer>>>map(call -> () -> check.ask(call))
                    .toList());
            for (int i = 0; i < calls.size(); i++) {
                counts.add(calls.get(i), answers.get(i));
            }
            done++;
            if (mode != SimulatorMode.NONE) {
                poll.tell(new Event.Waiting(
                        "the policy simulator",
                        "%d%% of %,d principals".formatted(10 * (10 * done / principals), principals),
                        poll.since(began)));
            }
        }
    }

    private static Row row(PrincipalProof proof) {
        Subject subject = proof.subject();
        return new Row(subject.tenant().name(), subject.title(), subject.arn(), proof.holds(), proof.musts());
    }

    /** A row of cells for each tenant that was proved: against each tenant, and against what is no tenant's. */
    private static List<Cell> cells(List<PrincipalProof> proofs, List<Tenancy> tenants, Collection<Tenancy> everyone) {
        List<Cell> all = new ArrayList<>();
        for (Tenancy tenant : tenants) {
            List<PrincipalProof> own = proofs.stream()
                    .filter(proof -> proof.subject().tenant().name().equals(tenant.name()))
                    .toList();
            List<Cause> causes =
                    own.stream().flatMap(proof -> proof.causes().stream()).toList();
            for (Tenancy against : everyone) {
                all.add(
                        against.name().equals(tenant.name())
                                ? atHome(tenant, own, causes)
                                : new Cell(
                                        tenant.name(),
                                        against.name(),
                                        count(causes, cause -> cause.reached().contains(against.name())),
                                        count(causes, cause -> cause.perhaps().contains(against.name())),
                                        0));
            }
            all.add(new Cell(
                    tenant.name(),
                    null,
                    count(
                            causes,
                            cause -> cause.isBeyondAll() && cause.excess().found() instanceof Possibility.Certain),
                    count(
                            causes,
                            cause -> cause.isBeyondAll() && !(cause.excess().found() instanceof Possibility.Certain)),
                    0));
        }
        return all;
    }

    private static Cell atHome(Tenancy tenant, List<PrincipalProof> own, List<Cause> causes) {
        List<Cause> home =
                causes.stream().filter(cause -> cause.excess().isAtHome()).toList();
        int certain = count(home, cause -> cause.excess().found() instanceof Possibility.Certain);
        int unreadable =
                own.stream().mapToInt(proof -> proof.unreadable().size()).sum();
        return new Cell(
                tenant.name(),
                tenant.name(),
                certain,
                home.size() - certain + unreadable,
                own.stream().mapToInt(proof -> proof.unmet().size()).sum());
    }

    private static int count(List<Cause> causes, Predicate<Cause> which) {
        return (int) causes.stream().filter(which).count();
    }

    private static Tenancy tenancy(TenantSurvey.Surveyed found) {
        return new Tenancy(found.names(), null, found.users(), found.notebooks(), List.of());
    }

    /** The tenant with its options; what is missing, changed or foreign becomes a finding. */
    private Tenancy described(Tenancy tenancy) {
        TenantName name = tenancy.names().tenant();
        TenantPlan plan;
        try {
            plan = new Tenants(clients, parallel, poll).describe(name);
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.INVALID_INPUT) {
                throw e;
            }
            found(Finding.Kind.DRIFT, tenancy, "its settings cannot be read: " + e.getMessage());
            return tenancy;
        }
        plan.plan().changes().forEach(change -> {
            String title = change.resource().title();
            if (change.observed() instanceof Observation.Foreign foreign) {
                found(
                        Finding.Kind.FOREIGN,
                        tenancy,
                        "%s is not managed by tenant-admin: %s".formatted(title, foreign.reason()));
            } else if (change.observed() instanceof Observation.Absent) {
                found(Finding.Kind.DRIFT, tenancy, title + " is missing");
            }
            change.differences()
                    .forEach(difference -> found(
                            Finding.Kind.DRIFT,
                            tenancy,
                            "%s is changed: %s".formatted(title, words.apply(difference))));
        });
        plan.plan().changes().forEach(change -> sessions(tenancy, change));
        plan.unproved()
                .forEach(setting -> found(
                        Finding.Kind.DRIFT,
                        tenancy,
                        setting.sentence(tenancy.names().boundary())));
        return tenancy.with(plan.tenant().settings());
    }

    /** A session outlives the withdrawal of its credentials. */
    private void sessions(Tenancy tenancy, Change change) {
        if (change.observed() instanceof Observation.Present seen) {
            Optional.ofNullable(seen.beside().get(Role.MAX_SESSION_DURATION))
                    .map(Integer::valueOf)
                    .filter(seconds -> seconds > USUAL_SESSION)
                    .ifPresent(seconds -> notes.add(new Note(
                            tenancy.name(),
                            "%s allows sessions of %d seconds, IAM's default is %d: a session outlives what gave it"
                                    .formatted(change.resource().title(), seconds, USUAL_SESSION))));
        }
    }

    private static List<DataLocation> held(TenantName tenant, List<DataHolding> holdings) {
        return holdings.stream()
                .filter(holding -> holding.tenant().equals(tenant))
                .flatMap(holding -> holding.locations().stream())
                .toList();
    }

    /** Each pair of tenants that share a location becomes one finding, about the tenant that got it later. */
    private void shared(List<Tenancy> tenants, List<DataHolding> holdings) {
        Set<TenantName> asked =
                tenants.stream().map(tenant -> tenant.names().tenant()).collect(Collectors.toSet());
        for (int i = 0; i < holdings.size(); i++) {
            DataHolding one = holdings.get(i);
            for (DataHolding another : holdings.subList(i + 1, holdings.size())) {
                if (asked.contains(one.tenant()) || asked.contains(another.tenant())) {
                    one.locations().stream()
                            .flatMap(location -> one.overlaps(location, another))
                            .map(overlap -> overlap.isOlder() ? overlap.turned() : overlap)
                            .map(VerifyRun::sharing)
                            .forEach(findings::add);
                }
            }
        }
    }

    private static Finding sharing(DataHolding.Overlap overlap) {
        TenantName tenant = overlap.holding().tenant();
        return new Finding(
                Finding.Kind.LEAK,
                tenant.value(),
                "data location %s of tenant %s overlaps %s of tenant %s: give one of them another, or run 'create-tenant %s --data-location none'"
                        .formatted(
                                overlap.location(),
                                tenant,
                                overlap.theirs(),
                                overlap.other().tenant(),
                                tenant));
    }

    private void found(Finding.Kind kind, Tenancy tenancy, String text) {
        findings.add(new Finding(kind, tenancy.name(), text));
    }

    /** Every principal under the tenant's path. */
    private static Map<Subject, Known> subjects(Tenancy tenant, AccountDetails account, AccountPrincipals principals) {
        Names names = tenant.names();
        Map<Subject, Known> all = new LinkedHashMap<>();
        account.users().values().stream()
                .filter(user -> user.path().equals(names.path()))
                .forEach(user -> all.put(
                        new Subject(
                                tenant,
                                user.name().startsWith(names.prefix()) ? PrincipalKind.USER : PrincipalKind.STRANGER,
                                user.arn()),
                        principals.of(user)));
        account.roles().values().stream()
                .filter(role -> role.path().equals(names.path()))
                .forEach(role ->
                        all.put(new Subject(tenant, kind(names, role.arn()), role.arn()), principals.of(role)));
        return all;
    }

    private static PrincipalKind kind(Names names, String role) {
        if (role.equals(names.accessRoleArn())) {
            return PrincipalKind.ACCESS_ROLE;
        }
        return role.equals(names.executionRoleArn()) ? PrincipalKind.EXECUTION_ROLE : PrincipalKind.STRANGER;
    }

    private static List<Tenancy> others(Tenancy tenant, Collection<Tenancy> everyone) {
        return everyone.stream()
                .filter(other -> !other.name().equals(tenant.name()))
                .toList();
    }

    private List<ExternalPrincipal> reaching(ExternalPrincipals externals) {
        List<ExternalPrincipal> asked = parallel.all(externals.candidates().stream()
                .<Callable<ExternalPrincipal>>map(principal -> () -> externals.ask(principal))
                .toList());
        return Stream.concat(asked.stream(), externals.admittedByName().stream())
                .filter(external ->
                        !external.may().isEmpty() || !external.perhaps().isEmpty())
                .toList();
    }

    /** Notes that a reader needs to understand a tenant's answers. */
    private void options(Tenancy tenant, Settings settings) {
        if (settings.suspended()) {
            notes.add(new Note(
                    tenant.name(),
                    "tenant %s is suspended: access is blocked for all its users and roles until resume, and verify checked that state"
                            .formatted(tenant.name())));
        }
        settings.get(Options.PERMISSIONS_BOUNDARY)
                .ifPresent(boundary -> notes.add(new Note(
                        tenant.name(),
                        "second wall absent: the principals of tenant %s have the organisation's boundary %s, so only its identity policies isolate it"
                                .formatted(tenant.name(), boundary))));
    }

    /** Finds what the simulator cannot see. */
    private void facts(List<Tenancy> tenants, List<Names> everyone, AccountFacts facts) {
        for (Tenancy tenant : tenants) {
            Settings settings = tenant.settings();
            ForeignAccess beside = new ForeignAccess(
                    facts.iam(),
                    tenant.names(),
                    settings == null ? "{}" : new PolicyDocuments(tenant.names(), settings).accessTrust());
            findings.addAll(beside.findings());
            notes.addAll(beside.notes());
            if (settings != null) {
                options(tenant, settings);
            }
        }
        List<Callable<List<Note>>> credentials = new ArrayList<>();
        tenants.forEach(tenant -> tenant.users()
                .forEach(user -> credentials.add(() -> UserCredentials.read(clients, user).sentences().stream()
                        .map(sentence -> new Note(tenant.name(), sentence))
                        .toList())));
        parallel.all(credentials).forEach(notes::addAll);
        Set<TenantName> asked =
                tenants.stream().map(tenant -> tenant.names().tenant()).collect(Collectors.toSet());
        Optional.ofNullable(facts.workloads())
                .ifPresent(regions -> regions.forEach((region, workloads) ->
                        findings.addAll(new WorkloadFindings(region, everyone, asked, workloads).findings())));
    }

    private static SortedSet<String> regions(Collection<TenantSurvey.Surveyed> tenants) {
        return tenants.stream()
                .map(tenant -> tenant.names().home().region())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String tool() {
        return new Version().getVersion()[0];
    }
}
