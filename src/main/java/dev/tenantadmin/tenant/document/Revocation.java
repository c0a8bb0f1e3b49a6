package dev.tenantadmin.tenant.document;

import dev.tenantadmin.tenant.name.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * The end of a role's sessions: an inline policy of the role that denies everything to sessions that began before a given time. The source
 * identity tells whose a session is: nobody can change it, and only a user can start a session with a user's name.
 *
 * @param endings one statement for each
 */
public record Revocation(List<Ending> endings) {

    /** The name of the policy for more than one person. */
    public static final String NAME = "revoked";

    private static final String PREFIX = NAME + "-";

    /** No role session lasts longer (src/site/markdown/design/aws-facts.md), so after this time a revocation has nothing to deny. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private static final String IDENTITY = "aws:SourceIdentity";
    private static final String ISSUED = "aws:TokenIssueTime";

    /** Whose sessions end. */
    public sealed interface Whose {

        /** One user's, by name: {@code acme--bob}. */
        record User(String name) implements Whose {}

        /**
         * Those of principals that are not users of the tenant, and of those without a source identity.
         *
         * @param users the pattern for the names of the tenant's users
         */
        record OtherPrincipals(String users) implements Whose {

            /** For one tenant. */
            public static OtherPrincipals of(Names names) {
                return new OtherPrincipals(names.prefix() + "*");
            }
        }

        /** All. */
        record Everybody() implements Whose {}
    }

    /**
     * Ends the sessions that began before a given time.
     *
     * @param before in whole seconds, because policies compare no finer
     */
    public record Ending(Whose whose, Instant before) {

        public Ending {
            before = before.truncatedTo(ChronoUnit.SECONDS);
        }

        private boolean matters(Instant now) {
            return before.isAfter(now.minus(LONGEST_SESSION));
        }

        private boolean covers(Ending other) {
            return whose.equals(other.whose) || (whose instanceof Whose.Everybody && !before.isBefore(other.before));
        }

        /** A negated condition also matches if its key is missing. */
        private IamStatement statement() {
            IamStatement.Builder statement =
                    IamStatement.builder().effect(IamEffect.DENY).addAction("*").addResource("*");
            if (whose instanceof Whose.User user) {
                statement.addCondition(IamConditionOperator.STRING_EQUALS, IDENTITY, user.name());
            } else if (whose instanceof Whose.OtherPrincipals others) {
                statement.addCondition(IamConditionOperator.STRING_NOT_LIKE, IDENTITY, others.users());
            }
            return statement
                    .addCondition(IamConditionOperator.DATE_LESS_THAN, ISSUED, before.toString())
                    .build();
        }

        private static Ending read(IamStatement statement) {
            Whose whose = value(statement, IamConditionOperator.STRING_EQUALS, IDENTITY)
                    .<Whose>map(Whose.User::new)
                    .or(() -> value(statement, IamConditionOperator.STRING_NOT_LIKE, IDENTITY)
                            .map(Whose.OtherPrincipals::new))
                    .orElseGet(Whose.Everybody::new);
            return new Ending(
                    whose,
                    value(statement, IamConditionOperator.DATE_LESS_THAN, ISSUED)
                            .map(Instant::parse)
                            .orElseThrow(() -> new IllegalArgumentException("it has no time")));
        }

        private static Optional<String> value(IamStatement statement, IamConditionOperator operator, String key) {
            return statement.conditions().stream()
                    .filter(condition -> condition.operator().equals(operator)
                            && condition.key().value().equals(key))
                    .map(IamCondition::value)
                    .findFirst();
        }
    }

    /** A revocation that ends nothing yet. */
    public static final Revocation NONE = new Revocation(List.of());

    public Revocation {
        endings = List.copyOf(endings);
    }

    /** The name of the inline policy. Each person has a policy of their own, so removing one person does not undo another's removal. */
    public static String policyName(Names names, Whose whose) {
        return whose instanceof Whose.User user
                ? PREFIX + user.name().substring(names.prefix().length())
                : NAME;
    }

    /** Whether an inline policy of this name could be a revocation, whatever it says. */
    public static boolean isName(String policy) {
        return policy.equals(NAME) || policy.startsWith(PREFIX);
    }

    /** Adds an ending, replaces an earlier one for the same person, and drops those that no longer deny anything. */
    public Revocation with(Ending ending, Instant now) {
        List<Ending> all = new ArrayList<>(endings);
        all.removeIf(other -> !other.matters(now) || ending.covers(other));
        all.add(ending);
        return new Revocation(all);
    }

    /** Whether any session can still be denied. */
    public boolean matters(Instant now) {
        return endings.stream().anyMatch(ending -> ending.matters(now));
    }

    /** The latest time, if there is any. */
    public Optional<Instant> latest() {
        return endings.stream().map(Ending::before).max(Instant::compareTo);
    }

    /** Returns the policy document. */
    public String document() {
        return IamPolicy.create(endings.stream().map(Ending::statement).toList())
                .toJson();
    }

    /**
     * Reads the revocation in an inline policy of a tenant's role; empty if this program would not give that role a policy of this name, or
     * if it contains anything else.
     */
    public static Optional<Revocation> read(Names names, String role, String policy, String document) {
        return read(document)
                .filter(revocation -> !revocation.endings.isEmpty())
                .filter(revocation -> revocation.endings.stream()
                        .map(Ending::whose)
                        .allMatch(whose -> policyName(names, whose, role).equals(Optional.of(policy))));
    }

    /** The execution role's sessions belong to no single person. */
    private static Optional<String> policyName(Names names, Whose whose, String role) {
        boolean isPossible = role.equals(names.access())
                ? !(whose instanceof Whose.User user) || user.name().startsWith(names.prefix())
                : role.equals(names.executionRole()) && whose instanceof Whose.Everybody;
        return isPossible
                        && (!(whose instanceof Whose.OtherPrincipals) || whose.equals(Whose.OtherPrincipals.of(names)))
                ? Optional.of(policyName(names, whose))
                : Optional.empty();
    }

    private static Optional<Revocation> read(String document) {
        try {
            IamPolicy policy = IamPolicy.fromJson(document);
            Revocation revocation = new Revocation(
                    policy.statements().stream().map(Ending::read).toList());
            return IamPolicy.fromJson(revocation.document()).equals(policy)
                    ? Optional.of(revocation)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // What the builder cannot read is not ours.
            return Optional.empty();
        }
    }
}
