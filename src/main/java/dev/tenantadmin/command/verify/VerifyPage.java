package dev.tenantadmin.command.verify;

import dev.tenantadmin.command.verify.VerifyResult.Cell;
import dev.tenantadmin.tenant.name.Printable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@code verify} as one self-contained page: no script, no link to elsewhere, printable. All text from outside is escaped. */
public record VerifyPage(VerifyResult proof) {

    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#bbb;--head:#eee;--bad:#b00020;--badback:#fdeef0;--good:#2a7a2a;--goodback:#eef7ee}
            @media screen and (prefers-color-scheme:dark){
            :root{--line:#555;--head:#2b2b2b;--bad:#ff8a94;--badback:#3a1a1e;--good:#6fc36f;--goodback:#182a18}
            body{color:#e4e4e4;background:#161616}}
            body{font:14px/1.45 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:0}
            a{color:inherit}nav a{margin-right:1rem}.scroll{overflow-x:auto}
            caption{text-align:left;white-space:nowrap;padding:.3rem 0}summary{cursor:pointer}
            table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid var(--line);padding:.15rem .45rem;text-align:left;vertical-align:top}
            td{min-width:5rem}thead th,.matrix th{background:var(--head);overflow-wrap:normal}td.n{text-align:right;min-width:0}
            .verdict,article{padding:.6rem .9rem;border-left:.4rem solid var(--line)}article{margin:1rem 0;padding:.1rem .9rem}
            article:target{background:var(--head)}article p{margin:.3rem 0}
            .verdict{border-color:var(--good);background:var(--goodback)}.verdict.bad{background:var(--badback)}
            .verdict.bad,article.leak{border-color:var(--bad)}td.bad,.leak h3{color:var(--bad);font-weight:bold}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.3rem 0}dd{margin:0}dt{opacity:.8}
            @media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-left:1rem}}
            .matrix td,.matrix th{text-align:center;min-width:1.2rem}.matrix th.name{text-align:left;white-space:nowrap}
            @media print{body{max-width:none;margin:0;font-size:10px}h2,h3,caption{break-after:avoid}tr,article{break-inside:avoid}nav{display:none}
            thead{display:table-header-group}.scroll{overflow:visible}details::details-content{content-visibility:visible;height:auto}}
            """;

    /** A part of the page: the name of its anchor, and its title. */
    private enum Part {
        NEWLY("Newly allowed"),
        FINDINGS("Findings"),
        MATRIX("Tenant against tenant"),
        PRINCIPALS("Principals checked"),
        SIMULATOR("What AWS's policy simulator was asked"),
        OUTSIDERS("Who else can reach the tenants"),
        NOTES("Notes: suspension, absent walls, credentials, policy versions");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        private String anchor() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The page. */
    public String html() {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>Isolation of tenants in account ")
                .append(text(proof.account()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Isolation of tenants in account ")
                .append(text(proof.account()))
                .append("</h1>\n<p class=\"verdict")
                .append(proof.passes() ? "" : " bad")
                .append("\">")
                .append(text(VerifyReport.verdict(proof)))
                .append("</p>\n<p>")
                .append(text(VerifyReport.made(proof)))
                .append("</p>\n<nav>");
        Stream.of(Part.values())
                .filter(part -> part != Part.NEWLY || proof.newly() != null)
                .forEach(part -> html.append("<a href=\"#")
                        .append(part.anchor())
                        .append("\">")
                        .append(text(part.title))
                        .append("</a> "));
        html.append("</nav>\n");
        newly(html);
        findings(html);
        matrix(html);
        principals(html);
        questions(html);
        outsiders(html);
        notes(html);
        return html.append("</body>\n</html>\n").toString();
    }

    private void newly(StringBuilder html) {
        NewlyAllowed newly = proof.newly();
        if (newly != null) {
            heading(html, Part.NEWLY);
            table(
                    html,
                    "What " + newly.file() + " did not allow.",
                    List.of("Principal", "By", "Meant"),
                    VerifyReport.newly(newly));
        }
    }

    private void findings(StringBuilder html) {
        heading(html, Part.FINDINGS);
        if (proof.holds()) {
            html.append("<p>None.</p>\n");
        }
        proof.findings().forEach(finding -> finding(html, finding));
    }

    private static void finding(StringBuilder html, Finding finding) {
        html.append(finding.kind() == Finding.Kind.LEAK ? "<article class=\"leak\" id=\"" : "<article id=\"")
                .append(text(finding.id()))
                .append("\">\n<h3><a href=\"#")
                .append(text(finding.id()))
                .append("\">")
                .append(text(finding.kind() + " " + finding.tenant()))
                .append("</a></h3>\n<p>")
                .append(text(finding.text()))
                .append("</p>\n");
        StringBuilder facts = new StringBuilder();
        if (!finding.reaches().isEmpty()) {
            fact(facts, "Reaches", String.join(", ", finding.reaches()));
        }
        Witness witness = finding.witness();
        if (witness != null) {
            fact(facts, "For example", witness.action());
            fact(facts, "on", witness.resource());
            witness.keys()
                    .forEach((key, values) ->
                            fact(facts, "with " + key, values.isEmpty() ? "no value" : String.join(", ", values)));
        }
        if (finding.remedy() != null) {
            fact(facts, "To do", finding.remedy());
        }
        html.append(facts.isEmpty() ? "" : "<dl>\n" + facts + "</dl>\n").append("</article>\n");
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<dt>")
                .append(text(name))
                .append("</dt><dd>")
                .append(text(value))
                .append("</dd>\n");
    }

    private void matrix(StringBuilder html) {
        heading(html, Part.MATRIX);
        Matrix matrix = new Matrix(proof);
        html.append("<p>")
                .append(text(Matrix.LEGEND))
                .append(". The last column is a tenant that does not exist.</p>\n")
                .append(
                        "<div class=\"scroll\">\n<table class=\"matrix\">\n<caption>Row against column</caption>\n<thead><tr><td></td>");
        IntStream.rangeClosed(1, proof.everyone().size())
                .forEach(i -> html.append("<th scope=\"col\" title=\"")
                        .append(text(proof.everyone().get(i - 1)))
                        .append("\">")
                        .append(i)
                        .append("</th>"));
        html.append("<th scope=\"col\">&ndash;</th></tr></thead>\n<tbody>\n");
        for (int row = 0; row < proof.everyone().size(); row++) {
            String tenant = proof.everyone().get(row);
            if (proof.tenants().contains(tenant)) {
                html.append("<tr><th scope=\"row\" class=\"name\">")
                        .append(row + 1)
                        .append(' ')
                        .append(text(tenant))
                        .append("</th>");
                proof.everyone().forEach(against -> cell(html, matrix, tenant, against));
                cell(html, matrix, tenant, null);
                html.append("</tr>\n");
            }
        }
        html.append("</tbody>\n</table>\n</div>\n");
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
        heading(html, Part.PRINCIPALS);
        long unproved = proof.principals().stream().filter(row -> !row.proved()).count();
        details(
                html,
                "%,d principals, %,d of them not proved"
                        .formatted(proof.principals().size(), unproved));
        table(
                html,
                "Proved: it can do what is meant and nothing else.",
                List.of("Tenant", "Principal", "ARN", "Proved", "Requests of its work looked at"),
                proof.principals().stream()
                        .map(row -> List.of(
                                row.tenant(),
                                row.principal(),
                                row.arn(),
                                row.proved() ? "yes" : "no",
                                String.valueOf(row.musts()))));
        html.append("</details>\n");
    }

    private void questions(StringBuilder html) {
        heading(html, Part.SIMULATOR);
        html.append("<p>")
                .append(text(VerifyReport.simulated(proof.simulated())))
                .append("</p>\n");
        if (proof.questions().isEmpty()) {
            return;
        }
        details(html, "%,d kinds of questions".formatted(proof.questions().size()));
        table(
                html,
                "Each line counts all tenants.",
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
        html.append("</details>\n");
    }

    private void outsiders(StringBuilder html) {
        heading(html, Part.OUTSIDERS);
        table(
                html,
                "Principals outside all tenants that can reach into them.",
                List.of("Principal", "What", "In", "How"),
                proof.outsiders().stream()
                        .map(row ->
                                List.of(row.principal(), row.does(), VerifyReport.whom(proof, row), row.condition())));
        html.append("<p>").append(text(VerifyReport.NOT_LISTED)).append("</p>\n");
    }

    private void notes(StringBuilder html) {
        heading(html, Part.NOTES);
        if (proof.notes().isEmpty() && proof.unread().isEmpty()) {
            html.append("<p>None.</p>\n");
        }
        proof.unread()
                .forEach(what ->
                        html.append("<p>Not checked: ").append(text(what)).append("</p>\n"));
        if (!proof.notes().isEmpty()) {
            table(
                    html,
                    "What is worth knowing and no finding.",
                    List.of("Tenant", "Note"),
                    proof.notes().stream().map(note -> List.of(note.tenant(), note.text())));
        }
    }

    private static void heading(StringBuilder html, Part part) {
        html.append("<h2 id=\"")
                .append(part.anchor())
                .append("\">")
                .append(text(part.title))
                .append("</h2>\n");
    }

    private static void details(StringBuilder html, String summary) {
        html.append("<details>\n<summary>").append(text(summary)).append("</summary>\n");
    }

    private static void table(StringBuilder html, String caption, List<String> heads, Stream<List<String>> rows) {
        html.append("<div class=\"scroll\">\n<table>\n<caption>")
                .append(text(caption))
                .append("</caption>\n<thead><tr>");
        heads.forEach(
                head -> html.append("<th scope=\"col\">").append(text(head)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> {
            html.append("<tr>");
            row.forEach(cell -> html.append(cell.matches("\\d+") ? "<td class=\"n\">" : "<td>")
                    .append(text(cell))
                    .append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</tbody>\n</table>\n</div>\n");
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
