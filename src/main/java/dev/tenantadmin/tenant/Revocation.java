package dev.tenantadmin.tenant;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/**
 * The end of all sessions under the access role that a user began before a moment. Sessions carry the user's name as source identity, and
 * nobody can change that.
 *
 * @param user the user's name: {@code acme--bob}
 */
public record Revocation(String user, Instant before) {

    /** What the names of these policies begin with; each person has one of their own, so that no removal undoes another. */
    public static final String PREFIX = "revoked-";

    /** No session of any role lasts longer (aws-facts), so nothing is left to deny after it. */
    public static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private static final String ISSUED = "aws:TokenIssueTime";

    /** Seconds are all that policies tell apart. */
    public Revocation {
        before = before.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The name of the inline policy for this person. */
    public static String policyName(PersonName person) {
        return PREFIX + person;
    }

    /** The document of that policy. */
    public String document() {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .effect(IamEffect.DENY)
                        .addAction("*")
                        .addResource("*")
                        .addCondition(IamConditionOperator.STRING_EQUALS, "aws:SourceIdentity", user)
                        .addCondition(IamConditionOperator.DATE_LESS_THAN, ISSUED, before.toString()))
                .build()
                .toJson();
    }

    /** The moment that a document tells; empty for one that this program did not write. */
    public static Optional<Instant> before(String document) {
        try {
            return IamPolicy.fromJson(document).statements().stream()
                    .flatMap(statement -> statement.conditions().stream())
                    .filter(condition -> condition.key().value().equals(ISSUED))
                    .map(IamCondition::value)
                    .findFirst()
                    .map(Instant::parse);
        } catch (IllegalArgumentException | DateTimeException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
