package dev.tenantadmin.command.verify;

import dev.tenantadmin.command.verify.VerifyResult.Cell;
import dev.tenantadmin.tenant.name.Printable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@code verify} as one self-contained page: no script, no link, printable. All text from outside is escaped. */
public record VerifyPage(VerifyResult proof) {

    private static final String STYLE = """
            body{font:14px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #999}
            table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid #bbb;padding:.15rem .45rem;text-align:left;vertical-align:top}
            th{background:#eee}td.n{text-align:right}.verdict{padding:.6rem .9rem;border-left:.4rem solid #2a7a2a;background:#eef7ee}
            .verdict.bad{border-color:#b00020;background:#fdeef0}.bad{color:#b00020;font-weight:bold}
            .matrix td,.matrix th{text-align:center;min-width:1.2rem}.matrix th.name{text-align:left}code{font-size:.92em;overflow-wrap:anywhere}
            @media print{body{max-width:none;margin:0;font-size:10px}h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
            """;

    /** The page. */
    public String html() {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>Isolation of tenants in account ")
                .append(text(proof.account()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Isolation of tenants in account ")
                .append(text(proof.account()))
                .append("</h1>\n<p class=\"verdict")
                .append(proof.holds() ? "" : " bad")
                .append("\">")
                .append(text(VerifyReport.verdict(proof)))
                .append("</p>\n<p>")
                .append(text(VerifyReport.made(proof)))
                .append("</p>\n");
        findings(html);
        matrix(html);
        principals(html);
        questions(html);
        outsiders(html);
        notes(html);
        return html.append("</body>\n</html>\n").toString();
    }

    private void findings(StringBuilder html) {
        heading(html, "Findings");
        if (proof.holds()) {
            html.append("<p>None.</p>\n");
            return;
        }
        table(
                html,
                List.of("What", "Tenant", "Who can do what to whom, or what is wrong", "What to do"),
                proof.findings().stream().map(VerifyPage::cells));
    }

    private static List<String> cells(Finding finding) {
        return List.of(
                finding.kind().name(),
                finding.tenant(),
                finding.text(),
                finding.remedy() == null ? "" : finding.remedy());
    }

    private void matrix(StringBuilder html) {
        heading(html, "Tenant against tenant");
        html.append("<p>")
                .append(text(Matrix.LEGEND))
                .append(". The last column is a tenant that does not exist.</p>\n");
        Matrix matrix = new Matrix(proof);
        html.append("<table class=\"matrix\">\n<thead><tr><th></th>");
        IntStream.rangeClosed(1, proof.everyone().size())
                .forEach(i -> html.append("<th title=\"")
                        .append(text(proof.everyone().get(i - 1)))
                        .append("\">")
                        .append(i)
                        .append("</th>"));
        html.append("<th>&ndash;</th></tr></thead>\n<tbody>\n");
        for (int row = 0; row < proof.everyone().size(); row++) {
            String tenant = proof.everyone().get(row);
            if (proof.tenants().contains(tenant)) {
                html.append("<tr><th class=\"name\">")
                        .append(row + 1)
                        .append(' ')
                        .append(text(tenant))
                        .append("</th>");
                proof.everyone().forEach(against -> cell(html, matrix, tenant, against));
                cell(html, matrix, tenant, null);
                html.append("</tr>\n");
            }
        }
        html.append("</tbody>\n</table>\n");
    }

    private static void cell(StringBuilder html, Matrix matrix, String tenant, @Nullable String against) {
        char sign = matrix.sign(tenant, against);
        Cell cell = matrix.cell(tenant, against);
        html.append(sign == 'X' || sign == '!' ? "<td class=\"bad\"" : "<td")
                .append(" title=\"")
                .append(cell == null ? 0 : cell.leaks())
                .append(" statements\">")
                .append(sign)
                .append("</td>");
    }

    private void principals(StringBuilder html) {
        heading(html, "Principals checked");
        table(
                html,
                List.of("Tenant", "Principal", "ARN", "Proved", "Requests of its work looked at"),
                proof.principals().stream()
                        .map(row -> List.of(
                                row.tenant(),
                                row.principal(),
                                row.arn(),
                                row.proved() ? "yes" : "no",
                                String.valueOf(row.musts()))));
    }

    private void questions(StringBuilder html) {
        heading(html, "What AWS's policy simulator was asked");
        html.append("<p>")
                .append(text(VerifyReport.simulated(proof.simulated())))
                .append(" Each line counts all tenants.</p>\n");
        table(
                html,
                List.of("Who", "Action", "On", "Whose", "How", "Expected", "Asked", "As expected"),
                proof.questions().stream()
                        .map(q -> List.of(
                                q.who(),
                                q.action(),
                                q.thing(),
                                q.whose(),
                                q.situation(),
                                q.expected().word(),
                                String.valueOf(q.asked()),
                                String.valueOf(q.asExpected()))));
    }

    private void outsiders(StringBuilder html) {
        heading(html, "Who else can reach the tenants");
        table(
                html,
                List.of("Principal", "What", "In", "How"),
                proof.outsiders().stream()
                        .map(row ->
                                List.of(row.principal(), row.does(), VerifyReport.whom(proof, row), row.condition())));
        html.append("<p>").append(text(VerifyReport.NOT_LISTED)).append("</p>\n");
    }

    private void notes(StringBuilder html) {
        heading(html, "Notes: suspension, absent walls, credentials, policy versions");
        if (proof.notes().isEmpty()) {
            html.append("<p>None.</p>\n");
            return;
        }
        table(html, List.of("Tenant", "Note"), proof.notes().stream().map(note -> List.of(note.tenant(), note.text())));
    }

    private static void heading(StringBuilder html, String title) {
        html.append("<h2>").append(text(title)).append("</h2>\n");
    }

    private static void table(StringBuilder html, List<String> heads, Stream<List<String>> rows) {
        html.append("<table>\n<thead><tr>");
        heads.forEach(head -> html.append("<th>").append(text(head)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> {
            html.append("<tr>");
            row.forEach(cell -> html.append(cell.matches("\\d+") ? "<td class=\"n\">" : "<td>")
                    .append(text(cell))
                    .append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</tbody>\n</table>\n");
    }

    /** The text with markup escaped. */
    static String text(String text) {
        return Printable.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
