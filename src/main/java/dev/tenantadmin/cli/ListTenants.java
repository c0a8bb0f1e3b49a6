package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.output.TenantsReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code list-tenants}: what tenants there are. */
@Command(
        name = "list-tenants",
        description = "List the account's tenants in all their home regions, half-made ones included.")
final class ListTenants implements Callable<Integer> {

    private final Session session;

    ListTenants(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Account account = session.account()) {
            session.output()
                    .result(new TenantsReport(account.directory().list().stream()
                            .map(tenant -> new TenantsReport.Row(
                                    tenant.tenant().value(),
                                    tenant.region(),
                                    tenant.suspended(),
                                    tenant.missing(),
                                    tenant.users(),
                                    tenant.notebooks().stream()
                                            .map(NotebookRows::row)
                                            .toList()))
                            .toList()));
            return ExitCode.DONE.code();
        }
    }
}
