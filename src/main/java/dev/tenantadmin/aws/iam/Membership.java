package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** A user's membership in a group. */
public record Membership(IamClient iam, String user, String group, GroupReading reading) implements Resource {

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
        return reading.hasMember(user) ? new Observation.Present(List.of()) : new Observation.Absent();
    }

    @Override
    public void create() {
        iam.addUserToGroup(r -> r.groupName(group).userName(user));
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("a membership has nothing that could differ");
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(
                () -> iam.removeUserFromGroup(r -> r.groupName(group).userName(user)));
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure);
    }
}
