package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.command.verify.question.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and what was answered.
 *
 * @param caller who asked, as AWS names it
 * @param tenants those about whom was asked
 * @param everyone every tenant of the account
 * @param suspended those of them that are suspended, of whom nobody may do anything
 * @param calls calls of the simulator
 * @param findings what is not as it has to be, the worst first
 * @param notes what is worth knowing and no finding: credentials, older versions of policies, a wall that is absent
 * @param externals principals outside all tenants that can reach into them
 */
public record VerifyResult(
        Instant when,
        Duration took,
        String caller,
        String account,
        List<String> tenants,
        List<String> everyone,
        List<String> suspended,
        int calls,
        List<Row> principals,
        List<Cell> cells,
        List<Question> questions,
        List<Finding> findings,
        List<Note> notes,
        List<ExternalPrincipal> externals) {

    public VerifyResult {
        tenants = List.copyOf(tenants);
        everyone = List.copyOf(everyone);
        suspended = List.copyOf(suspended);
        principals = List.copyOf(principals);
        cells = List.copyOf(cells);
        questions = List.copyOf(questions);
        findings = findings.stream().sorted().toList();
        notes = List.copyOf(notes);
        externals = List.copyOf(externals);
    }

    /** Whether all is as it has to be. */
    public boolean holds() {
        return findings.isEmpty();
    }

    /** All questions. */
    public int asked() {
        return principals.stream().mapToInt(Row::asked).sum();
    }

    /** All findings of a kind. */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /** A principal, and how many of the questions about it gave the expected answer. */
    public record Row(String tenant, String principal, String arn, int asked, int asExpected) {}

    /** One tenant against another, itself, or one that does not exist. */
    public record Cell(
            @Described(Described.TENANT) String tenant,

            @Described("The owner of what was asked about; null for a tenant that does not exist.") @Nullable
            String against,

            @Described("How many questions.") int asked,

            @Described("How often what must be denied was allowed, or not answered.")
            int leaks,

            @Described("How often what must be allowed was denied.")
            int missing) {}

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
