package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.TenantWork;
import dev.tenantadmin.aws.tenants.TenantPlan;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds what still runs in a tenant after a plan has ended somebody's sessions. */
public final class RunningWork {

    private RunningWork() {}

    /** Reads it after all changes of the plan, which a failure names; null if the plan ended no sessions. */
    public static @Nullable Running after(TenantPlan planned, Account account) {
        return planned.endsSessions()
                ? planned.plan().then("listing what still runs", () -> now(planned, account))
                : null;
    }

    private static Running now(TenantPlan planned, Account account) {
        TenantWork work = account.work(planned.tenant().names());
        Supplier<Map<String, String>> notebooks = account.parallel().begin(work::notebooks);
        Supplier<List<String>> endpoints = account.parallel().begin(() -> work.endpoints(false));
        return new Running(notebooks.get(), work.jobs(false), endpoints.get());
    }
}
