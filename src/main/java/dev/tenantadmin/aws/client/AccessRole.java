package dev.tenantadmin.aws.client;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Suspended;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A tenant's access role as the caller reaches it.
 *
 * @param home where the tenant lives
 * @param source where that comes from
 */
public record AccessRole(AwsClients clients, TenantName tenant, Home home, Source source) {

    /** Where a tenant's home comes from. */
    public enum Source {
        /** The account. */
        ACCOUNT,
        /** The command line; the account is asked only where AWS refuses something there. */
        COMMAND_LINE,
        /** The configuration, because the caller may not ask the account. */
        CONFIGURATION
    }

    /** AWS's default duration, and the maximum for a session that begins from another role's session (src/site/markdown/design/aws-facts.md). */
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Finds it: the home region is in a member's own ARN, else the one that the command line gives, else in the role's path, else (for
     * callers who may not ask IAM) the configured one.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant, CONFLICT if another region was given explicitly
     */
    public static AccessRole find(AwsClients clients, TenantName tenant) {
        Caller caller = clients.caller();
        if (caller.inAccessRole(tenant) || caller.inExecutionRole(tenant)) {
            return configured(clients, tenant, Source.CONFIGURATION);
        }
        return ofMember(clients, tenant)
                .orElseGet(() -> clients.isRegionGiven()
                        ? configured(clients, tenant, Source.COMMAND_LINE)
                        : ask(clients, tenant));
    }

    /** The same, but the account is asked before the caller's identity, which is needed only where the caller may not ask. */
    public static AccessRole ask(AwsClients clients, TenantName tenant) {
        AccessRole role = asked(clients, tenant)
                .or(() -> ofMember(clients, tenant))
                .orElseGet(() -> configured(clients, tenant, Source.CONFIGURATION));
        clients.requireRegion(tenant, role.region());
        return role;
    }

    /**
     * This role, or the one that the account shows if only the command line told of this one.
     *
     * @throws Failure as {@link #find}
     */
    public AccessRole confirmed() {
        return source == Source.COMMAND_LINE ? ask(clients, tenant) : this;
    }

    private static Optional<AccessRole> ofMember(AwsClients clients, TenantName tenant) {
        Optional<Home> home = clients.caller().homeAsMember(tenant);
        home.ifPresent(found -> clients.requireRegion(tenant, found.region()));
        return home.map(found -> new AccessRole(clients, tenant, found, Source.ACCOUNT));
    }

