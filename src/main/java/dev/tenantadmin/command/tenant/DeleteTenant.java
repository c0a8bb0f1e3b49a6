package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.DeletionCheck;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.Confirmation;
import dev.tenantadmin.cli.DryRunOptions;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantChange;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delete-tenant}: delete a tenant, then check that nothing is left. */
@Command(
        name = "delete-tenant",
        description = {
            "Delete a tenant: notebooks with their volumes, users with all credentials, group, roles and policies.",
            "It also stops its people's jobs and deletes their models and endpoint configurations.",
            "Run it again to finish what is left. It succeeds if there is no such tenant."
        },
        footer = {"  tenant-admin delete-tenant acme --dry-run", "  tenant-admin delete-tenant acme --yes"})
public final class DeleteTenant implements Callable<Integer> {

    /** How long a list that shows deleted resources may be stale; after that, somebody created them again. */
    private static final Duration LISTS_ARE_STALE = Duration.ofMinutes(2);

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    Confirmation confirmation = new Confirmation();

    @Deliberate
    @Option(names = "--delete-endpoints", description = "Also delete endpoints that are in service.")
    boolean deleteEndpoints;

    public DeleteTenant(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantName name = tenant.required();
        return TenantChange.of(account -> account.tenantsAsRead(name).planDeletion(name, dryRun.dryRun))
                .requiring((account, planned) -> {
                    if (!deleteEndpoints) {
                        planned.requireNoLiveEndpoint();
                    }
                })
                .losing(new TenantChange.Loss<>(
                        confirmation,
                        "delete " + name,
                        DeleteTenant::warning,
                        "Type the tenant's name to continue: ",
                        name.value(),
                        "nothing was deleted"))
                .run(session, command, dryRun, this::report);
    }

    private static String warning(TenantPlan planned) {
        Names names = planned.tenant().names();
        List<String> volumes = planned.notebookInstances(Change.Action.DELETE);
        List<String> work = planned.work();
        List<String> users = planned.users(Change.Action.DELETE);
        return "This deletes tenant %s in %s of account %s%s%s%s."
                .formatted(
                        names.tenant(),
                        names.home().region(),
                        names.home().account(),
                        users.isEmpty() ? "" : ", its users with all their credentials: " + String.join(", ", users),
                        volumes.isEmpty() ? "" : ", with all data on the volumes of " + String.join(", ", volumes),
                        work.isEmpty() ? "" : ", and what its people made: " + String.join(", ", work));
    }

    private DeletionReport report(Account account, TenantPlan planned) {
        DeletionCheck check = account.deletionCheck(planned.tenant().names());
        if (dryRun.dryRun) {
            return report(
                    check,
                    planned,
                    planned.found() ? "All of this would be deleted; nothing was changed." : none(planned));
        }
        planned.plan().then("checking that nothing is left", () -> {
            requireNothingLeft(account, planned, check);
            return true;
        });
        return report(
                check,
                planned,
                planned.found()
                        ? "Tenant %s is deleted from account %s; nothing of it is left."
                                .formatted(
                                        tenant.required(),
                                        planned.tenant().names().home().account())
                        : none(planned));
    }

    /** Lists may show deleted resources for a while; resources that this run did not delete are reported at once. */
    private void requireNothingLeft(Account account, TenantPlan planned, DeletionCheck deletionCheck) {
        Names names = planned.tenant().names();
        Set<String> deleted = planned.plan().changes().stream()
                .filter(change -> change.action() == Change.Action.DELETE)
                .map(change -> change.resource().title())
                .collect(Collectors.toSet());
        Instant began = account.poll().now();
        Predicate<DeletionCheck.Left> stale = thing ->
                deleted.contains(thing.title()) && account.poll().since(began).compareTo(LISTS_ARE_STALE) < 0;
        List<DeletionCheck.Left> left = account
                .poll()
                .until(
                        "lists of tenant " + names.tenant(),
                        deletionCheck::left,
                        seen -> seen.isEmpty() || !seen.stream().allMatch(stale),
                        seen -> "not up to date")
                .stream()
                .filter(stale.negate())
                .toList();
        List<String> complaints = Stream.of(
                        sentence(left, true, "run the same command again to delete what was created meanwhile: "),
                        sentence(left, false, "delete what tenant-admin does not manage yourself: "))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        if (!complaints.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "tenant %s is not fully deleted: %s".formatted(names.tenant(), String.join("; ", complaints)));
        }
    }

    private static String none(TenantPlan planned) {
        Names names = planned.tenant().names();
        return "There is no tenant %s in account %s; no changes needed."
                .formatted(names.tenant(), names.home().account());
    }

    private static String sentence(List<DeletionCheck.Left> left, boolean ours, String beginning) {
        String titles = left.stream()
                .filter(thing -> thing.ours() == ours)
                .map(DeletionCheck.Left::title)
                .collect(Collectors.joining(", "));
        return titles.isEmpty() ? "" : beginning + titles;
    }

    private DeletionReport report(DeletionCheck check, TenantPlan planned, String summary) {
        List<Change> deletions = planned.plan().allChanges().stream()
                .filter(change -> change.action() == Change.Action.DELETE)
                .toList();
        return new DeletionReport(
                ChangeReport.of(planned, deletions, dryRun.dryRun, null, summary),
                planned.found() ? check.remains() : List.of());
    }
}
