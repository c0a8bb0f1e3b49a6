package dev.tenantadmin.command.verify.outsider;

import java.util.List;

/**
 * Why somebody is an administrator of every tenant.
 *
 * @param ways each of them leads to all tenants
 * @param path the steps over other principals before that; none if it is one itself
 */
public record Administration(List<WayIn> ways, Verdict verdict, List<Step> path) {

    public Administration {
        ways = List.copyOf(ways);
        path = List.copyOf(path);
    }
}
