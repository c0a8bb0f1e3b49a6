package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.SchemaVersion;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** The result of {@code verify}, for a person and for a program; see {@link VerifyPage} for an auditor. */
public record VerifyReport(VerifyResult proof) implements Report {

    /** All of it for a program. */
    @SchemaVersion(2)
    public record Document(
            @Described("Whether there is no finding.") boolean holds,
            @Described("When verify ran.") Instant when,
            @Described("The ARN of the caller.") String caller,
            @Described("The account's number.") String account,
            @Described("The tenants that were checked.") List<String> tenants,

            @Described("Those of them that are suspended, so that their access is blocked.")
            List<String> suspended,

            @Described("How long reading the account took, in milliseconds.")
            long readMilliseconds,

            @Described("How long the proof took, in milliseconds.")
            long proofMilliseconds,

            @Described("What AWS's policy simulator was asked beside the proof.")
            VerifyResult.Simulated simulator,

            @Described("What is wrong, worst first.") List<Finding> findings,

            @Described("One for each pair of tenants.") List<VerifyResult.Cell> matrix,

            @Described("The principals that were checked.") List<VerifyResult.Row> principals,

            @Described("What the simulator was asked, similar questions counted together.")
            List<VerifyResult.Question> questions,

            @Described("What was not looked at, because the file of --from does not tell it.")
            List<String> unread,

            @Described("Notes that are not findings.") List<VerifyResult.Note> notes,

            @Described("Principals outside all tenants that can reach into them.")
            List<OutsiderRow> outsiders) {}

    /** JSON and the page show the rest. */
    private static final int MOST_FINDINGS = 20;

    /** What the list of principals leaves out. */
    static final String NOT_LISTED =
            "Not listed: the root user, who can do all of this, and service-linked roles. Not proved: what services do with a role, the network,"
                    + " and policies of buckets, keys and repositories. Session and organization policies may restrict access further.";

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
        return "No leak: proved for %,d principals of %,d tenant(s) and every request that their policies decide"
                .formatted(proof.principals().size(), proof.tenants().size());
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
        out.println("Who else can reach them:");
        Table table = new Table();
        proof.outsiders()
                .forEach(row -> table.row(
                        Printable.text(row.principal()),
                        row.does(),
                        whom(proof, row),
                        Printable.text(row.condition())));
        table.print(out, "  ");
        out.println(NOT_LISTED);
        out.println();
        proof.unread().forEach(what -> out.println("? not checked: " + what));
        out.println(Printable.text(simulated(proof.simulated())));
        out.println(Printable.text(made(proof)));
    }

    /** When, by whom, and at what cost. */
    static String made(VerifyResult proof) {
        return "proved %s by %s of account %s (%s)"
                .formatted(proof.when(), proof.caller(), proof.account(), Durations.text(proof.took()));
    }

    /** What AWS's policy simulator was asked. */
    static String simulated(VerifyResult.Simulated simulated) {
        if (simulated.refusal() != null) {
            return "AWS's policy simulator was not asked: " + simulated.refusal();
        }
        if (simulated.mode() == SimulatorMode.NONE) {
            return "AWS's policy simulator was not asked (--simulator none).";
        }
        return "AWS's policy simulator was asked %,d questions in %,d calls; %,d answers agree with the proof."
                .formatted(simulated.asked(), simulated.calls(), simulated.agreed());
    }

    private void findings(PrintWriter out) {
        if (proof.holds()) {
            return;
        }
        proof.findings().stream().limit(MOST_FINDINGS).forEach(finding -> {
            out.println(Printable.text(finding.kind().name() + " " + finding.tenant() + ": " + finding.text()));
            if (finding.remedy() != null) {
                out.println(Printable.text("  " + finding.remedy()));
            }
        });
        if (proof.findings().size() > MOST_FINDINGS) {
            out.printf(
                    "and %,d more; see -o json or --report%n", proof.findings().size() - MOST_FINDINGS);
        }
        out.println();
    }

    /** The tenants of a row, for a person. */
    static String whom(VerifyResult proof, OutsiderRow row) {
        return row.tenants().size() == proof.tenants().size() && row.tenants().size() > 1
                ? "all %d tenants".formatted(row.tenants().size())
                : String.join(" ", row.tenants());
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
                proof.readIn().toMillis(),
                proof.reasonedIn().toMillis(),
                proof.simulated(),
                proof.findings(),
                proof.cells(),
                proof.principals(),
                proof.questions(),
                proof.unread(),
                proof.notes(),
                proof.outsiders());
    }
}
