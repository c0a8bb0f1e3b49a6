package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.aws.snapshot.AccountSnapshot;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantsParameter;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code export}: the tenants as a file that {@code apply} takes. */
@Command(
        name = "export",
        description = {
            "Print tenants as a file that apply takes; applying it changes nothing.",
            "Comments say what the file cannot. Reads only. Exits with 1 if a tenant could not be read."
        },
        footer = {"  tenant-admin export > tenants.yaml", "  tenant-admin export acme beta -o json"})
public final class Export implements Callable<Integer> {

    private final Session session;

    @Mixin
    TenantsParameter tenants = new TenantsParameter();

    public Export(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RoleToAssume role = session.assumeRole();
        try (Account account = session.account();
                Parallel crew = new Parallel()) {
            AccountSnapshot snapshot = account.snapshot(Set.of());
            SortedMap<TenantName, String> homes = snapshot.homes();
            List<TenantName> names = tenants.names.isEmpty()
                    ? List.copyOf(homes.keySet())
                    : tenants.names.stream().distinct().toList();
            names.stream().filter(name -> !homes.containsKey(name)).findFirst().ifPresent(name -> {
                throw account.clients().noTenant(name);
            });
            List<Supplier<ExportedTenant>> reading = new ArrayList<>();
            homes.keySet().stream()
                    .filter(names::contains)
                    .forEach(name -> reading.add(crew.begin(read(snapshot, name, homes, role))));
            List<ExportedTenant> all = reading.stream().map(Supplier::get).toList();
            all.stream()
                    .flatMap(tenant -> tenant.unreadable().stream())
                    .forEach(why -> session.output().on(new Event.Notice("warning: " + why)));
            session.output().result(ExportReport.of(snapshot.account(), role != null, all));
            return all.stream().allMatch(tenant -> tenant.unreadable().isEmpty())
                    ? ExitCode.DONE.code()
                    : ExitCode.FOUND.code();
        }
    }

    private static Callable<ExportedTenant> read(
            AccountSnapshot snapshot, TenantName name, Map<TenantName, String> homes, @Nullable RoleToAssume role) {
        String region = homes.getOrDefault(name, "");
        return () -> {
            try {
                return ExportedTenant.of(
                        snapshot.tenants(name, region, snapshot.poll()).describe(name), role, snapshot::hasRole);
            } catch (Failure e) {
                return switch (e.kind()) {
                    case INVALID_INPUT, NOT_FOUND, CONFLICT ->
                        ExportedTenant.unread(name, region, role, String.valueOf(e.getMessage()));
                    case TIMED_OUT, NOTEBOOK_FAILED, ENDPOINT_FAILED, INTERRUPTED, CREDENTIALS, REFUSED, DEFECT ->
                        throw e;
                };
            }
        };
    }
}
