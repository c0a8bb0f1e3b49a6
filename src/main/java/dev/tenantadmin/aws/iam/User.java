package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

/** An IAM user: its permissions boundary and its tags. tenant-admin never creates credentials for it. */
public record User(Iam iam, String name, String path, String boundaryArn, WantedTags tags) implements Resource {

    @Override
    public String type() {
        return "IAM user";
    }

    @Override
    public Observation observe() {
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        return reads.user(name).map(this::compare).orElseGet(Observation.Absent::new);
    }

    private Observation compare(software.amazon.awssdk.services.iam.model.User seen) {
        if (!seen.path().equals(path)) {
            return new Observation.Foreign("its path is " + seen.path());
        }
        List<Difference> differences = new ArrayList<>(tags.differences(IamTags.map(seen.tags())));
        Boundary.difference(seen.permissionsBoundary(), boundaryArn).ifPresent(differences::add);
        return new Observation.Present(differences);
    }

    @Override
    public void create() {
        iam.client()
                .createUser(r -> r.userName(name)
                        .path(path)
                        .permissionsBoundary(boundaryArn)
                        .tags(IamTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Boundary.Field.PERMISSIONS_BOUNDARY)) {
            iam.client().putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(boundaryArn));
        }
        Map<String, String> missing = WantedTags.missing(observed);
        if (!missing.isEmpty()) {
            iam.client().tagUser(r -> r.userName(name).tags(IamTags.list(missing)));
        }
        List<String> unwanted = tags.unwantedFolded(observed);
        if (!unwanted.isEmpty()) {
            iam.client().untagUser(r -> r.userName(name).tagKeys(unwanted));
        }
    }

    /** First removes every credential and everything else that others attached to the user. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.client().deleteUser(r -> r.userName(name));
            } catch (DeleteConflictException e) {
                SubordinateEntities.remove(SubordinateEntities.ofUser(iam.live(), name));
                iam.client().deleteUser(r -> r.userName(name));
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
