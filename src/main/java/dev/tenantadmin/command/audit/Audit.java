package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantsParameter;
import dev.tenantadmin.reconcile.Change;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: the controls of AWS Security Hub. */
@Command(
        name = "audit",
        description = {
            "Check notebooks, models, endpoints, running jobs, policies and users against AWS Security Hub's controls.",
            "With --fix, repair what tenant-admin manages and AWS can change. Exits with 1 if a control fails."
        },
        footer = {"  tenant-admin audit", "  tenant-admin audit acme --fix"})
public final class Audit implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantsParameter tenants = new TenantsParameter();

    @Option(names = "--fix", description = "Repair what can be repaired, but do not touch running notebooks.")
    boolean fix;

    @Option(names = "--restart", description = "With --fix: restart running notebooks if a repair requires it.")
    boolean restart;

    public Audit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (restart && !fix) {
            throw new ParameterException(command.commandLine(), "--restart requires --fix");
        }
        try (Account account = session.account()) {
            AuditChecks audits = new AuditChecks(account.clients(), account.parallel(), account.poll());
            List<Check> checks = audits.checks(tenants.names);
            List<Change> changes = List.of();
            if (fix) {
                changes = audits.fix(checks.stream().filter(Check::fails).toList(), restart);
                checks = changes.isEmpty() ? checks : audits.checks(tenants.names);
            }
            AuditReport report = new AuditReport(checks, changes);
            session.output().result(report);
            return (report.passes() ? ExitCode.DONE : ExitCode.FOUND).code();
        }
    }
}
