package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tenants of the account, for commands about several. */
public record TenantSurvey(AwsClients clients, Parallel parallel) {

    /**
     * A tenant as it was found.
     *
     * @param users the names of its users, with the tenant's prefix
     * @param notebooks the names of its notebook instances, with the tenant's prefix
     */
    public record Surveyed(Names names, List<String> users, List<String> notebooks) {}

    /** Every tenant of the account, by name. One that has remains in two regions is looked at where most of it is. */
    public Map<TenantName, Surveyed> everyone() {
        Map<TenantName, TenantSummary> found = new LinkedHashMap<>();
        new TenantDirectory(clients, parallel)
                .list()
                .forEach(summary -> found.merge(
                        summary.tenant(),
                        summary,
                        (one, other) -> other.missing().size() < one.missing().size() ? other : one));
        String account = clients.account();
        Map<TenantName, Surveyed> all = new LinkedHashMap<>();
        found.forEach((name, summary) -> all.put(
                name,
                new Surveyed(
                        new Names(name, new Home(clients.partition(), account, summary.region(), summary.pathPrefix())),
                        summary.users(),
                        summary.notebooks().stream().map(NotebookSummary::name).toList())));
        return all;
    }

    /**
     * The given tenants, or all if none is given.
     *
     * @throws Failure of kind NOT_FOUND for a tenant that does not exist
     */
    public List<Surveyed> chosen(List<TenantName> asked) {
        return chosen(clients, asked, everyone());
    }

    /** The same of tenants that were read before. */
    public static List<Surveyed> chosen(
            AwsClients clients, List<TenantName> asked, Map<TenantName, Surveyed> everyone) {
        if (asked.isEmpty()) {
            return List.copyOf(everyone.values());
        }
        List<Surveyed> chosen = new ArrayList<>();
        for (TenantName name : asked.stream().distinct().toList()) {
            Surveyed found = everyone.get(name);
            if (found == null) {
                throw clients.noTenant(name);
            }
            chosen.add(found);
        }
        return chosen;
    }
}
