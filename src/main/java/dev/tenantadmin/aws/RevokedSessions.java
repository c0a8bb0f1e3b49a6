package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Revocation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The end of a removed user's sessions under the access role: an inline policy of that role, apart from the documents that
 * {@code create-tenant} keeps, which therefore leaves it alone.
 *
 * @param policy the policy's name
 * @param renew whether the user could have begun sessions since the policy was written
 * @param now the clock of this machine
 */
record RevokedSessions(IamClient iam, String role, String policy, String user, boolean renew, Supplier<Instant> now)
        implements Resource {

    /** What such a policy tells. */
    private enum Field implements Difference.Field {
        BEGUN_BEFORE;

        @Override
        public String label() {
            return "sessions begun before";
        }
    }

    /** For so long credentials may still be accepted somewhere that were deleted. */
    private static final Duration STILL_ACCEPTED = Duration.ofMinutes(1);

    @Override
    public String type() {
        return "end of sessions";
    }

    @Override
    public String name() {
        return user;
    }

    @Override
    public Observation observe() {
        try {
            iam.getRole(r -> r.roleName(role));
        } catch (NoSuchEntityException e) {
            // Sessions end with their role.
            return new Observation.Present(List.of());
        }
        try {
            String document = EncodedDocument.decode(
                    iam.getRolePolicy(r -> r.roleName(role).policyName(policy)).policyDocument());
            return Revocation.before(document)
                    .filter(before -> !renew)
                    .map(before -> new Observation.Present(List.of()))
                    .orElseGet(() -> new Observation.Present(List.of(new FieldChanged(
                            Field.BEGUN_BEFORE,
                            Revocation.before(document).map(Instant::toString).orElse("unreadable"),
                            "the removal"))));
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        String document = new Revocation(user, latest().plus(STILL_ACCEPTED)).document();
        iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(document));
    }

    @Override
    public void update(Observation.Present observed) {
        create();
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(() -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    }

    /** The later of AWS's clock and this machine's: where the latter is slow, sessions would be left out. */
    private Instant latest() {
        GetRoleResponse answer = iam.getRole(r -> r.roleName(role));
        Instant here = now.get();
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(RevokedSessions::parse)
                .filter(here::isBefore)
                .orElse(here);
    }

    private static Instant parse(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
