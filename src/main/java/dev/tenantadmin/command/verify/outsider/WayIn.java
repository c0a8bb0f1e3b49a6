package dev.tenantadmin.command.verify.outsider;

import java.util.List;

/**
 * A way into a tenant.
 *
 * @param id stable, for reports
 * @param words what somebody does who goes it, after a subject: "makes access keys of its users"
 * @param administers whether who can do it to all tenants is an administrator: writes policies, trust, attachments, boundaries or the anchor's tags
 * @param alternatives one is enough; each is a list of questions that have to be allowed at once, the first about a thing of the tenant
 */
public record WayIn(String id, Harm harm, String words, boolean administers, List<List<Need>> alternatives) {

    public WayIn {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /** What has to be allowed of the tenant itself. */
    List<Need> firstNeeds() {
        return alternatives.stream().map(needs -> needs.get(0)).distinct().toList();
    }
}
