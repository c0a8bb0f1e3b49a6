package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.TenantPlan;
import dev.tenantadmin.output.ChangeReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.TenantName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code delete-tenant}: delete all of a tenant, then look again. */
@Command(
        name = "delete-tenant",
        description = {
            "Delete all of a tenant: its notebooks with their volumes, users, group, roles and policies.",
            "Running it again does only what is left; a tenant that is not there is success."
        })
final class DeleteTenant implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Mixin
    DryRunOptions dryRun = new DryRunOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for the name; needed where there is no terminal.")
    boolean yes;

    DeleteTenant(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        dryRun.check(command);
        if (!yes && !dryRun.dryRun && !session.terminal().interactive()) {
            throw new ParameterException(
                    command.commandLine(), "there is no terminal to ask on: give --yes to delete " + tenant.required());
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
                if (!yes) {
                    confirm(planned);
                }
                plan.apply(account.parallel(), account.poll());
            }
            requireNothingLeft(account, planned.tenant().names());
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
        List<String> volumes = planned.plan().changes().stream()
                .filter(change -> change.action() == Change.Action.DELETE)
                .filter(change -> change.resource().type().equals("notebook instance"))
                .map(change -> change.resource().name())
                .toList();
        PrintWriter err = session.terminal().err();
        session.output().clear();
        err.printf(
                "This deletes tenant %s in %s%s.%n",
                name,
                planned.tenant().names().home().region(),
                volumes.isEmpty() ? "" : ", with all data on the volumes of " + String.join(", ", volumes));
        err.print("Type the tenant's name to go on: ");
        err.flush();
        String answer;
        try {
            answer = session.terminal().in().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (answer == null || !answer.strip().equals(name.value())) {
            throw new Failure(Failure.Kind.INVALID_INPUT, "not confirmed: nothing was deleted");
        }
    }

    private void requireNothingLeft(Account account, Names names) {
        List<String> left = account.tenants().leftovers(names);
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
