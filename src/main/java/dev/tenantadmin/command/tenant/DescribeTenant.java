package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Observation;
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

/** {@code describe-tenant}: show a tenant's resources, what is missing or has drifted, and what its notebooks are doing. */
@Command(
        name = "describe-tenant",
        description = "Show a tenant's resources, what is missing or has drifted, and what its notebooks are doing.",
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
                        .map(notebook -> NotebookRow.of(notebook, account.poll().now())));
            }
            List<NotebookRow> notebooks = account.parallel().all(lookups).stream()
                    .flatMap(Optional::stream)
                    .toList();
            session.output().result(new TenantReport(document(described, notebooks), described.unproved()));
            return ExitCode.DONE.code();
        }
    }

    private static TenantReport.Document document(TenantPlan described, List<NotebookRow> notebooks) {
        Names names = described.tenant().names();
        Settings settings = described.tenant().settings();
        String digest = settings.get(Options.ON_START).sha256();
        List<Change> all = described.plan().changes();
        return new TenantReport.Document(
                names.tenant().value(),
                names.home().account(),
                names.home().region(),
                settings.revision(),
                settings.revision() != null && all.stream().allMatch(DescribeTenant::isThere),
                settings.older(),
                settings.suspended(),
                settings.get(Options.PROTECT),
                settings.administrator(),
                settings.tags(),
                settings.get(Options.IDLE_STOP).map(Durations::text).orElse(null),
                digest.isEmpty() ? null : digest,
                settings.options().texts(),
                described.unproved().stream().map(TenantReport.Unproved::of).toList(),
                all.stream()
                        .map(change -> TenantReport.Part.of(change, settings.older()))
                        .toList(),
                notebooks);
    }

    private static boolean isThere(Change change) {
        return change.action() != Change.Action.CREATE && !(change.observed() instanceof Observation.Foreign);
    }
}
