package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Plan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code remove-user}: take a person out of a tenant. */
@Command(
        name = "remove-user",
        description = {
            "Delete a tenant's user with every credential, and end the sessions that the person has begun.",
            "What runs inside a notebook is not the person but the tenant: stop the notebook to end it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin remove-user acme alice", "  tenant-admin remove-user acme alice --yes"})
public final class RemoveUser implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    PersonParameters who = new PersonParameters();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    public RemoveUser(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        if (!dryRun.dryRun) {
            confirmation.requireTerminal(session, command, "remove %s from %s".formatted(who.person(), who.tenant()));
        }
        try (Account account = session.account()) {
            TenantPlan planned = account.tenants().planRemoval(who.tenant(), who.person());
            Plan plan = planned.plan();
            plan.requireNoConflict();
            String user = planned.tenant().names().user(who.person());
            List<Change> changes =
                    plan.changes().stream().filter(c -> c.action().writes()).toList();
            if (dryRun.dryRun) {
                session.output()
                        .result(ChangeReport.of(
                                planned, changes, true, null, plan.writes() ? "Nothing was done." : "Nothing to do."));
                return dryRun.exitCode(plan.writes());
            }
            if (plan.writes()) {
                confirmation.ask(
                        session,
                        "This deletes user %s of tenant %s with every credential, and ends the person's sessions."
                                .formatted(user, who.tenant()),
                        "Type the person's name to go on: ",
                        who.person().value(),
                        "nothing was removed");
            }
            plan.apply(account.parallel(), account.poll());
            Running running = RunningWork.after(planned, account);
            session.output()
                    .result(ChangeReport.of(
                            planned,
                            changes,
                            false,
                            running,
                            plan.writes()
                                    ? "User %s is removed, and what sessions the person had are denied everything."
                                            .formatted(user)
                                    : "There is no user %s; no changes needed.".formatted(user)));
            return ExitCode.DONE.code();
        }
    }
}
