package dev.tenantadmin.command.audit;

import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.util.List;

/**
 * What {@code audit} found.
 *
 * @param changes what {@code --fix} did, and what needs a restart
 */
public record AuditReport(List<Check> checks, List<Change> changes) implements Report {

    /** The same for a program. */
    public record Document(
            @Described("Whether all checks pass.") boolean passes,

            @Described("What --fix did, and what needs a restart.")
            List<ChangeWords> changes,

            @Described("One for each control and resource.") List<Row> checks) {}

    /** A check with the details of its control. */
    public record Row(
            @Described(Described.TENANT) String tenant,

            @Described("The control's identifier in Security Hub, such as SageMaker.1; or IMDSv2, or Settings.")
            String control,

            @Described("What it requires.") String demands,
            @Described("What was checked.") String resource,
            @Described("The result.") Check.Status status,

            @Described("The field of AWS's answer that decides.")
            String field,

            @Described("Its value.") String found,
            @Described("How to fix it.") String fix,
            @Described("What the fix requires.") String needs) {

        private static Row of(Check check) {
            Control control = check.control();
            return new Row(
                    check.tenant(),
                    control.id(),
                    control.title(),
                    check.resource().title(),
                    check.status(),
                    control.field(),
                    check.found(),
                    control.fix(),
                    control.needs().words());
        }
    }

    /** Whether all checks pass. */
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
                            ? "unchanged: it is running; add --restart"
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
                check.status().toString(),
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
    public Record json() {
        return new Document(
                passes(), ChangeWords.of(changes), checks.stream().map(Row::of).toList());
    }
}
