package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** An IAM user: its permissions boundary and its tags. tenant-admin never creates credentials for it. */
public record User(IamClient iam, String name, String path, String boundaryArn, WantedTags tags) implements Resource {

    @Override
    public String type() {
        return "IAM user";
    }

    @Override
    public Observation observe() {
        try {
            var user = iam.getUser(r -> r.userName(name)).user();
            if (!user.path().equals(path)) {
                return new Observation.Foreign("its path is " + user.path());
            }
            List<Difference> differences = new ArrayList<>(tags.differences(IamTags.map(user.tags())));
            Boundary.difference(user.permissionsBoundary(), boundaryArn).ifPresent(differences::add);
            return new Observation.Present(differences);
        } catch (NoSuchEntityException e) {
            return new Observation.Absent();
        }
    }

    @Override
    public void create() {
        iam.createUser(r ->
                r.userName(name).path(path).permissionsBoundary(boundaryArn).tags(IamTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Boundary.Field.PERMISSIONS_BOUNDARY)) {
            iam.putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(boundaryArn));
        }
        Map<String, String> missing = WantedTags.missing(observed);
        if (!missing.isEmpty()) {
            iam.tagUser(r -> r.userName(name).tags(IamTags.list(missing)));
        }
        List<String> unwanted = tags.unwantedFolded(observed);
        if (!unwanted.isEmpty()) {
            iam.untagUser(r -> r.userName(name).tagKeys(unwanted));
        }
    }

    /** First removes every credential and everything else that others attached to the user. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.deleteUser(r -> r.userName(name));
            } catch (DeleteConflictException e) {
                SubordinateEntities.remove(SubordinateEntities.ofUser(iam, name));
                iam.deleteUser(r -> r.userName(name));
            }
        });
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure) || failure instanceof DeleteConflictException;
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof EntityAlreadyExistsException;
    }
}
