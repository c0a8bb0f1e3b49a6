package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.List;

/**
 * A tenant that somebody can reach, by one way.
 *
 * @param things the ARNs, or patterns of them, of what it reaches there
 * @param path the steps over other principals before that; none if it goes the way itself
 * @param expected whether the tenant's own options allow it
 */
public record ReachedTenant(
        TenantName tenant, WayIn way, List<String> things, Verdict verdict, List<Step> path, boolean expected) {

    public ReachedTenant {
        things = List.copyOf(things);
        path = List.copyOf(path);
    }

    /** The same by one who makes these steps first. */
    ReachedTenant after(List<Step> steps, Verdict ofSteps) {
        return new ReachedTenant(tenant, way, things, ofSteps.then(verdict), steps, false);
    }
}
