package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.client.AccountProbe;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.Caller;
import dev.tenantadmin.aws.client.Denial;
import dev.tenantadmin.aws.iam.OrganisationBoundaries;
import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.command.doctor.DoctorResult.Finding;
import dev.tenantadmin.command.doctor.DoctorResult.Level;
import dev.tenantadmin.command.doctor.DoctorResult.Room;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks whether creating a tenant would succeed, as far as that shows without writing anything. */
public final class DoctorChecks {

    /** AWS refuses signatures that are off by more (documented). */
    private static final Duration REFUSED_SKEW = Duration.ofMinutes(5);

    private static final Duration NOTABLE_SKEW = Duration.ofMinutes(1);

    /** A tenant name for questions; the tenant need not exist. */
    static final TenantName PROBE = new TenantName("doctor");

    private final AwsClients clients;
    private final AccountProbe probe;
    private final Timeline timeline;
    private final TenantSpec asked;
    private final boolean hasRegion;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Calls nothing yet.
     *
     * @param asked the options that create-tenant would be given
     * @param hasRegion whether one is configured; else the clients' is any
     */
    DoctorChecks(AwsClients clients, Timeline timeline, TenantSpec asked, boolean hasRegion) {
        this.hasRegion = hasRegion;
        this.asked = asked;
        this.clients = clients;
        this.probe = new AccountProbe(clients);
        this.timeline = timeline;
    }

    /** Runs all checks; a check that cannot run is a finding too. */
    public DoctorResult run() {
        if (hasRegion) {
            note("region", Level.OK, clients.region() + ", partition " + clients.partition(), null);
        } else {
            note("region", Level.PROBLEM, "no region is configured", "give --region or set AWS_REGION");
        }
        note("endpoint", Level.OK, clients.endpoint(), null);
        Caller caller = identity();
        if (caller == null) {
            return new DoctorResult(findings, region(), null);
        }
        checkBoundary(caller);
        if (hasRegion) {
            attempt("SageMaker", "give a --region where SageMaker is available and enabled for the account", () -> {
                probe.sagemaker();
                return note("SageMaker", Level.OK, "answers in " + clients.region(), null);
            });
        }
        permissions(caller);
        return new DoctorResult(findings, region(), room().orElse(null));
    }

    private @Nullable String region() {
        return hasRegion ? clients.region() : null;
    }

