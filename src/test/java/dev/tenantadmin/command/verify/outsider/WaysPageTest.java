package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.testing.KeptPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual says which ways and steps are looked for. */
class WaysPageTest {

    private static final KeptPage KEPT = new KeptPage(Path.of("src/site/markdown/ways.md"), "TENANT_ADMIN_WRITE_WAYS");

    @Test
    void thePageOfTheManualIsThatOfTheTables() throws IOException {
        String made = page();
        KEPT.is(made);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("# Who else: ways and steps\n\n")
                .append(
                        "`verify` looks for these ways into a tenant, for each user and role of the account that is no tenant's, and follows these")
                .append(
                        " steps from one principal to another. What is not here is not looked for. This page is made from the tables")
                .append(" (`command/verify/outsider`); `WaysPageTest` writes it.\n\n")
                .append("## Ways into a tenant\n\nThe gravest first. ")
                .append("Who goes a way of an administrator into every tenant is told as an administrator.\n\n");
        table(
                page,
                List.of("way", "what somebody does", "good for", "has to be allowed", "administrator"),
                WaysIn.ALL.stream()
                        .map(way -> List.of(
                                "`" + way.id() + "`",
                                way.words(),
                                words(way.harm()),
                                way.id().startsWith("pass-")
                                        ? "a row of [passing a role](#passing-a-role)"
                                        : needs(way),
                                way.administers() ? "yes" : "")));
        page.append("\n## Passing a role\n\n`iam:PassRole` on a role that admits the service, and\n\n");
        table(
                page,
                List.of("service", "has to be allowed", "on an instance"),
                Runner.ALL.stream()
                        .map(runner -> List.of(
                                "`" + runner.service() + "`",
                                runner.calls().stream().map(WaysPageTest::words).collect(Collectors.joining(" and ")),
                                runner.needsProfile() ? "the role is in an instance profile" : "")));
        page.append("\n## Steps\n\nVersion ").append(Edge.VERSION).append(".\n\n");
        table(
                page,
                List.of("step", "what somebody does", "by", "on", "gives"),
                Edge.ALL.stream()
                        .map(edge -> List.of(
                                "`" + edge.id() + "`",
                                edge.words(),
                                code(edge.actions()),
                                words(edge.on()),
                                words(edge.gives()))));
        return page.toString();
    }

    private static String needs(WayIn way) {
        return way.alternatives().stream()
                .map(needs -> needs.stream()
                        .map(need -> words(need) + " on "
                                + need.things().stream()
                                        .map(WaysPageTest::words)
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; or "));
    }

    private static String words(Need need) {
        return code(need.actions());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String code(Collection<String> actions) {
        return (actions.size() == 1 ? "" : "one of ")
                + actions.stream().map(action -> "`" + action + "`").collect(Collectors.joining(", "));
    }

    private static void table(StringBuilder page, List<String> heads, Stream<List<String>> rows) {
        line(page, heads);
        page.append("|---".repeat(heads.size())).append("|\n");
        rows.forEach(row -> line(page, row));
    }

    private static void line(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
