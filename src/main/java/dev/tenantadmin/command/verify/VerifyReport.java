package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.verify.ExternalPrincipal.Ability;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code verify} found, for a person and for a program; see {@link VerifyPage} for an auditor. */
public record VerifyReport(VerifyResult proof) implements Report {

    /** What is not told here is told in JSON and in the page. */
    private static final int MOST_FINDINGS = 20;

    /** What no list of principals can hold. */
    static final String NOT_LISTED =
            "The account's root user can do all of this and is not listed. Session policies and conditions that the simulator is not told may narrow it.";

    /** The sentence that it all comes to. */
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
                    "and %,d more, which -o json and --report tell%n",
                    proof.findings().size() - MOST_FINDINGS);
        }
        out.println();
    }

    /** A line of the list that an auditor asks for. */
    record OutsiderRow(String principal, String abilities, String tenants, String condition) {}

    static List<OutsiderRow> externals(VerifyResult proof) {
        List<OutsiderRow> rows = new ArrayList<>();
        for (ExternalPrincipal external : proof.externals()) {
            rows(rows, proof, external, external.may(), "");
            rows(rows, proof, external, external.maybe(), "perhaps: depends on " + String.join(", ", external.keys()));
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
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("holds", proof.holds());
        json.put("when", proof.when().toString());
        json.put("caller", proof.caller());
        json.put("account", proof.account());
        json.put("tenants", proof.tenants());
        json.put("suspended", proof.suspended());
        json.put("calls", proof.calls());
        json.put("asked", proof.asked());
        json.put(
                "findings",
                proof.findings().stream()
                        .map(finding ->
                                row("kind", finding.kind().word(), "tenant", finding.tenant(), "text", finding.text()))
                        .toList());
        json.put(
                "matrix",
                proof.cells().stream()
                        .map(cell -> row(
                                "tenant", cell.tenant(),
                                "against", cell.against(),
                                "asked", cell.asked(),
                                "leaks", cell.leaks(),
                                "missing", cell.missing()))
                        .toList());
        json.put(
                "principals",
                proof.principals().stream()
                        .map(row -> row(
                                "tenant", row.tenant(),
                                "arn", row.arn(),
                                "asked", row.asked(),
                                "asExpected", row.asExpected()))
                        .toList());
        json.put("questions", proof.questions().stream().map(VerifyReport::json).toList());
        json.put(
                "notes",
                proof.notes().stream()
                        .map(note -> row("tenant", note.tenant(), "text", note.text()))
                        .toList());
        json.put("outsiders", proof.externals().stream().map(VerifyReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(VerifyResult.Question question) {
        return row(
                "who", question.who(),
                "whose", question.whose(),
                "situation", question.situation(),
                "action", question.action(),
                "thing", question.thing(),
                "expected", question.expected().word(),
                "asked", question.asked(),
                "asExpected", question.asExpected());
    }

    private static Map<String, Object> json(ExternalPrincipal external) {
        return row(
                "principal", external.principal(),
                "may", abilities(external.may()),
                "perhaps", abilities(external.maybe()),
                "dependsOn", external.keys());
    }

    private static Map<String, Object> abilities(SortedMap<String, Set<Ability>> byTenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        byTenant.forEach((tenant, abilities) -> json.put(
                tenant,
                abilities.stream()
                        .map(ability -> ability.name().toLowerCase(Locale.ROOT))
                        .toList()));
        return json;
    }

    /** Names and values in turn. */
    public static Map<String, Object> row(@Nullable Object... pairs) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return json;
    }
}
