package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.command.notebook.NotebookRows;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Durations;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe-tenant}: what there is of a tenant, what is missing or drifted, and what its notebooks are doing. */
@Command(
        name = "describe-tenant",
        description =
                "Show what there is of a tenant, what is missing or has drifted, and what its notebooks are doing.",
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin describe-tenant acme", "  tenant-admin describe-tenant acme -o json"})
public final class DescribeTenant implements Callable<Integer> {

    private final Session session;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    public DescribeTenant(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Account account = session.account()) {
            TenantPlan described = account.tenants().describe(tenant.required());
            List<Callable<Optional<NotebookRow>>> lookups = new ArrayList<>();
            for (NotebookLife life : described.notebooks().values()) {
                lookups.add(() -> life.summary()
                        .map(notebook ->
                                NotebookRows.row(notebook, account.poll().now())));
            }
            List<NotebookRow> notebooks = account.parallel().all(lookups).stream()
                    .flatMap(Optional::stream)
                    .toList();
            Names names = described.tenant().names();
            Settings settings = described.tenant().settings();
            session.output()
                    .result(new TenantReport(
                            names.tenant().value(),
                            names.home().account(),
                            names.home().region(),
                            settings.revision(),
                            new TenantReport.Standing(
                                    settings.older(), settings.suspended(), settings.get(Options.PROTECT)),
                            settings.administrator(),
                            settings.tags(),
                            setup(settings),
                            described.unproved(),
                            described.plan().changes(),
                            notebooks));
            return ExitCode.DONE.code();
        }
    }

    private static TenantReport.Setup setup(Settings settings) {
        String digest = settings.get(Options.ON_START).sha256();
        return new TenantReport.Setup(
                settings.get(Options.IDLE_STOP).map(Durations::text).orElse(null), digest.isEmpty() ? null : digest);
    }
}
