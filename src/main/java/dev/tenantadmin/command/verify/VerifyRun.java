package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.endpoint.Workloads;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.aws.snapshot.UserCredentials;
import dev.tenantadmin.aws.tenants.DataHolding;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.aws.tenants.TenantSurvey;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Questions;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proves on the real account that no tenant can reach another. Only reads and asks. */
public final class VerifyRun {

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
     * @throws Failure of kind NOT_FOUND for a tenant that does not exist
     */
    public VerifyResult prove(List<TenantName> asked) {
        Instant began = poll.now();
        Map<TenantName, TenantSurvey.Surveyed> surveyed = new TenantSurvey(clients, parallel).everyone();
        List<TenantSurvey.Surveyed> chosen = TenantSurvey.chosen(asked, surveyed);
        Map<TenantName, Tenancy> everyone = new LinkedHashMap<>();
        surveyed.forEach((name, tenant) -> everyone.put(name, tenancy(tenant)));
        AccountDetails account = AccountDetails.read(clients);
        List<DataHolding> holdings = data.of(account.policies().values().stream());
        everyone.replaceAll((name, tenancy) -> tenancy.withData(held(name, holdings)));
        List<Tenancy> tenants =
                chosen.stream().map(VerifyRun::tenancy).map(this::described).toList();
        List<Subject> subjects =
                tenants.stream().flatMap(tenant -> subjects(tenant, account)).toList();
        List<Names> all = everyone.values().stream().map(Tenancy::names).toList();
        ExternalPrincipals externals = new ExternalPrincipals(account, simulator, tenants, all, clients.principal());
        int calls = announce(subjects, everyone.values(), externals);

        AnswerCounts counts = new AnswerCounts(
                everyone.keySet().stream().map(TenantName::value).collect(Collectors.toSet()));
        int done = 0;
        for (Subject subject : subjects) {
            List<Inquiry> inquiries = Questions.about(subject, others(subject.tenant(), everyone.values()));
            List<List<Answer>> answers = parallel.all(inquiries.stream()
                    .<Callable<List<Answer>>>map(inquiry -> () -> answers(inquiry))
                    .toList());
            for (int i = 0; i < inquiries.size(); i++) {
                counts.add(inquiries.get(i), answers.get(i));
            }
            done += inquiries.size();
            progress(done, calls, began);
        }
        List<ExternalPrincipal> reaching = reaching(externals);
        facts(tenants, account);
        shared(tenants, holdings);
        findings.addAll(counts.findings());
        return new VerifyResult(
                began.truncatedTo(ChronoUnit.SECONDS),
                poll.since(began),
                clients.caller().arn(),
                clients.account(),
                tenants.stream().map(Tenancy::name).toList(),
                everyone.keySet().stream().map(TenantName::value).toList(),
                tenants.stream().filter(Tenancy::isSuspended).map(Tenancy::name).toList(),
                calls,
                counts.principals(),
                counts.cells(),
                counts.questions(),
                findings,
                notes,
                reaching);
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
        plan.unproved()
                .forEach(setting -> found(
                        Finding.Kind.DRIFT,
                        tenancy,
                        setting.sentence(tenancy.names().boundary())));
        return tenancy.with(plan.tenant().settings());
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
    private static Stream<Subject> subjects(Tenancy tenant, AccountDetails account) {
        Names names = tenant.names();
        Stream<Subject> users = account.users().values().stream()
                .filter(user -> user.path().equals(names.path()))
                .map(user -> new Subject(
                        tenant,
                        user.name().startsWith(names.prefix()) ? Subject.Kind.USER : Subject.Kind.STRANGER,
                        user.arn()));
        Stream<Subject> roles = account.roles().values().stream()
                .filter(role -> role.path().equals(names.path()))
                .map(role -> new Subject(tenant, kind(names, role.arn()), role.arn()));
        return Stream.concat(users, roles);
    }

    private static Subject.Kind kind(Names names, String role) {
        if (role.equals(names.accessRoleArn())) {
            return Subject.Kind.ACCESS_ROLE;
        }
        return role.equals(names.executionRoleArn()) ? Subject.Kind.EXECUTION_ROLE : Subject.Kind.STRANGER;
    }

    private static List<Tenancy> others(Tenancy tenant, Collection<Tenancy> everyone) {
        return everyone.stream()
                .filter(other -> !other.name().equals(tenant.name()))
                .toList();
    }

    private List<Answer> answers(Inquiry inquiry) {
        Simulator.Answers answers = simulator.ask(
                inquiry.subject().arn(),
                inquiry.actions(),
                inquiry.resources(),
                inquiry.situation().keys());
        return inquiry.asks().stream()
                .map(ask -> answers.to(ask.action(), ask.target().arn())
                        .map(result -> new Answer(result.decision(), result.by()))
                        .orElseGet(() -> new Answer(
                                Answer.NONE,
                                answers.refusal() == null
                                        ? "the simulator did not answer this question"
                                        : answers.refusal())))
                .toList();
    }

    private int announce(List<Subject> subjects, Collection<Tenancy> everyone, ExternalPrincipals externals) {
        int calls = externals.candidates().size() * externals.callsEach();
        for (Subject subject : subjects) {
            calls +=
                    Questions.about(subject, others(subject.tenant(), everyone)).size();
        }
        poll.tell(new Event.Notice(
                "asking IAM's policy simulator, in %,d calls, about %,d principals of tenants and %,d others"
                        .formatted(
                                calls, subjects.size(), externals.candidates().size())));
        return calls;
    }

    private void progress(int done, int calls, Instant began) {
        poll.tell(new Event.Waiting(
                "the policy simulator",
                "%d%% of %,d calls".formatted(10 * (10 * done / calls), calls),
                poll.since(began)));
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
    private void facts(List<Tenancy> tenants, AccountDetails account) {
        for (Tenancy tenant : tenants) {
            Settings settings = tenant.settings();
            ForeignAccess beside = new ForeignAccess(
                    account,
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
        tenants.stream()
                .map(Tenancy::names)
                .collect(Collectors.groupingBy(names -> names.home().region()))
                .forEach((region, names) -> {
                    WorkloadFindings used = new WorkloadFindings(names);
                    findings.addAll(used.of(Workloads.read(clients, region, parallel, used::isOwned)));
                });
    }
}