    /** Fails as create-tenant would, if the given boundary cannot be one of the account's. */
    private void checkBoundary(Caller caller) {
        try {
            asked.check(names(caller).home());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
        asked.get(Options.PERMISSIONS_BOUNDARY)
                .ifPresent(arn -> new OrganisationBoundaries(clients::iam)
                        .require(arn, unseen -> note("permissions", Level.WARNING, unseen, "allow iam:GetPolicy")));
    }

    private @Nullable Caller identity() {
        return attempt("credentials", "see 'On an AWS account' in the README", () -> {
                    AccountProbe.Identity identity = probe.identity();
                    Caller caller = identity.caller();
                    note("credentials", Level.OK, "account %s, %s".formatted(caller.account(), caller.arn()), null);
                    if (caller.isRoot()) {
                        note(
                                "identity",
                                Level.WARNING,
                                "this is the root user",
                                "use a role or a user: do not administer tenants as root");
                    }
                    identity.date().ifPresent(this::clock);
                    return caller;
                })
                .orElse(null);
    }

    private void clock(String date) {
        Instant theirs;
        try {
            theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return;
        }
        Duration skew = Duration.between(theirs, timeline.instant());
        Level level = skew.abs().compareTo(REFUSED_SKEW) >= 0
                ? Level.PROBLEM
                : skew.abs().compareTo(NOTABLE_SKEW) >= 0 ? Level.WARNING : Level.OK;
        note(
                "clock",
                level,
                "%d seconds off AWS's clock".formatted(skew.toSeconds()),
                level == Level.OK ? null : "set this machine's clock: AWS refuses signatures more than 5 minutes off");
    }

    /**
     * Judges the caller's own policies if they can be read, and asks the simulator, which knows the organisation's too. If that fails, tries
     * read calls, which show only part.
     */
    private void permissions(Caller caller) {
        String principal;
        try {
            principal = clients.principal(caller);
        } catch (RuntimeException e) {
            unsimulated(e, "");
            return;
        }
        OwnPolicies own = own(caller, principal);
        own.demands().forEach(this::note);
        try {
            simulated(principal, own);
        } catch (RuntimeException e) {
            note("IAM ", own.denied(), principal);
            unsimulated(e, own.unread() == null ? "the caller's own policies were judged, and " : "");
        }
    }

    private void unsimulated(RuntimeException why, String judged) {
        note(
                "permissions",
                Level.WARNING,
                "IAM's simulator cannot be used: " + Printable.text(AwsFailures.said(why)),
                "only %sread calls were tried; %s to check the rest"
                        .formatted(
                                judged,
                                explicitly(why).map(Denial::remedy).orElse("allow iam:SimulatePrincipalPolicy")));
        reads();
    }

    private void simulated(String principal, OwnPolicies own) {
        SortedMap<CreationRights.Reason, SortedSet<String>> denied =
                new CreationRights(new Simulator(clients.iam()), principal).denied(own.requests());
        SortedMap<CreationRights.Reason, SortedSet<String>> others = own.deniedBeside(denied);
        if (denied.isEmpty() && others.isEmpty()) {
            note("permissions", Level.OK, "IAM's simulator allows all that create-tenant does" + own.words(), null);
            return;
        }
        note("IAM's simulator ", denied, principal);
        note("IAM ", others, principal);
        if (own.unread() != null) {
            note(
                    "permissions",
                    Level.WARNING,
                    "the caller's own policies cannot be read: " + own.unread(),
                    "allow iam:GetAccountAuthorizationDetails, to see whether they only demand a tag or a boundary");
        }
    }

    private OwnPolicies own(Caller caller, String principal) {
        List<CreationRequest> requests = new CreationRequests(names(caller), asked).all();
        CallerPolicies policies;
        try {
            policies = CallerPolicies.read(clients, caller, principal);
        } catch (RuntimeException e) {
            return OwnPolicies.unread(requests, Printable.text(AwsFailures.said(e)));
        }
        return OwnPolicies.of(policies, requests);
    }

    private void note(CreationDemand demand, SortedSet<String> actions) {
        note(
                "permissions",
                demand.isMissed(asked) ? Level.PROBLEM : Level.CONDITION,
                demand.text(actions),
                demand.remedy());
    }

    private void note(String who, SortedMap<CreationRights.Reason, SortedSet<String>> denied, String principal) {
        denied.forEach((reason, actions) ->
                note("permissions", Level.PROBLEM, who + reason.text(actions), reason.remedy(principal)));
    }

    private static Optional<Denial> explicitly(RuntimeException e) {
        return Denial.of(e).filter(Denial::explicit);
    }

    private void reads() {
        probe.reads()
                .forEach((action, read) -> attempt("permissions", "allow " + action, () -> {
                    read.run();
                    return null;
                }));
    }

    private Names names(Caller caller) {
        return new Names(PROBE, new Home(clients.partition(), caller.account(), clients.region(), "/"));
    }

    private Optional<Room> room() {
        return attempt("quotas", "allow iam:GetAccountSummary to see how many more tenants fit", () -> {
            Room room = Room.of(probe.summary());
            int without = room.withoutUsers();
            note(
                    "quotas",
                    without == 0 ? Level.PROBLEM : room.withUsers() == 0 ? Level.WARNING : Level.OK,
                    room.text(),
                    without > 0 && room.withUsers() > 0
                            ? null
                            : "request an increase in Service Quotas (IAM), or use another account"
                                    + (without > 0 ? ", or --no-users" : ""));
            return room;
        });
    }

    /** A failure is a finding; the only remedy for an explicit deny is to change it. */
    private <T> Optional<T> attempt(String check, String remedy, Supplier<T> look) {
        try {
            return Optional.ofNullable(look.get());
        } catch (RuntimeException e) {
            Failure failure = AwsFailures.translate(e);
            note(
                    check,
                    Level.PROBLEM,
                    failure.getMessage(),
                    explicitly(e).map(Denial::remedy).orElse(remedy));
            return Optional.empty();
        }
    }

    private Finding note(String check, Level level, String message, @Nullable String remedy) {
        Finding finding = new Finding(check, level, message, remedy);
        findings.add(finding);
        return finding;
    }
}
