package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.TenantPlan;
import dev.tenantadmin.output.ChangeReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.TenantName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code delete-tenant}: delete all of a tenant, then look again. */
@Command(
        name = "delete-tenant",
        description = {
            "Delete all of a tenant: its notebooks with their volumes, users, group, roles and policies.",
            "Running it again does only what is left; a tenant that is not there is success."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin delete-tenant acme --dry-run", "  tenant-admin delete-tenant acme --yes"})
final class DeleteTenant implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    DeleteTenant(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        if (!dryRun.dryRun) {
            confirmation.requireTerminal(session, command, "delete " + tenant.required());
        }
        try (Account account = session.account()) {
            TenantPlan planned = account.tenants().planDeletion(tenant.required());
            Plan plan = planned.plan();
            plan.requireNoConflict();
            if (dryRun.dryRun) {
                String summary = planned.found()
                        ? "All of this would be deleted; nothing was done."
                        : "There is no tenant %s; nothing would be done.".formatted(tenant.required());
                session.output().result(report(planned, summary));
                return dryRun.exitCode(plan.writes());
            }
            if (planned.found()) {
                confirm(planned);
                plan.apply(account.parallel(), account.poll());
            }
            requireNothingLeft(account, planned);
            session.output()
                    .result(report(
                            planned,
                            planned.found()
                                    ? "Tenant %s is deleted; nothing of it is left.".formatted(tenant.required())
                                    : "There is no tenant %s; nothing was to be done.".formatted(tenant.required())));
            return ExitCode.DONE.code();
        }
    }

    private void confirm(TenantPlan planned) {
        TenantName name = tenant.required();
        List<String> volumes = planned.notebookInstances(Change.Action.DELETE);
        confirmation.ask(
                session,
                "This deletes tenant %s in %s%s."
                        .formatted(
                                name,
                                planned.tenant().names().home().region(),
                                volumes.isEmpty()
                                        ? ""
                                        : ", with all data on the volumes of " + String.join(", ", volumes)),
                "Type the tenant's name to go on: ",
                name.value(),
                "nothing was deleted");
    }

    /** Lists may show for a while what is deleted; what was not deleted here is told at once. */
    private void requireNothingLeft(Account account, TenantPlan planned) {
        Names names = planned.tenant().names();
        Set<String> deleted = planned.plan().changes().stream()
                .filter(change -> change.action() == Change.Action.DELETE)
                .map(change -> change.resource().title())
                .collect(Collectors.toSet());
        List<String> left = account
                .poll()
                .until(
                        "lists of tenant " + names.tenant(),
                        () -> account.tenants().leftovers(names),
                        seen -> seen.isEmpty() || !deleted.containsAll(seen),
                        seen -> "not up to date")
                .stream()
                .filter(title -> !deleted.contains(title))
                .toList();
        if (!left.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "of tenant %s this is left, which tenant-admin did not make: %s"
                            .formatted(names.tenant(), String.join(", ", left)));
        }
    }

    private ChangeReport report(TenantPlan planned, String summary) {
        Names names = planned.tenant().names();
        return new ChangeReport(
                names.tenant().value(),
                names.home().region(),
                dryRun.dryRun,
                planned.plan().changes().stream()
                        .filter(change -> change.action() == Change.Action.DELETE)
                        .toList(),
                Map.of(),
                null,
                summary);
    }
}
