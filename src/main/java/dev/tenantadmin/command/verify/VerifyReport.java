package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.verify.ExternalPrincipal.Ability;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The result of {@code verify}, for a person and for a program; see {@link VerifyPage} for an auditor. */
public record VerifyReport(VerifyResult proof) implements Report {

    /** All of it for a program. */
    public record Document(
            @Described("Whether there is no finding.") boolean holds,
            @Described("When verify ran.") Instant when,
            @Described("The ARN of the caller.") String caller,
            @Described("The account's number.") String account,
            @Described("The tenants that were checked.") List<String> tenants,

            @Described("Those of them that are suspended, so that their access is blocked.")
            List<String> suspended,

            @Described("How many policy simulator calls were made.")
            int calls,

            @Described("How many questions were asked.") int asked,

            @Described("What is wrong, worst first.") List<Finding> findings,

            @Described("One for each pair of tenants.") List<VerifyResult.Cell> matrix,
            @Described("The principals that were checked.") List<Principal> principals,

            @Described("The questions, similar ones counted together.")
            List<VerifyResult.Question> questions,

            @Described("Notes that are not findings.") List<VerifyResult.Note> notes,

            @Described("Principals outside all tenants that can reach into them.")
            List<ExternalPrincipal> outsiders) {}

    /** A principal of a tenant that was checked. */
    public record Principal(
            @Described(Described.TENANT) String tenant,
            @Described("Its ARN.") String arn,

            @Described("How many questions were asked about it.")
            int asked,

            @Described("How many gave the expected answer.") int asExpected) {}

    /** JSON and the page show the rest. */
    private static final int MOST_FINDINGS = 20;

    /** What the list of principals leaves out. */
    static final String NOT_LISTED =
            "Not listed: the account's root user, who can do all of this. Session policies and conditions that the simulator does not know may restrict access further.";

    /** The verdict in one sentence. */
    static String verdict(VerifyResult proof) {
        if (proof.tenants().isEmpty()) {
            return "There are no tenants.";
        }
        if (!proof.holds()) {
            return proof.findings().get(0).kind() == Finding.Kind.LEAK
                    ? "LEAK: " + proof.findings().get(0).text()
                    : "No leak, but %d finding(s): %s"
                            .formatted(
                                    proof.findings().size(),
                                    proof.findings().get(0).text());
        }
        return "No leak: %,d questions about %,d principals of %,d tenant(s) all gave the expected answer"
                .formatted(
                        proof.asked(),
                        proof.principals().size(),
                        proof.tenants().size());
    }

    @Override
    public void text(PrintWriter out) {
        out.println(Printable.text(verdict(proof)));
        if (proof.tenants().isEmpty()) {
            return;
        }
        out.println();
        findings(out);
        new Matrix(proof).text(out);
        out.println(Matrix.LEGEND);
        if (!proof.notes().isEmpty()) {
            out.println();
            proof.notes().forEach(note -> out.println(Printable.text("note: " + note.text())));
        }
        out.println();
        out.println("Principals outside all tenants that can reach into them:");
        Table table = new Table();
        externals(proof)
                .forEach(row -> table.row(
                        Printable.text(row.principal()),
                        row.abilities(),
                        row.tenants(),
                        Printable.text(row.condition())));
        table.print(out, "  ");
        out.println(NOT_LISTED);
        out.println();
        out.println(Printable.text(made(proof)));
    }

    /** When, by whom, and at what cost. */
    static String made(VerifyResult proof) {
        return "asked %s by %s of account %s, in %,d calls of the policy simulator (%s)"
                .formatted(proof.when(), proof.caller(), proof.account(), proof.calls(), Durations.text(proof.took()));
    }

    private void findings(PrintWriter out) {
        if (proof.holds()) {
            return;
        }
        proof.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> out.println(
                        Printable.text(finding.kind().name() + " " + finding.tenant() + ": " + finding.text())));
        if (proof.findings().size() > MOST_FINDINGS) {
            out.printf(
                    "and %,d more; see -o json or --report%n", proof.findings().size() - MOST_FINDINGS);
        }
        out.println();
    }

    /** A line of the list that an auditor asks for. */
    record OutsiderRow(String principal, String abilities, String tenants, String condition) {}

    static List<OutsiderRow> externals(VerifyResult proof) {
        List<OutsiderRow> rows = new ArrayList<>();
        for (ExternalPrincipal external : proof.externals()) {
            rows(rows, proof, external, external.may(), "");
            rows(
                    rows,
                    proof,
                    external,
                    external.perhaps(),
                    "perhaps: depends on " + String.join(", ", external.dependsOn()));
        }
        return rows;
    }

    private static void rows(
            List<OutsiderRow> rows,
            VerifyResult proof,
            ExternalPrincipal external,
            SortedMap<String, Set<Ability>> byTenant,
            String condition) {
        ExternalPrincipal.byAbilities(byTenant)
                .forEach((abilities, tenants) -> rows.add(new OutsiderRow(
                        external.principal(),
                        abilities.stream().map(Ability::word).collect(Collectors.joining(", ")),
                        tenants.size() == proof.tenants().size() && tenants.size() > 1
                                ? "all %d tenants".formatted(tenants.size())
                                : String.join(" ", tenants),
                        condition)));
    }

    @Override
    public Record json() {
        return new Document(
                proof.holds(),
                proof.when(),
                proof.caller(),
                proof.account(),
                proof.tenants(),
                proof.suspended(),
                proof.calls(),
                proof.asked(),
                proof.findings(),
                proof.cells(),
                proof.principals().stream()
                        .map(row -> new Principal(row.tenant(), row.arn(), row.asked(), row.asExpected()))
                        .toList(),
                proof.questions(),
                proof.notes(),
                proof.externals());
    }
}
