package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;

/** An IAM group. Groups have no tags (src/site/markdown/design/aws-facts.md): only name and path show whose it is. */
public record Group(IamClient iam, String name, String path, GroupReading reading) implements Resource {

    @Override
    public String type() {
        return "IAM group";
    }

    @Override
    public Observation observe() {
        List<GetGroupResponse> pages = reading.pages();
        if (pages.isEmpty()) {
            return new Observation.Absent();
        }
        String actual = pages.get(0).group().path();
        return actual.equals(path)
                ? new Observation.Present(List.of())
                : new Observation.Foreign("its path is " + actual);
    }

    @Override
    public void create() {
        reading.forget();
        iam.createGroup(r -> r.groupName(name).path(path));
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
                iam.deleteGroup(r -> r.groupName(name));
            } catch (DeleteConflictException e) {
                SubordinateEntities.remove(SubordinateEntities.ofGroup(iam, name));
                iam.deleteGroup(r -> r.groupName(name));
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
