package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads.GroupMembers;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import java.util.Optional;

/** A user's membership in a group. */
public record Membership(Iam iam, String user, String group, GroupReading reading) implements Resource {

    @Override
    public String type() {
        return "membership";
    }

    @Override
    public String name() {
        return user + " in " + group;
    }

    @Override
    public Observation observe() {
        return observed(iam.now().group(group));
    }

    @Override
    public Observation observeForPlan() {
        return observed(reading.get());
    }

    private Observation observed(Optional<GroupMembers> seen) {
        return seen.filter(found -> found.users().contains(user)).isPresent()
                ? new Observation.Present(List.of())
                : new Observation.Absent();
    }

    @Override
    public void create() {
        iam.client().addUserToGroup(r -> r.groupName(group).userName(user));
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("a membership has nothing that could differ");
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(
                () -> iam.client().removeUserFromGroup(r -> r.groupName(group).userName(user)));
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
