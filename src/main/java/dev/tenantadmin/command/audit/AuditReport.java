package dev.tenantadmin.command.audit;

import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.tenant.ChangeReport;
import dev.tenantadmin.command.verify.VerifyReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code audit} found.
 *
 * @param changes what {@code --fix} did, and what it left for a stop
 */
public record AuditReport(List<Check> checks, List<Change> changes) implements Report {

    /** Whether nothing fails. */
    public boolean passes() {
        return checks.stream().noneMatch(Check::fails);
    }

    @Override
    public void text(PrintWriter out) {
        out.println(verdict());
        if (!changes.isEmpty()) {
            out.println();
            Table done = new Table();
            changes.forEach(change -> done.row(
                    change.resource().title(),
                    change.action() == Change.Action.DEFER
                            ? "stays: it runs; --restart stops and starts it"
                            : change.action().result()));
            done.print(out, "");
        }
        if (checks.isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table().row("TENANT", "CONTROL", "STATUS", "RESOURCE", "FIELD", "FOUND");
        checks.forEach(check -> table.row(
                check.tenant(),
                check.control().id(),
                check.status().word(),
                Printable.text(check.resource().title()),
                check.control().field(),
                Printable.text(check.found())));
        table.print(out, "");
        fixes(out);
    }

    private String verdict() {
        long failing = checks.stream().filter(Check::fails).count();
        if (checks.isEmpty()) {
            return "There are no tenants.";
        }
        return failing == 0
                ? "All controls pass: %,d checks".formatted(checks.size())
                : "%,d of %,d checks fail".formatted(failing, checks.size());
    }

    private void fixes(PrintWriter out) {
        List<Control> failing = checks.stream()
                .filter(Check::fails)
                .map(Check::control)
                .distinct()
                .sorted()
                .toList();
        if (failing.isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table().row("CONTROL", "DEMANDS", "FIX", "NEEDS");
        failing.forEach(control -> table.row(
                control.id(), control.title(), control.fix(), control.needs().words()));
        table.print(out, "");
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passes", passes());
        json.put("changes", changes.stream().map(ChangeReport::json).toList());
        json.put(
                "checks",
                checks.stream()
                        .map(check -> VerifyReport.row(
                                "tenant", check.tenant(),
                                "control", check.control().id(),
                                "demands", check.control().title(),
                                "resource", check.resource().title(),
                                "status", check.status().word(),
                                "field", check.control().field(),
                                "found", check.found(),
                                "fix", check.control().fix(),
                                "needs", check.control().needs().words()))
                        .toList());
        return json;
    }
}
