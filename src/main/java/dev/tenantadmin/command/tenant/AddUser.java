package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.name.Names;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code add-user}: make a person a user of a tenant. */
@Command(
        name = "add-user",
        description = {
            "Make a person a user of a tenant that there is, in its group; repair the user who is one already.",
            "No credentials are made: give the user some, or have the person trusted by other means."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin add-user acme alice", "  tenant-admin add-user acme alice --dry-run"})
public final class AddUser implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    PersonParameters who = new PersonParameters();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    public AddUser(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        try (Account account = session.account()) {
            TenantPlan planned = account.tenants().planAddition(who.tenant(), who.person());
            Plan plan = planned.plan();
            plan.requireNoConflict();
            Names names = planned.tenant().names();
            if (dryRun.dryRun) {
                session.output()
                        .result(ChangeReport.of(
                                planned,
                                plan.changes(),
                                true,
                                null,
                                plan.writes() ? "Nothing was done." : "Nothing to do."));
                return dryRun.exitCode(plan.writes());
            }
            planned.apply(account.parallel(), account.poll());
            session.output()
                    .result(ChangeReport.of(
                            planned,
                            plan.changes(),
                            false,
                            null,
                            "User %s is %s tenant %s."
                                    .formatted(
                                            names.user(who.person()),
                                            plan.writes() ? "now in" : "already in",
                                            names.tenant())));
            return ExitCode.DONE.code();
        }
    }
}
