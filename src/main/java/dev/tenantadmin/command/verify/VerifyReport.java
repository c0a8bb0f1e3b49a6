package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.SchemaVersion;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.verify.NewlyAllowed.Addition;
import dev.tenantadmin.command.verify.outsider.Edge;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

            @Described(
                    "Each tenant against itself, and against those of which it reaches something; against all others it reaches nothing.")
            List<VerifyResult.Cell> matrix,

            @Described("The principals that were checked.") List<VerifyResult.Row> principals,

            @Described("What the simulator was asked, similar questions counted together.")
            List<VerifyResult.Question> questions,

            @Described("What was not looked at, because the file of --from does not tell it.")
            List<String> unread,

            @Described("Notes that are not findings.") List<VerifyResult.Note> notes,

            @Described("Principals outside all tenants that can reach into them.")
            List<OutsiderRow> outsiders,

            @Described("The version of the table of steps that were followed from one principal to another.")
            int steps,

            @Described("What the file of --against does not allow; null without it.") @Nullable
            NewlyAllowed newlyAllowed) {}

    private static final String NOT_MEANT = "NOT MEANT";

    /** JSON and the page show the rest. */
    private static final int MOST_FINDINGS = 20;

    /** What the list of principals leaves out. */
    static final String NOT_LISTED =
            "Not listed: the root user, who can do all of this, and service-linked roles. Not proved: what services do with a role, the network,"
                    + " and policies of buckets, keys and repositories. Session and organization policies may restrict access further."
                    + " Steps from one principal to another are those of version " + Edge.VERSION + " of the table.";

    /** The verdict in one sentence. */
    static String verdict(VerifyResult proof) {
        if (proof.tenants().isEmpty()) {
            return "There are no tenants.";
        }
        if (proof.newly() != null) {
            return verdict(proof, proof.newly());
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

    private static String verdict(VerifyResult proof, NewlyAllowed newly) {
        List<Finding> news = proof.findings().stream()
                .filter(finding -> newly.findings().contains(finding.id()))
                .toList();
        int standing = proof.findings().size() - news.size();
        String old = standing == 0 ? "" : " (%,d finding(s) stood there already)".formatted(standing);
        if (newly.isMeant()) {
            return "Nothing is newly allowed since %s that is not meant%s".formatted(newly.file(), old);
        }
        String first = news.isEmpty()
                ? newly.outsiders().stream()
                        .filter(row -> !row.expected())
                        .findFirst()
                        .map(row ->
                                "%s: %s (%s)".formatted(row.principal(), row.does(), String.join(" ", row.tenants())))
                        .orElseThrow()
                : news.get(0).text();
        return "%s since %s: %s%s"
                .formatted(
                        !news.isEmpty() && news.get(0).kind() == Finding.Kind.LEAK ? "NEW LEAK" : "New",
                        newly.file(),
                        first,
                        old);
    }

    @Override
    public void text(PrintWriter out) {
        out.println(Printable.text(verdict(proof)));
        if (proof.tenants().isEmpty()) {
            return;
        }
        out.println();
        findings(out);
        newly(out);
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

    private void newly(PrintWriter out) {
        NewlyAllowed newly = proof.newly();
        if (newly == null) {
            return;
        }
        out.println(Printable.text("Newly allowed since " + newly.file() + ":"));
        Table table = new Table();
        newly(newly).forEach(row -> table.row(row.stream().map(Printable::text).toArray(String[]::new)));
        table.print(out, "  ");
        out.println();
    }

    /** What is new, a row of cells for each: who, by what, and whether it is meant. What is meant is one row for a tenant. */
    static Stream<List<String>> newly(NewlyAllowed newly) {
        Stream<List<String>> unmeant = newly.additions().stream()
                .filter(addition -> !addition.meant())
                .map(addition -> List.of(
                        addition.principal(),
                        "%s, by %s".formatted(ProofFindings.some(addition.actions(), "more"), addition.policy()),
                        addition.certain() ? NOT_MEANT : "perhaps; " + NOT_MEANT));
        Stream<List<String>> outsiders = newly.outsiders().stream()
                .map(row -> List.of(
                        row.principal(),
                        "%s: %s".formatted(row.does(), String.join(" ", row.tenants())),
                        Stream.of(row.expected() ? "" : NOT_MEANT, row.condition())
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining("; "))));
        Map<String, List<Addition>> meant = newly.additions().stream()
                .filter(Addition::meant)
                .collect(Collectors.groupingBy(Addition::tenant, TreeMap::new, Collectors.toList()));
        Stream<List<String>> byTenant = meant.entrySet().stream()
                .map(tenant -> List.of(
                        "tenant " + tenant.getKey(),
                        "%,d statements of %,d principals"
                                .formatted(
                                        tenant.getValue().size(),
                                        tenant.getValue().stream()
                                                .map(Addition::principal)
                                                .distinct()
                                                .count()),
                        "as meant"));
        List<List<String>> all =
                Stream.of(unmeant, outsiders, byTenant).flatMap(rows -> rows).toList();
        return all.isEmpty() ? Stream.of(List.of("nothing")) : all.stream();
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
                proof.outsiders(),
                Edge.VERSION,
                proof.newly());
    }
}
