package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code remove-user}: remove a person from a tenant. */
@Command(
        name = "remove-user",
        description = {
            "Delete a tenant's user with all credentials, and end the person's sessions.",
            "Code in a notebook runs as the tenant, not as the person: stop the notebook to end it."
        },
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
        return TenantChange.of(account -> account.tenants().planRemoval(who.tenant(), who.person()))
                .losing(new TenantChange.Loss<>(
                        confirmation,
                        "remove %s from %s".formatted(who.person(), who.tenant()),
                        planned ->
                                "This deletes user %s of tenant %s with all credentials, and ends the person's sessions."
                                        .formatted(user(planned), who.tenant()),
                        "Type the person's name to continue: ",
                        who.person().value(),
                        "nothing was removed"))
                .run(session, command, dryRun, this::report);
    }

    private String user(TenantPlan planned) {
        return planned.tenant().names().user(who.person());
    }

    private ChangeReport report(Account account, TenantPlan planned) {
        return ChangeReport.ofPerson(
                planned,
                planned.plan().changes().stream()
                        .filter(change -> change.action().writes())
                        .toList(),
                dryRun.dryRun,
                dryRun.dryRun ? null : RunningWork.after(planned, account),
                planned.plan().writes()
                        ? "User %s is removed; the person's existing sessions are blocked.".formatted(user(planned))
                        : "There is no user %s; no changes needed.".formatted(user(planned)));
    }
}
