package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.document.Revocation.Whose;
import dev.tenantadmin.tenant.name.Names;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The end of sessions under a role: an inline policy of the role, beside the documents that {@code create-tenant} maintains, which leaves it alone.
 * Sessions that it ended before stay ended as long as that matters.
 *
 * @param ahead how long after it is written it still ends new sessions
 * @param renew whether sessions could have begun since the policy was written
 * @param now this machine's clock
 */
public record RevokedSessions(
        Iam iam, Names names, String role, Whose whose, Duration ahead, boolean renew, Supplier<Instant> now)
        implements Resource {

    /** What such a policy tells. */
    private enum Field implements Difference.Field {
        BEGUN_BEFORE;

        @Override
        public String label() {
            return "sessions begun before";
        }
    }

    /** How long deleted credentials or a withdrawn trust may still work. */
    static final Duration STILL_ACCEPTED = Duration.ofMinutes(1);

    /** How long a run may take from writing it ahead to the write that it is about. */
    private static final Duration BEFOREHAND = Duration.ofMinutes(5);

    /** The end of a removed user's sessions. */
    public static RevokedSessions ofUser(Iam iam, Names names, String user, boolean renew, Supplier<Instant> now) {
        return new RevokedSessions(iam, names, names.access(), new Whose.User(user), STILL_ACCEPTED, renew, now);
    }

    /** The end of all sessions of a role that have begun by now. */
    public static RevokedSessions ofEverybody(Iam iam, Names names, String role, Supplier<Instant> now) {
        return new RevokedSessions(iam, names, role, new Whose.Everybody(), Duration.ZERO, true, now);
    }

    /**
     * Ends the sessions of everybody whom the access role is about to stop admitting. It is written before the trust, because a later run would not know
     * of them if this one is interrupted, and it also ends the sessions that begin until then.
     */
    public static RevokedSessions beforehand(Iam iam, Names names, Whose whose, Supplier<Instant> now) {
        return new RevokedSessions(iam, names, names.access(), whose, BEFOREHAND, true, now);
    }

    /** The same, now that the role admits them no longer. */
    public RevokedSessions afterwards() {
        return new RevokedSessions(iam, names, role, whose, STILL_ACCEPTED, true, now);
    }

    @Override
    public String type() {
        return whose instanceof Whose.User ? "end of sessions" : "end of sessions under role";
    }

    @Override
    public String name() {
        return whose instanceof Whose.User user ? user.name() : role;
    }

    @Override
    public Observation observe() {
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        if (reads.role(role).isEmpty()) {
            // Sessions end with their role.
            return new Observation.Present(List.of());
        }
        return reads.inlinePolicy(Identity.role(role), policy())
                .map(this::read)
                .<Observation>map(there -> new Observation.Present(
                        there.isPresent() && !renew
                                ? List.of()
                                : List.of(new FieldChanged(
                                        Field.BEGUN_BEFORE,
                                        there.flatMap(Revocation::latest)
                                                .map(Instant::toString)
                                                .orElse("unreadable"),
                                        whose instanceof Whose.User ? "the removal" : "now"))))
                .orElseGet(Observation.Absent::new);
    }

    private String policy() {
        return Revocation.policyName(names, whose);
    }

    private Optional<Revocation> read(String document) {
        return Revocation.read(names, role, policy(), document);
    }

    @Override
    public void create() {
        Instant moment;
        Revocation there = Revocation.NONE;
        try {
            GetRolePolicyResponse answer =
                    iam.client().getRolePolicy(r -> r.roleName(role).policyName(policy()));
            moment = clock(answer.sdkHttpResponse(), now.get());
            there = read(EncodedDocument.decode(answer.policyDocument())).orElse(there);
        } catch (NoSuchEntityException e) {
            moment = clock(e.awsErrorDetails().sdkHttpResponse(), now.get());
        }
        String document = there.with(new Revocation.Ending(whose, moment.plus(ahead)), moment)
                .document();
        iam.client().putRolePolicy(r -> r.roleName(role).policyName(policy()).policyDocument(document));
    }

    @Override
    public void update(Observation.Present observed) {
        create();
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(
                () -> iam.client().deleteRolePolicy(r -> r.roleName(role).policyName(policy())));
    }

    /**
     * The time by AWS's clock, because AWS records when a session began.
     *
     * @param answer an answer of AWS, or null if there was none
     * @param here this machine's time, used if the answer has none
     */
    public static Instant clock(@Nullable SdkHttpResponse answer, Instant here) {
        return Optional.ofNullable(answer)
                .flatMap(http -> http.firstMatchingHeader("Date"))
                .flatMap(RevokedSessions::parse)
                .orElse(here);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
