package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.UserCredentials;
import dev.tenantadmin.aws.tenants.DataHolding;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.aws.tenants.TenantSurvey;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.cli.Version;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.command.verify.outsider.Outsider;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.TenantName;
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
import java.util.stream.Collectors;

/** Proves on the real account that no tenant can reach another. Only reads and asks. */
public final class VerifyRun {

    /** What IAM gives a role that says nothing else, in seconds. */
    private static final int USUAL_SESSION = 3600;

    private final AwsClients clients;
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
        List<TenantSurvey.Surveyed> chosen = TenantSurvey.chosen(clients, asked, surveyed);
        Map<TenantName, Tenancy> everyone = new LinkedHashMap<>();
        surveyed.forEach((name, tenant) -> everyone.put(name, tenancy(tenant)));
        AccountFacts facts = AccountFacts.read(clients, parallel, regions(surveyed.values()), began, tool());
        reading.accept(facts);
        List<DataHolding> holdings = DataLocations.of(facts.iam().policies().values().stream());
        everyone.replaceAll((name, tenancy) -> tenancy.withData(AccountProof.held(name, holdings)));
        List<Tenancy> tenants = chosen.stream()
                .map(found -> Objects.requireNonNull(everyone.get(found.names().tenant())))
                .map(this::described)
                .toList();
        credentials(tenants);
        Duration readIn = poll.since(began);

        Instant read = poll.now();
        AccountProof proof = new AccountProof(facts, List.copyOf(everyone.values()), tenants, holdings);
        List<Outsider> outsiders = proof.whoElse(clients.principal());
        findings.addAll(proof.findings());
        notes.addAll(0, proof.notes());
        Duration reasonedIn = poll.since(read);
        AnswerCounts answers = simulate(mode, proof, everyone.values());
        whoElse(mode, outsiders, AccountProof.names(tenants), answers);
        findings.addAll(answers.findings());
        return new VerifyResult(
                began.truncatedTo(ChronoUnit.SECONDS),
                poll.since(began),
                clients.caller().arn(),
                clients.account(),
                AccountProof.names(tenants),
                AccountProof.names(everyone.values()),
                AccountProof.names(tenants.stream().filter(Tenancy::isSuspended).toList()),
                readIn,
                reasonedIn,
                answers.simulated(mode),
                proof.rows(),
                proof.cells(),
                answers.questions(),
                List.of(),
                findings,
                notes,
                proof.rows(outsiders),
                null);
    }

    private AnswerCounts simulate(SimulatorMode mode, AccountProof proof, Collection<Tenancy> everyone) {
        AnswerCounts counts = new AnswerCounts(
                Set.copyOf(AccountProof.names(everyone)),
                proof.proofs().stream()
                        .filter(one -> !one.holds())
                        .map(PrincipalProof::subject)
                        .collect(Collectors.toSet()));
        if (mode == SimulatorMode.NONE) {
            return counts;
        }
        SimulatorCheck check = new SimulatorCheck(simulator, mode);
        int principals = proof.proofs().size();
        poll.tell(new Event.Notice(
                "proved what %,d principals can do; asking AWS's policy simulator about them".formatted(principals)));
        Instant began = poll.now();
        int done = 0;
        for (PrincipalProof one : proof.proofs()) {
            Access access = proof.known(one.subject()).access();
            List<SimulatorCheck.Call> calls = check.calls(
                    one,
                    others(one.subject().tenant(), everyone),
                    (ask, situation) -> proof.inside().isAllowed(access, ask, situation));
            ask(check, calls, counts);
            done++;
            poll.tell(new Event.Waiting(
                    "the policy simulator",
                    "%d%% of %,d principals".formatted(10 * (10 * done / principals), principals),
                    poll.since(began)));
        }
        return counts;
    }

    private void whoElse(SimulatorMode mode, List<Outsider> outsiders, List<String> tenants, AnswerCounts counts) {
        SimulatorCheck check = new SimulatorCheck(simulator, mode);
        List<SimulatorCheck.Call> calls = check.calls(outsiders, tenants);
        if (!calls.isEmpty()) {
            poll.tell(new Event.Notice(
                    "found who else can reach them; asking AWS's policy simulator %,d questions about that"
                            .formatted(calls.size())));
            ask(check, calls, counts);
        }
    }

    private void ask(SimulatorCheck check, List<SimulatorCheck.Call> calls, AnswerCounts counts) {
        List<List<Answer>> answers = parallel.all(calls.stream()
                .<Callable<List<Answer>>>map(call -> () -> check.ask(call))
                .toList());
        for (int i = 0; i < calls.size(); i++) {
            counts.add(calls.get(i), answers.get(i));
        }
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

    private void found(Finding.Kind kind, Tenancy tenancy, String text) {
        findings.add(new Finding(kind, tenancy.name(), text));
    }

    private static List<Tenancy> others(Tenancy tenant, Collection<Tenancy> everyone) {
        return everyone.stream()
                .filter(other -> !other.name().equals(tenant.name()))
                .toList();
    }

    private void credentials(List<Tenancy> tenants) {
        List<Callable<List<Note>>> credentials = new ArrayList<>();
        tenants.forEach(tenant -> tenant.users()
                .forEach(user -> credentials.add(() -> UserCredentials.read(clients, user).sentences().stream()
                        .map(sentence -> new Note(tenant.name(), sentence))
                        .toList())));
        parallel.all(credentials).forEach(notes::addAll);
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
