package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.client.AccountProbe;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.client.Caller;
import dev.tenantadmin.aws.client.Denial;
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
    private static final String PROBE = "doctor";

    private final AwsClients clients;
    private final AccountProbe probe;
    private final Timeline timeline;
    private final List<Finding> findings = new ArrayList<>();

    /** Calls nothing yet. */
    public DoctorChecks(AwsClients clients, Timeline timeline) {
        this.clients = clients;
        this.probe = new AccountProbe(clients);
        this.timeline = timeline;
    }

    /** Runs all checks; a check that cannot run is a finding too. */
    public DoctorResult run() {
        note("region", Level.OK, clients.region() + ", partition " + clients.partition(), null);
        note("endpoint", Level.OK, clients.endpoint(), null);
        Caller caller = identity();
        if (caller == null) {
            return new DoctorResult(findings, clients.region(), null);
        }
        attempt("SageMaker", "give a --region where SageMaker is available and enabled for the account", () -> {
            probe.sagemaker();
            return note("SageMaker", Level.OK, "answers in " + clients.region(), null);
        });
        permissions(caller);
        return new DoctorResult(findings, clients.region(), room().orElse(null));
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

    /** Asks the simulator; if that fails, tries read calls, which show only part. */
    private void permissions(Caller caller) {
        try {
            String arn = clients.principal(caller);
            SortedMap<CreationRights.Reason, SortedSet<String>> denied =
                    new CreationRights(new Simulator(clients.iam()), arn).denied(names(caller));
            if (denied.isEmpty()) {
                note("permissions", Level.OK, "IAM's simulator allows all that create-tenant does", null);
            }
            denied.forEach((reason, actions) ->
                    note("permissions", Level.PROBLEM, "IAM's simulator " + reason.text(actions), reason.remedy(arn)));
        } catch (RuntimeException e) {
            note(
                    "permissions",
                    Level.WARNING,
                    "IAM's simulator cannot be used: " + Printable.text(AwsFailures.said(e)),
                    "only read calls were tried; %s to check the rest"
                            .formatted(explicitly(e).map(Denial::remedy).orElse("allow iam:SimulatePrincipalPolicy")));
            reads();
        }
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
        return new Names(new TenantName(PROBE), new Home(clients.partition(), caller.account(), clients.region(), "/"));
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
