package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads.GroupMembers;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

/** An IAM group. Groups have no tags (src/site/markdown/design/aws-facts.md): only name and path show whose it is. */
public record Group(Iam iam, String name, String path, GroupReading reading) implements Resource {

    @Override
    public String type() {
        return "IAM group";
    }

    @Override
    public Observation observe() {
        return observed(iam.now().group(name));
    }

    @Override
    public Observation observeForPlan() {
        return observed(reading.get());
    }

    private Observation observed(Optional<GroupMembers> seen) {
        return seen.<Observation>map(group -> group.path().equals(path)
                        ? new Observation.Present(List.of())
                        : new Observation.Foreign("its path is " + group.path()))
                .orElseGet(Observation.Absent::new);
    }

    @Override
    public void create() {
        iam.client().createGroup(r -> r.groupName(name).path(path));
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("a group has nothing that could differ");
    }

    /** First removes what others put into it or attached to it. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.client().deleteGroup(r -> r.groupName(name));
            } catch (DeleteConflictException e) {
                SubordinateEntities.remove(SubordinateEntities.ofGroup(iam.live(), name));
                iam.client().deleteGroup(r -> r.groupName(name));
            }
        });
    }

    /** A user removed moments ago may still count as a member. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure) || failure instanceof DeleteConflictException;
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof EntityAlreadyExistsException;
    }
}
