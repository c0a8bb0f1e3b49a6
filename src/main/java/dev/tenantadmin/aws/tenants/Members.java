package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.iam.Attachment;
import dev.tenantadmin.aws.iam.Group;
import dev.tenantadmin.aws.iam.GroupReading;
import dev.tenantadmin.aws.iam.InlinePolicy;
import dev.tenantadmin.aws.iam.Membership;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A tenant's group and users.
 *
 * @param who group and users
 * @param what the group's policies, and who is in it
 */
record Members(List<Resource> who, List<Resource> what) {

    /** The group with these persons. */
    static Members of(Tenant tenant, Collection<PersonName> persons, Iam iam) {
        Names names = tenant.names();
        GroupReading group = new GroupReading(iam.reads(), names.group());
        List<Resource> who = new ArrayList<>();
        List<Resource> what = new ArrayList<>();
        who.add(new Group(iam, names.group(), names.path(), group));
        what.add(Attachment.toGroup(iam, names.accessPolicyArn(), names.group()));
        what.add(InlinePolicy.ofGroup(
                iam,
                names.group(),
                "assume",
                TenantDocument.ASSUME,
                () -> new PolicyDocuments(names, tenant.settings()).assume()));
        for (PersonName person : persons) {
            who.add(user(tenant, person, iam));
            what.add(new Membership(iam, names.user(person), names.group(), group));
        }
        return new Members(who, what);
    }

    static User user(Tenant tenant, PersonName person, Iam iam) {
        Names names = tenant.names();
        return new User(
                iam,
                names.user(person),
                names.path(),
                tenant.settings().boundaryArn(names),
                new WantedTags(tenant.settings().resourceTags(names.tenant()), tenant.unwantedTags()));
    }
}