    /** Empty if the caller may not ask. */
    private static Optional<AccessRole> asked(AwsClients clients, TenantName tenant) {
        try {
            GetRoleResponse role = clients.iam().getRole(r -> r.roleName(tenant + Names.DELIMITER + "access"));
            return Optional.of(HomeRegion.of(tenant, role.role().arn())
                    .map(home -> new AccessRole(clients, tenant, home, Source.ACCOUNT))
                    .orElseThrow(() -> AwsClients.noTenant(
                            tenant, Arn.parse(role.role().arn()).map(Arn::account))));
        } catch (NoSuchEntityException e) {
            throw clients.noTenant(tenant);
        } catch (IamException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static AccessRole configured(AwsClients clients, TenantName tenant, Source source) {
        Home configured = new Home(clients.partition(), clients.caller().account(), clients.region());
        return new AccessRole(clients, tenant, configured, source);
    }

    public String region() {
        return home.region();
    }

    /** Whether the caller already uses this role. */
    public boolean isCallers() {
        return clients.caller().inAccessRole(tenant);
    }

    /** Whether the caller is a user of the tenant, who may only assume this role. */
    public boolean isOfMember() {
        return clients.caller().homeAsMember(tenant).isPresent();
    }

    /**
     * Fails if the tenant is suspended; passes if the caller may not ask IAM.
     *
     * @throws Failure of kind CONFLICT
     */
    public void requireNotSuspended() {
        if (source == Source.CONFIGURATION || isOfMember()) {
            return;
        }
        switch (anchor().state()) {
            case SUSPENDED -> throw suspended(null);
            case ABSENT -> {
                // It may live elsewhere than the command line told.
                if (source == Source.COMMAND_LINE) {
                    confirmed().requireNotSuspended();
                }
            }
            case ACTIVE, UNREADABLE -> {}
        }
    }

    private Anchor anchor() {
        return new Anchor(clients.iam(), new Names(tenant, home));
    }

    private Failure suspended(@Nullable AwsServiceException denied) {
        return new Failure(Failure.Kind.CONFLICT, Suspended.sentence(tenant.value()), denied);
    }

    /**
     * Clients under this role: the caller's own if it already uses the role, else those of a one-hour session.
     *
     * @throws StsException if it does not admit the caller
     */
    public AwsClients clientsUnderIt() {
        if (isCallers()) {
            return clients;
        }
        Credentials session = assume(HOUR);
        return clients.as(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    /**
     * Credentials of this role. A caller that already uses it gets its own.
     *
     * @param asked how long they last, or null for an hour
     * @throws Failure of kind INVALID_INPUT if AWS does not allow that duration
     */
    public AccessCredentials credentials(@Nullable Duration asked, Parallel parallel) {
        if (isCallers()) {
            if (asked != null) {
                throw new Failure(
                        Failure.Kind.INVALID_INPUT,
                        "you already use the access role, and its session cannot be extended: omit --duration");
            }
            AwsCredentials own = clients.credentials();
            return new AccessCredentials(
                    tenant,
                    region(),
                    own.accessKeyId(),
                    own.secretAccessKey(),
                    own instanceof AwsSessionCredentials session ? session.sessionToken() : "",
                    own.expirationTime().orElse(null));
        }
        Duration duration = asked == null ? HOUR : asked;
        if (duration.compareTo(HOUR) > 0 && clients.caller().roleName().isPresent()) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "you use a role, and AWS limits sessions of a role assumed from another role to one hour: give"
                            + " --duration 1h or less");
        }
        Supplier<Boolean> checked = parallel.begin(() -> {
            requireNotSuspended();
            return true;
        });
        try {
            Credentials session = assume(duration);
            var unused = checked.get();
            return new AccessCredentials(
                    tenant,
                    region(),
                    session.accessKeyId(),
                    session.secretAccessKey(),
                    session.sessionToken(),
                    session.expiration());
        } catch (StsException e) {
            var unused = checked.get();
            throw explained(e);
        }
    }

    private Credentials assume(Duration duration) {
        try {
            return assumeHere(duration);
        } catch (StsException e) {
            if (source != Source.COMMAND_LINE || !AwsFailures.denied(e)) {
                throw e;
            }
            // AWS denies a role that is not there, as it does under a path prefix.
            AccessRole found = confirmed();
            if (found.home.equals(home)) {
                throw e;
            }
            return found.assumeHere(duration);
        }
    }

    /**
     * Assumes it with the caller's name as SourceIdentity, so that CloudTrail shows the person. A SourceIdentity of the caller's own
     * session cannot be changed; AssumeRole keeps it if none is given. Nobody else may sign as a user of the tenant, whatever their
     * session's name.
     */
    private Credentials assumeHere(Duration duration) {
        Caller caller = clients.caller();
        AssumeRoleRequest named = AssumeRoleRequest.builder()
                .roleArn(new Names(tenant, home).accessRoleArn())
                .roleSessionName(caller.name())
                .sourceIdentity(
                        isOfMember() || !caller.name().startsWith(tenant + Names.DELIMITER) ? caller.name() : null)
                .durationSeconds((int) duration.toSeconds())
                .build();
        try {
            return clients.sts().assumeRole(named).credentials();
        } catch (StsException e) {
            if (caller.roleName().isEmpty() || !(AwsFailures.denied(e) || e.statusCode() == 400)) {
                throw e;
            }
            return clients.sts()
                    .assumeRole(named.toBuilder().sourceIdentity(null).build())
                    .credentials();
        }
    }

    /** Why a call that the tenant may make is denied: the tenant is or may be suspended. */
    public Optional<RuntimeException> blocked(AwsServiceException e) {
        if (!AwsFailures.denied(e)) {
            return Optional.empty();
        }
        return switch (confirmed().anchor().state()) {
            case SUSPENDED -> Optional.of(suspended(e));
            case UNREADABLE ->
                AwsFailures.deniedByBoundary(e)
                        ? Optional.of(denied(e, "tenant %s may be suspended".formatted(tenant)))
                        : Optional.empty();
            case ACTIVE, ABSENT -> Optional.empty();
        };
    }

    /**
     * Explains a denied AssumeRole as far as possible. The region may just be wrong: AWS denies a role under another region's path like one
     * that trusts nobody.
     */
    public RuntimeException explained(AwsServiceException e) {
        return blocked(e)
                .orElseGet(() -> confirmed().source == Source.ACCOUNT
                                || !AwsFailures.denied(e)
                                || clients.caller().tenant().isPresent()
                        ? e
                        : denied(
                                e,
                                "if the home region of tenant %s is not %s, give it with --region"
                                        .formatted(tenant, region())));
    }

    private static Failure denied(AwsServiceException e, String more) {
        Failure denied = AwsFailures.translate(e);
        return new Failure(denied.kind(), denied.getMessage() + "; " + more, denied.retryable(), denied.requestId(), e);
    }
}
