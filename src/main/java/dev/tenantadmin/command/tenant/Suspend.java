package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.TenantWork;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code suspend}: block all access to a tenant. */
@Command(
        name = "suspend",
        description = {
            "Block all access to a tenant now, then stop its notebooks and jobs.",
            "Nothing is deleted unless you ask for it. Only resume restores access."
        },
        footer = {"  tenant-admin suspend acme", "  tenant-admin suspend acme --delete-endpoints --dry-run"})
public final class Suspend implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Deliberate
    @Option(
            names = "--delete-endpoints",
            description =
                    "Also delete the tenant's endpoints: they cannot be stopped, and cost money while they exist.")
    boolean deleteEndpoints;

    @Option(names = "--no-wait", description = "Do not wait for the notebooks to stop.")
    boolean noWait;

    public Suspend(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return TenantChange.of(account -> account.tenants().planSuspension(tenant.required()))
                .run(
                        session,
                        command,
                        dryRun,
                        (account, planned) -> planned.plan()
                                .then("stopping what runs", () -> stopped(account, planned, !dryRun.dryRun)));
    }

    /** Jobs first, because stopping them needs no wait here. Endpoints are deleted while the notebooks stop. */
    private SuspensionReport stopped(Account account, TenantPlan planned, boolean act) {
        Names names = planned.tenant().names();
        TenantWork work = account.work(names);
        List<String> jobs = work.jobs(act);
        Supplier<List<String>> endpoints = account.parallel().begin(() -> work.endpoints(act && deleteEndpoints));
        Map<String, String> notebooks = notebooks(account, planned, act, endpoints);
        return new SuspensionReport(
                names.tenant().value(),
                names.home().region(),
                dryRun.dryRun,
                true,
                ChangeWords.of(planned.plan().changes()),
                notebooks,
                jobs,
                endpoints.get(),
                deleteEndpoints,
                Optional.empty());
    }

    /** A notebook that cannot be stopped does not end the rest. */
    private Map<String, String> notebooks(
            Account account, TenantPlan planned, boolean stop, Supplier<List<String>> underWay) {
        try {
            return notebooks(account, planned, stop);
        } catch (RuntimeException e) {
            try {
                var unused = underWay.get();
            } catch (RuntimeException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** The status of each notebook; stops them if {@code stop}, except those that tenant-admin does not manage. */
    private Map<String, String> notebooks(Account account, TenantPlan planned, boolean stop) {
        List<Callable<Map.Entry<String, String>>> steps = new ArrayList<>();
        planned.notebooks().forEach((name, life) -> steps.add(() -> Map.entry(name(planned, name), stop(life, stop))));
        Map<String, String> statuses = new TreeMap<>();
        account.parallel().all(steps).forEach(entry -> statuses.put(entry.getKey(), entry.getValue()));
        return statuses;
    }

    private static String name(TenantPlan planned, NotebookName name) {
        return planned.tenant().names().notebook(name);
    }

    private String stop(NotebookLife life, boolean stop) {
        if (stop) {
            return life.requireOurs().stopForGood(!noWait).status();
        }
        return life.summary().map(now -> now.status()).orElse(NotebookState.GONE.status());
    }
}
