package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.command.verify.question.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was proved, and what was found.
 *
 * @param caller who ran it, as AWS names it
 * @param tenants those that it is about
 * @param everyone every tenant of the account
 * @param suspended those of them that are suspended, of whom nobody may do anything
 * @param readIn how long reading the account took
 * @param reasonedIn how long the proof took
 * @param simulated what AWS's policy simulator was asked
 * @param questions the kinds of questions that it was asked
 * @param unread what was not looked at, because a file does not tell it
 * @param findings what is not as it has to be, the worst first
 * @param notes what is worth knowing and no finding: credentials, older versions of policies, a wall that is absent
 * @param outsiders principals outside all tenants that can reach into them
 * @param newly what an older file did not allow; null if there is none to compare with
 */
public record VerifyResult(
        Instant when,
        Duration took,
        String caller,
        String account,
        List<String> tenants,
        List<String> everyone,
        List<String> suspended,
        Duration readIn,
        Duration reasonedIn,
        Simulated simulated,
        List<Row> principals,
        List<Cell> cells,
        List<Question> questions,
        List<String> unread,
        List<Finding> findings,
        List<Note> notes,
        List<OutsiderRow> outsiders,
        @Nullable NewlyAllowed newly) {

    public VerifyResult {
        tenants = List.copyOf(tenants);
        everyone = List.copyOf(everyone);
        suspended = List.copyOf(suspended);
        principals = List.copyOf(principals);
        cells = List.copyOf(cells);
        questions = List.copyOf(questions);
        unread = List.copyOf(unread);
        findings = findings.stream().sorted().toList();
        notes = List.copyOf(notes);
        outsiders = List.copyOf(outsiders);
    }

    /** Whether all is as it has to be. */
    public boolean holds() {
        return findings.isEmpty();
    }

    /** Whether there is nothing to stop for: nothing wrong, or nothing that an older file does not have too. */
    public boolean passes() {
        return newly == null ? holds() : newly.isMeant();
    }

    /** A principal of a tenant. */
    public record Row(
            @Described(Described.TENANT) String tenant,

            @Described("What it is, and its name.") String principal,

            @Described("Its ARN.") String arn,

            @Described("Whether it is proved that it can do what is meant and nothing else.")
            boolean proved,

            @Described("How many requests that its work needs were looked at.")
            int musts) {}

    /** One tenant against itself, or what it reaches of another or of no tenant's. */
    public record Cell(
            @Described(Described.TENANT) String tenant,

            @Described("The tenant that is reached; null for one that does not exist, and for what is no tenant's.")
            @Nullable
            String against,

            @Described("How many statements of policies allow what must not be.")
            int leaks,

            @Described("Of how many that cannot be told.") int undecided,

            @Described("How many requests that its work needs are denied.")
            int missing) {}

    /** What AWS's policy simulator was asked beside the proof. */
    public record Simulated(
            @Described("How much of it: none, sample or all.")
            SimulatorMode mode,

            @Described("How many calls.") int calls,
            @Described("How many questions.") int asked,

            @Described("How many of the answers agree with the proof.")
            int agreed,

            @Described("Why it was not asked; null if it was.") @Nullable
            String refusal) {}

    /**
     * One kind of question over all tenants.
     *
     * @param whose {@link #OWN}, {@link #OTHERS} or {@link #NOBODYS}
     */
    public record Question(
            @Described("The kind of principal, such as 'execution role'.")
            String who,

            @Described("Who owns the resource.") String whose,
            @Described("The circumstances.") String situation,
            @Described("IAM's name of the action.") String action,
            @Described("The resource.") String thing,
            @Described("The expected answer.") Expected expected,
            @Described("How often.") int asked,
            @Described("How often that was answered.") int asExpected) {
        public static final String OWN = "its own";
        public static final String OTHERS = "every other tenant's";
        public static final String NOBODYS = "of a tenant that does not exist";
    }

    /** Something worth knowing about a tenant. */
    public record Note(
            @Described(Described.TENANT) String tenant,
            @Described("One sentence.") String text) {}
}
