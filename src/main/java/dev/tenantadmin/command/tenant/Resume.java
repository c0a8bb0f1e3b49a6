package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code resume}: restore access to a suspended tenant. */
@Command(
        name = "resume",
        description = {
            "Restore access to a suspended tenant. Starts no notebook.",
            "Sessions that began before stay blocked: sign in again to start a new one."
        },
        footer = {"  tenant-admin resume acme", "  tenant-admin resume acme --dry-run"})
public final class Resume implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    public Resume(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return TenantChange.of(account -> account.tenants().planResumption(tenant.required()))
                .run(session, command, dryRun, this::report);
    }

    private SuspensionReport report(Account account, TenantPlan planned) {
        Names names = planned.tenant().names();
        return new SuspensionReport(
                names.tenant().value(),
                names.home().region(),
                dryRun.dryRun,
                false,
                ChangeWords.of(planned.plan().changes()),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Optional.ofNullable(RunningWork.after(planned, account)));
    }
}
