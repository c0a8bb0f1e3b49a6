package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code add-user} and {@code remove-user} report. */
final class PersonReport {

    private PersonReport() {}

    static ChangeReport of(
            TenantPlan planned, List<Change> changes, boolean dryRun, @Nullable Running running, String summary) {
        Names names = planned.tenant().names();
        return new ChangeReport(
                names.tenant().value(), names.home().region(), dryRun, changes, Map.of(), null, running, null, summary);
    }
}
