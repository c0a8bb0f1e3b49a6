package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code add-user}: add a person to a tenant as a user. */
@Command(
        name = "add-user",
        description = {
            "Add a person to an existing tenant as a user in its group, or repair the existing user.",
            "It creates no credentials: create some for the user, or give the person access in another way."
        },
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
        return TenantChange.of(account -> account.tenants().planAddition(who.tenant(), who.person()))
                .requiring((account, planned) -> TenantCreation.confined(account, planned, session))
                .run(session, command, dryRun, (account, planned) -> report(planned));
    }

    private ChangeReport report(TenantPlan planned) {
        return ChangeReport.ofPerson(
                planned,
                planned.plan().changes(),
                dryRun.dryRun,
                null,
                "User %s is %s tenant %s."
                        .formatted(
                                planned.tenant().names().user(who.person()),
                                planned.plan().writes() ? "now in" : "already in",
                                who.tenant()));
    }
}
