package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.MadeWork.Made;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.tenants.TenantContents;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Durations;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe-tenant}: show a tenant's settings and resources, what is missing or has drifted, what stands beside it, and what runs. */
@Command(
        name = "describe-tenant",
        description = {
            "Show a tenant's settings and resources, what is missing or has drifted, and what runs.",
            "What stands beside its resources is shown too, such as credentials and policies that somebody attached; never a secret."
        },
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
            TenantContents contents = account.tenants().contents(described);
            List<NotebookRow> notebooks = account.parallel().all(lookups).stream()
                    .flatMap(Optional::stream)
                    .toList();
            session.output().result(new TenantReport(document(described, contents, notebooks), described.unproved()));
            return ExitCode.DONE.code();
        }
    }

    private static TenantReport.Document document(
            TenantPlan described, TenantContents contents, List<NotebookRow> notebooks) {
        Names names = described.tenant().names();
        Settings settings = described.tenant().settings();
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
                digest(settings.get(Options.ON_START)),
                digest(settings.get(Options.ON_CREATE)),
                kept(described.tenant()).texts(),
                described.unproved().stream().map(TenantReport.Unproved::of).toList(),
                all.stream()
                        .map(change -> TenantReport.Part.of(change, settings.older()))
                        .toList(),
                contents.beside().stream()
                        .map(one -> new TenantReport.Beside(one.on(), one.type(), one.name()))
                        .toList(),
                contents.versions().stream()
                        .map(one -> new TenantReport.Version(one.policy(), one.version()))
                        .toList(),
                notebooks,
                contents.endpoints().entrySet().stream()
                        .map(endpoint -> new TenantReport.Endpoint(
                                endpoint.getKey().name(),
                                String.valueOf(endpoint.getKey().status()),
                                endpoint.getValue().stream()
                                        .map(variant -> new TenantReport.Variant(
                                                variant.name(),
                                                variant.instanceType(),
                                                variant.instances(),
                                                variant.serverlessMb()))
                                        .toList()))
                        .toList(),
                contents.configs().stream().map(Made::name).toList(),
                contents.models().stream().map(Made::name).toList(),
                contents.jobs().stream()
                        .map(job -> new TenantReport.Job(job.type(), job.name(), String.valueOf(job.status())))
                        .toList(),
                List.copyOf(contents.unread()));
    }

    private static @Nullable String digest(OwnScript script) {
        return script.equals(OwnScript.NONE) ? null : script.sha256();
    }

    /** The remembered options, and what the tenant's path and group tell of others. */
    private static OptionValues kept(Tenant tenant) {
        OptionValues kept = tenant.settings().options();
        String prefix = tenant.names().home().pathPrefix();
        if (!prefix.equals("/")) {
            kept = kept.with(Options.PATH_PREFIX, Optional.of(prefix));
        }
        return tenant.settings().members() ? kept : kept.with(Options.NO_USERS, true);
    }

    private static boolean isThere(Change change) {
        return change.action() != Change.Action.CREATE && !(change.observed() instanceof Observation.Foreign);
    }
}
